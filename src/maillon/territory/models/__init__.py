from .street import Street
from .town import Town
from .zone import Zone

__all__ = ["Street", "Town", "Zone"]
