"""What a town's corrections taught its ear: each (alias, shop) pair once, as it stands now, with what came before."""
from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from maillon.accounts.public import people_by_id
from maillon.territory.public import fold

from ..models import Correction

SIZE = 30
SHOWN = ("", "added", "blocked", "undone")


@dataclass(frozen=True)
class Before:
    """An earlier lesson about the same pair."""

    allowed: bool
    at: dt.datetime
    undone_at: dt.datetime | None


@dataclass(frozen=True)
class Lesson:
    """`stands`: the ear goes by it. `ground`: voice (its words are in `text`), gone, or taken_back (the decision was undone,
    so that it cannot be taught again). `by_shops`: two shops agreed, no moderator. `changed`: earlier voices, None: unknown."""

    alias: str
    allowed: bool
    shop_id: str
    shop: str
    shop_slug: str
    street: str
    at: dt.datetime
    undone_at: dt.datetime | None
    ground: str
    text: str
    lang: str
    by: str
    by_shops: bool
    changed: int | None
    earlier: tuple[Before, ...] = ()

    @property
    def stands(self) -> bool:
        return self.undone_at is None

    @property
    def may_return(self) -> bool:
        return not self.stands and self.ground != "taken_back"


@dataclass(frozen=True)
class Lessons:
    """One page. `page` from 1; `pages` at least 1; `n` how many fit the choice; `any`: whether the town has taught at all."""

    items: tuple[Lesson, ...]
    page: int
    pages: int
    n: int
    any: bool


def lessons(town_id: int, *, words: str = "", show: str = "", page: int = 1, size: int = SIZE) -> Lessons:
    """Return a page of lessons, newest first; `words` are looked for in the alias and the shop's name, `show` is one of SHOWN.
    At most six queries, whatever the number of shops."""
    rows = _chosen(_pairs(town_id), words, show)
    n = rows.count()
    pages = max(1, -(-n // size))
    at = min(max(page, 1), pages)
    found = list(rows.select_related("shop__street", "from_label__voice").order_by("-at", "-pk")[(at - 1) * size:at * size])
    names = people_by_id(row.by_id for row in found if row.by_id)
    before = _earlier(town_id, found)
    items = tuple(_lesson(row, names, before.get((row.shop_id, row.alias), ())) for row in found)
    return Lessons(items, at, pages, n, bool(n) or Correction.objects.filter(town_id=town_id).exists())


def _pairs(town_id: int) -> QuerySet[Correction]:
    """Each pair by the lesson that stands, else by the newest."""
    # a shop lies in one town: without it here, SQLite goes by the index of pairs and not through all of the town
    same = Correction.objects.filter(shop_id=OuterRef("shop_id"), alias=OuterRef("alias"))
    later = same.filter(Q(undone_at=None) | Q(pk__gt=OuterRef("pk")))
    return Correction.objects.filter(town_id=town_id).filter(Q(undone_at=None) | ~Exists(later))


def _chosen(rows: QuerySet[Correction], words: str, show: str) -> QuerySet[Correction]:
    if show == "undone":
        rows = rows.filter(undone_at__isnull=False)
    elif show in ("added", "blocked"):
        rows = rows.filter(undone_at=None, allowed=show == "added")
    if asked := fold(words):
        rows = rows.filter(Q(folded__contains=asked) | Q(shop__folded__contains=asked))
    return rows


def _earlier(town_id: int, found: Iterable[Correction]) -> Mapping[tuple[int, str], tuple[Before, ...]]:
    shown = {row.pk for row in found}
    out: dict[tuple[int, str], list[Before]] = defaultdict(list)
    rows = Correction.objects.filter(town_id=town_id, shop_id__in={row.shop_id for row in found}, undone_at__isnull=False)
    for row in rows.exclude(pk__in=shown).order_by(F("at").desc(), "-pk"):
        out[row.shop_id, row.alias].append(Before(row.allowed, row.at, row.undone_at))
    return {pair: tuple(lines) for pair, lines in out.items()}


def _lesson(row: Correction, names: Mapping[int, object], before: tuple[Before, ...]) -> Lesson:
    label = row.from_label
    ground = "gone" if label is None else "taken_back" if label.undone_at else "voice"
    person = names.get(row.by_id or 0)
    return Lesson(
        alias=row.alias, allowed=row.allowed, shop_id=row.shop.public_id, shop=row.shop.name, shop_slug=row.shop.slug,
        street=row.shop.street.name if row.shop.street else "", at=row.at, undone_at=row.undone_at, ground=ground,
        text=label.voice.text if label else "", lang=label.voice.lang if label else "",
        by=getattr(person, "name", ""), by_shops=bool(label and label.role == "other_shop" and label.by_id == row.by_id),
        changed=row.changed, earlier=before)
