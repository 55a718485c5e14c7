from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from typing import Any

from ..models import Shop, ShopAlias
from ..wording import trade_name


@dataclass(frozen=True)
class ShopCard:
    """A shop on a page. `street` is the street's name, "" where unknown; `merged_into` the primary key it leads to, if any."""

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
        """House number and street."""
        return " ".join(part for part in (self.housenumber, self.street) if part)


NAMES = tuple(field.name for field in fields(ShopCard))
ELSEWHERE = {"id": "pk", "street": "street__name", "street_slug": "street__slug", "merged_into": "merged_into_id"}
FIELDS = tuple(ELSEWHERE.get(name, name) for name in NAMES)


def card(row: tuple[Any, ...]) -> ShopCard:
    """A card from a row of FIELDS."""
    facts = dict(zip(NAMES, row, strict=True))
    for name in ("street", "street_slug"):
        facts[name] = facts[name] or ""
    return ShopCard(**{**facts, "handles": tuple(facts["handles"] or ())})


def shop_by_id(shop_id: int) -> ShopCard | None:
    """Closed and merged ones too. One query."""
    row = Shop.objects.filter(pk=shop_id).values_list(*FIELDS).first()
    return card(row) if row else None


def shop_by_public_id(public_id: str) -> ShopCard | None:
    """Closed and merged ones too. One query."""
    row = Shop.objects.filter(public_id=public_id).values_list(*FIELDS).first()
    return card(row) if row else None


def shop_it_leads_to(public_id: str) -> ShopCard | None:
    """The shop of this id, or the one it was merged into. Two queries at most."""
    shop = shop_by_public_id(public_id)
    return (shop_by_id(shop.merged_into) if shop and shop.merged_into else None) or shop


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
