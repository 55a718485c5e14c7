from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ..models import Shop, ShopAlias
from ..wording import trade_name


@dataclass(frozen=True)
class ShopCard:
    """A shop on a page. `street` is the street's name, "" where unknown; `merged_into` the public id it leads to, if any."""

    id: int
    public_id: str
    town_id: int
    slug: str
    name: str
    trade: str
    street_id: int | None
    street: str
    street_slug: str
    housenumber: str
    postcode: str
    lon: float | None
    lat: float | None
    website: str
    phone: str
    handles: tuple[str, ...]
    opening_hours: str
    fictional: bool
    closed_on: dt.date | None
    merged_into: int | None

    @property
    def trade_name(self) -> str:
        """In the present language."""
        return trade_name(self.trade)

    @property
    def address(self) -> str:
        """House number and street, as written in most of Europe's west; number after the street where the town does so."""
        return " ".join(part for part in (self.housenumber, self.street) if part)


FIELDS = (
    "pk",
    "public_id",
    "town_id",
    "slug",
    "name",
    "trade",
    "street_id",
    "street__name",
    "street__slug",
    "housenumber",
    "postcode",
    "lon",
    "lat",
    "website",
    "phone",
    "handles",
    "opening_hours",
    "fictional",
    "closed_on",
    "merged_into_id",
)


def card(row: tuple[Any, ...]) -> ShopCard:
    values = list(row)
    values[7], values[8], values[15] = values[7] or "", values[8] or "", tuple(values[15] or ())
    return ShopCard(*values)


def shop_by_id(shop_id: int) -> ShopCard | None:
    """Closed and merged ones too. One query."""
    row = Shop.objects.filter(pk=shop_id).values_list(*FIELDS).first()
    return card(row) if row else None


def shop_by_public_id(public_id: str) -> ShopCard | None:
    """Closed and merged ones too. One query."""
    row = Shop.objects.filter(public_id=public_id).values_list(*FIELDS).first()
    return card(row) if row else None


def shops_by_id(ids: Iterable[int]) -> dict[int, ShopCard]:
    """Cards by primary key; one query for each 800 ids."""
    wanted, found = list(ids), {}
    for start in range(0, len(wanted), 800):
        for row in Shop.objects.filter(pk__in=wanted[start : start + 800]).values_list(*FIELDS):
            found[row[0]] = card(row)
    return found


def shops_in_order(ids: Iterable[int]) -> list[ShopCard]:
    wanted = list(ids)
    cards = shops_by_id(wanted)
    return [cards[pk] for pk in wanted if pk in cards]


def all_shops(town_id: int) -> Iterator[ShopCard]:
    """Every shop of the town, closed ones too, without those merged away; streamed. One query."""
    rows = Shop.objects.filter(town_id=town_id, merged_into=None).order_by("pk").values_list(*FIELDS)
    return (card(row) for row in rows.iterator(2000))


def aliases_of(shop_id: int) -> list[str]:
    """Other names of a shop, oldest first, at most 12."""
    return list(ShopAlias.objects.filter(shop_id=shop_id).order_by("pk").values_list("name", flat=True)[:12])
