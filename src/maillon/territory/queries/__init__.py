"""Reads for pages and for outsiders: frozen dataclasses, few queries."""

from .streets import StreetCard, street_by_slug, streets_by_id, streets_of
from .towns import TownCard, town_by_id, town_by_slug, towns
from .zones import GazetteerZone, ZoneCard, gazetteer_zones, outlines_of, town_box, zones_of

__all__ = [
    "GazetteerZone",
    "StreetCard",
    "TownCard",
    "ZoneCard",
    "gazetteer_zones",
    "outlines_of",
    "street_by_slug",
    "streets_by_id",
    "streets_of",
    "town_box",
    "town_by_id",
    "town_by_slug",
    "towns",
    "zones_of",
]
