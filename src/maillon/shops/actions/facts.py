"""What a register's row says of a shop, as the shop's own fields; the same for a new shop and for a known one."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from maillon.territory.public import fold, slug_of, street_key

from ..models import Shop
from ..rules.rows import ShopRow

FIELDS = (
    "name", "folded", "slug", "trade", "street_id", "housenumber", "postcode", "lon", "lat", "website", "phone", "handles",
    "opening_hours", "place_ids", "fictional",
)
COLUMNS = tuple(name.removesuffix("_id") for name in FIELDS)
"""The same by the names of the model's fields."""
FILLED = tuple(name for name in FIELDS if name not in ("name", "folded", "slug", "fictional"))
"""What a second register or entry may add to a shop that lacks it."""


def folded_name(name: str) -> str:
    """Return the folded name, as long as its column; a name of signs only is kept as it is."""
    return (fold(name) or name.casefold())[:240]


def facts_of(row: ShopRow, streets: Mapping[str, int]) -> dict[str, Any]:
    """Return {field: value} in the order of FIELDS; `streets` are primary keys by the street's key."""
    values = (
        row.name, folded_name(row.name), slug_of(row.name, "shop"), row.trade, streets.get(street_key(row.street)),
        row.housenumber, row.postcode, row.lon, row.lat, row.website, row.phone, list(row.handles), row.opening_hours,
        dict(row.place_ids), row.fictional,
    )
    return dict(zip(FIELDS, values, strict=True))


def fill(shop: Shop, facts: Mapping[str, Any]) -> None:
    """Give a shop what it lacks; a house number means nothing in another street, so there it is left out."""
    elsewhere = shop.street_id is not None and facts["street_id"] != shop.street_id
    for name in FILLED:
        if getattr(shop, name) in (None, "", [], {}) and not (elsewhere and name == "housenumber"):
            setattr(shop, name, facts[name])
