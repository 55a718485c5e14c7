"""What changes in territory. Keyword-only; one transaction each, with its audit row."""

from .gazetteer import names_changed
from .import_zones import ZonesImported, import_zones
from .streets import StreetsMade, ensure_streets
from .towns import TownRefused, make_town

__all__ = ["StreetsMade", "TownRefused", "ZonesImported", "ensure_streets", "import_zones", "make_town", "names_changed"]
