from .folded import FoldedField
from .street import Street
from .town import Town
from .zone import Zone

__all__ = ["FoldedField", "Street", "Town", "Zone"]
