from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from ..models import Shop
from ..rules.trades import MEMBERS
from .cards import FIELDS, ShopCard, card

PAGE = 48


@dataclass(frozen=True)
class Wanted:
    """Filters of the list. `group` is a key of GROUPS, `trade` an OSM value, `zone_id` a zone; `closed` asks for those gone."""

    group: str = ""
    trade: str = ""
    zone_id: int | None = None
    closed: bool = False


@dataclass(frozen=True)
class ShopPage:
    shops: list[ShopCard]
    count: int
    page: int
    pages: int


def page_of_shops(town_id: int, wanted: Wanted, page: int = 1, size: int = PAGE, count: int | None = None) -> ShopPage:
    """One page of the town's shops by folded name; a page past the end is the last one. Two queries.

    `count`: how many there are, where the caller knows it (`counted`); counting 100,000 rows is the slow half.
    """
    rows = _wanted(town_id, wanted)
    count = rows.count() if count is None else count
    pages = max(1, -(-count // size))
    page = min(max(1, page), pages)
    ids = rows.order_by("folded", "pk")[(page - 1) * size : page * size]
    return ShopPage([card(row) for row in ids.values_list(*FIELDS)], count, page, pages)


def shops_after(town_id: int, public_id: str, size: int) -> list[ShopCard]:
    """Up to `size` open shops by folded name, those after the one named; from the first for "". Two queries.

    Raises LookupError where the town has no such shop, closed ones counted in.
    """
    rows = Shop.objects.open_ones().filter(town_id=town_id)
    if public_id:
        at = Shop.objects.filter(town_id=town_id, public_id=public_id).values_list("folded", "pk").first()
        if at is None:
            raise LookupError(public_id)
        rows = rows.filter(Q(folded__gt=at[0]) | Q(folded=at[0], pk__gt=at[1]))
    return [card(row) for row in rows.order_by("folded", "pk").values_list(*FIELDS)[:size]]


def counted(wanted: Wanted, counts: dict[str, int]) -> int | None:
    """How many shops `wanted` finds, from the counts by trade in its zone; None where these do not say (closed ones)."""
    if wanted.closed:
        return None
    if wanted.trade:
        return counts.get(wanted.trade, 0)
    trades = MEMBERS.get(wanted.group)
    return sum(counts.values()) if trades is None else sum(counts.get(trade, 0) for trade in trades)


def _wanted(town_id: int, wanted: Wanted) -> QuerySet[Shop]:
    rows = Shop.objects.filter(town_id=town_id, closed_on__isnull=not wanted.closed)
    if wanted.closed:
        rows = rows.filter(merged_into=None)
    if wanted.trade:
        rows = rows.filter(trade=wanted.trade)
    elif wanted.group in MEMBERS:
        rows = rows.filter(trade__in=MEMBERS[wanted.group])
    if wanted.zone_id is not None:
        rows = rows.filter(in_zones__zone_id=wanted.zone_id)
    return rows


def trade_counts(town_id: int, zone_id: int | None = None) -> dict[str, int]:
    """Open shops by trade, most first; of the town or of one of its zones. One query."""
    shops = Shop.objects.open_ones().filter(town_id=town_id)
    if zone_id is not None:
        shops = shops.filter(in_zones__zone_id=zone_id)
    rows = shops.values_list("trade").annotate(n=Count("pk"))
    return dict(sorted(rows, key=lambda pair: (-pair[1], pair[0])))


def shops_of_street(street_id: int, limit: int = 2000) -> list[ShopCard]:
    """Open shops of a street by house number, with or without a position; at most `limit`. One query."""
    rows = Shop.objects.open_ones().filter(street_id=street_id).order_by("pk").values_list(*FIELDS)[:limit]
    return sorted((card(row) for row in rows), key=lambda shop: (_number(shop.housenumber), shop.name))


def _number(text: str) -> tuple[int, str]:
    """ "12 bis" after "12" and before "100"; shops without a number last."""
    lead = re.match(r"[0-9]{1,9}", text)
    return int(lead.group()) if lead else 10**9, text


def points(shops: Iterable[ShopCard]) -> list[tuple[float, float]]:
    return [(s.lon, s.lat) for s in shops if s.lon is not None and s.lat is not None]
