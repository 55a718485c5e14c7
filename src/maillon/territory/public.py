"""The door of territory: towns, zones, streets as frozen dataclasses. Do NOT return model rows or QuerySets.

Also what every reader of files and names above shares: folding, positions, reasons of refusal.
"""

from __future__ import annotations

from .actions import StreetsMade, TownRefused, ZonesImported, ensure_streets, import_zones, make_town, names_changed
from .connectors.files import check_file, encoding_of, json_items, json_kind
from .connectors.osm import osm_address, osm_names
from .connectors.zones import ZoneRow, read_zones, text_of, texts_of
from .dashboard_frame import DashboardFrame, dashboard_page, frame_of, town_head, town_links
from .models.folded import FoldedField
from .queries import (
    GazetteerZone,
    StreetCard,
    TownCard,
    ZoneCard,
    gazetteer_zones,
    outlines_of,
    street_by_slug,
    streets_by_id,
    streets_of,
    town_box,
    town_by_id,
    town_by_slug,
    towns,
    zones_of,
)
from .rules.naming import beginnings, clean, fold, slug_of, tokens_of
from .rules.position import Box, check, metres
from .rules.reasons import FileRefused, RowRejected
from .rules.street_names import street_key
from .wording import say

__all__ = [
    "Box",
    "DashboardFrame",
    "FileRefused",
    "FoldedField",
    "GazetteerZone",
    "RowRejected",
    "StreetCard",
    "StreetsMade",
    "TownCard",
    "TownRefused",
    "ZoneCard",
    "ZoneRow",
    "ZonesImported",
    "beginnings",
    "check",
    "check_file",
    "clean",
    "dashboard_page",
    "encoding_of",
    "ensure_streets",
    "fold",
    "frame_of",
    "gazetteer_zones",
    "import_zones",
    "json_items",
    "json_kind",
    "make_town",
    "metres",
    "names_changed",
    "osm_address",
    "osm_names",
    "outlines_of",
    "read_zones",
    "say",
    "slug_of",
    "street_by_slug",
    "street_key",
    "streets_by_id",
    "streets_of",
    "text_of",
    "texts_of",
    "tokens_of",
    "town_box",
    "town_by_id",
    "town_by_slug",
    "town_head",
    "town_links",
    "towns",
    "zones_of",
]
