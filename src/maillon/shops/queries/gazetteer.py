from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from ..models import ExternalId, Shop, ShopAlias


@dataclass(frozen=True)
class GazetteerShop:
    """What the ear needs of a shop. `ref_id` is its primary key, `id` its public id, `registers` its ids elsewhere."""

    ref_id: int
    id: str
    name: str
    aliases: tuple[str, ...]
    trade: str
    street: str
    housenumber: str
    postcode: str
    website: str
    phone: str
    handles: tuple[str, ...]
    place_ids: dict[str, str]
    lon: float | None
    lat: float | None
    fictional: bool
    registers: tuple[str, ...]


FIELDS = ("pk", "public_id", "name", "trade", "street__name", "housenumber", "postcode", "website", "phone", "handles",
          "place_ids", "lon", "lat", "fictional")  # fmt: skip


def gazetteer_shops(town_id: int) -> Iterator[GazetteerShop]:
    """Every open shop of the town, streamed; three queries."""
    aliases = _gathered(ShopAlias.objects.filter(shop__town_id=town_id), "name")
    registers = _gathered(ExternalId.objects.filter(town_id=town_id), "external_id")
    rows = Shop.objects.open_ones().filter(town_id=town_id).order_by("pk").values_list(*FIELDS)
    for pk, public_id, name, trade, street, number, postcode, site, phone, handles, places, *place in rows.iterator(2000):
        lon, lat, fictional = place
        yield GazetteerShop(
            pk, public_id, name, tuple(aliases.get(pk, ())), trade, street or "", number, postcode, site, phone, tuple(handles),
            places, lon, lat, fictional, tuple(registers.get(pk, ())),
        )  # fmt: skip


def _gathered(rows: QuerySet[Any], column: str) -> dict[int, list[str]]:
    """Values of a column by shop, oldest first."""
    found: dict[int, list[str]] = defaultdict(list)
    for shop, value in rows.order_by("pk").values_list("shop_id", column).iterator(5000):
        found[shop].append(value)
    return found
