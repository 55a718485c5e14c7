"""Which OpenStreetMap objects are shops in the sense of this portal, and what they say.

Source: wiki.openstreetmap.org/wiki/Map_features."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from maillon.territory.public import osm_address, osm_names

AMENITIES = frozenset(
    [
        "restaurant",
        "cafe",
        "bar",
        "pub",
        "fast_food",
        "ice_cream",
        "food_court",
        "biergarten",
        "pharmacy",
        "bank",
        "cinema",
        "theatre",
        "nightclub",
        "marketplace",
        "post_office",
        "veterinary",
        "dentist",
        "doctors",
        "clinic",
        "driving_school",
        "language_school",
        "library",
        "arts_centre",
        "bicycle_rental",
        "car_wash",
        "car_rental",
        "fuel",
        "internet_cafe",
        "studio",
        "kindergarten",
        "social_facility",
        "community_centre",
        "vending_shop",
    ]
)
LEISURES = frozenset(["fitness_centre", "sports_centre", "bowling_alley", "escape_game", "amusement_arcade", "dance"])
TOURISMS = frozenset(["hotel", "hostel", "guest_house", "gallery", "museum"])
EMPTY = frozenset({"vacant", "no", "none", "empty", "disused"})
KEYS = ("shop", "amenity", "craft", "healthcare", "leisure", "tourism")


def trade_of(tags: Mapping[str, str]) -> str:
    """Return the trade (an OSM value), or "" when the object is no shop in our sense."""
    shop = tags.get("shop", "")
    if shop and shop not in EMPTY and shop != "mall":
        return shop.split(";")[0].strip() if shop != "yes" else "shop"
    for key, known in (("amenity", AMENITIES), ("leisure", LEISURES), ("tourism", TOURISMS)):
        value = tags.get(key, "").split(";")[0].strip()
        if value in known:
            return value
    return (tags.get("craft") or tags.get("healthcare") or "").split(";")[0].strip()


def facts_of(tags: Mapping[str, str], ref: str, trade: str) -> dict[str, Any]:
    """Return the facts of a shop under the names of the shops format."""
    name, aliases = osm_names(tags)

    def first(*keys: str) -> str:
        return next((tags[key] for key in keys if tags.get(key)), "")

    return {
        "id": ref,
        "name": name,
        "aliases": list(aliases),
        "trade": trade,
        **osm_address(tags),
        "website": first("website", "contact:website", "url"),
        "phone": first("phone", "contact:phone", "contact:mobile"),
        "instagram": first("contact:instagram", "instagram"),
        "facebook": first("contact:facebook", "facebook"),
        "handles": [tags[key] for key in ("contact:mastodon", "contact:bluesky") if tags.get(key)],
        "opening_hours": tags.get("opening_hours", ""),
    }
