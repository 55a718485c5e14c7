from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

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


def gazetteer_shops(town_id: int) -> Iterator[GazetteerShop]:
    """Every open shop of the town, streamed; three queries."""
    aliases: dict[int, list[str]] = defaultdict(list)
    for shop, name in (
        ShopAlias.objects.filter(shop__town_id=town_id).order_by("pk").values_list("shop_id", "name").iterator(5000)
    ):
        aliases[shop].append(name)
    registers: dict[int, list[str]] = defaultdict(list)
    for shop, ident in (
        ExternalId.objects.filter(town_id=town_id).order_by("pk").values_list("shop_id", "external_id").iterator(5000)
    ):
        registers[shop].append(ident)
    rows = (
        Shop.objects.open_ones()
        .filter(town_id=town_id)
        .order_by("pk")
        .values_list(
            "pk",
            "public_id",
            "name",
            "trade",
            "street__name",
            "housenumber",
            "postcode",
            "website",
            "phone",
            "handles",
            "place_ids",
            "lon",
            "lat",
            "fictional",
        )
    )
    for pk, public_id, name, trade, street, number, postcode, site, phone, handles, places, lon, lat, fictional in rows.iterator(
        2000
    ):
        yield GazetteerShop(
            pk,
            public_id,
            name,
            tuple(aliases[pk]),
            trade,
            street or "",
            number,
            postcode,
            site,
            phone,
            tuple(handles),
            places,
            lon,
            lat,
            fictional,
            tuple(registers[pk]),
        )
