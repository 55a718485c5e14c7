from .correction import Correction, Label
from .count import Count
from .link import Link
from .post import Post
from .source import Source
from .trace import Trace
from .tuning import Tuning
from .turn import Turn
from .voice import Voice

__all__ = ["Correction", "Count", "Label", "Link", "Post", "Source", "Trace", "Tuning", "Turn", "Voice"]
