"""Counters by week: all figures of the pages come from here, none from counting voices."""
from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet, Sum

from ..models import Count
from ..rules.usual import WEEKS, Usual, usual_of

ASPECTS = ("product", "service", "price", "place", "access", "hours")
KINDS = ("recommendation", "complaint", "suggestion", "question", "thanks", "other")
STANCES = ("up", "down", "mixed", "none")
SPAN = WEEKS + 1
"""Twelve weeks of habit and the present one."""


@dataclass(frozen=True)
class Weeks:
    """Counts by measure, each a tuple of SPAN weeks, oldest first; the last is the seven days ending `today`."""

    today: dt.date
    by_measure: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def of(self, measure: str) -> tuple[int, ...]:
        return self.by_measure.get(measure, (0,) * SPAN)

    def now(self, measure: str) -> int:
        return self.of(measure)[-1]

    def past(self, measure: str) -> tuple[int, ...]:
        return self.of(measure)[:-1]

    def last(self, measure: str, weeks: int) -> int:
        """The sum of the last `weeks` weeks, the present one included."""
        return sum(self.of(measure)[-weeks:])

    def usual(self, measure: str) -> Usual | None:
        """The usual range of a week, None when too few to say. Habit starts with the first week anything was heard."""
        return usual_of(self.past(measure), listened=self.listened)

    @property
    def listened(self) -> int:
        """Past weeks since the first voice of these twelve."""
        past = self.past("voices")
        first = next((i for i, n in enumerate(past) if n), len(past))
        return len(past) - first

    def less(self, gone: Mapping[str, Mapping[int, int]]) -> Weeks:
        """The same without `gone[measure][week index]`: what a shop put aside leaves its own desk at once."""
        changed = dict(self.by_measure)
        for measure, weeks in gone.items():
            changed[measure] = tuple(max(0, n - weeks.get(i, 0)) for i, n in enumerate(self.of(measure)))
        return Weeks(self.today, changed)

    @property
    def first_day(self) -> dt.date:
        return self.today - dt.timedelta(days=6)


def week_index(day: dt.date, today: dt.date) -> int | None:
    """Return which of the SPAN weeks `day` lies in (SPAN - 1 = the present), None outside them."""
    back = (today - day).days
    return SPAN - 1 - back // 7 if 0 <= back < SPAN * 7 else None


def starts(today: dt.date) -> list[dt.date]:
    """The first day of each of the SPAN weeks, oldest first."""
    return [today - dt.timedelta(days=7 * (SPAN - i) - 1) for i in range(SPAN)]


def of_one(scope: str, ref_id: int, today: dt.date) -> Weeks:
    """One query: all measures of one shop, street, zone or town."""
    rows = _summed(Count.objects.filter(scope=scope, ref_id=ref_id), today, "measure")
    return Weeks(today, {row["measure"]: _tuple(row) for row in rows})


def of_many(scope: str, town_id: int, today: dt.date, *, refs: QuerySet | None = None,
            measures: Iterable[str] = ("voices",)) -> dict[int, Weeks]:
    """One query: the given measures of all (or of `refs`) shops, streets or zones of a town, by id."""
    return {ref: week for (_scope, ref), week in of_several([some(scope, town_id, measures, refs)], today).items()}


def of_several(choices: Iterable[Q], today: dt.date) -> dict[tuple[str, int], Weeks]:
    """One query for all of `choices` (see `one` and `some`): weeks by (scope, id)."""
    found: dict[tuple[str, int], dict[str, tuple[int, ...]]] = defaultdict(dict)
    for row in _summed(Count.objects.filter(reduce(or_, choices)), today, "scope", "ref_id", "measure"):
        found[(row["scope"], row["ref_id"])][row["measure"]] = _tuple(row)
    return {key: Weeks(today, by_measure) for key, by_measure in found.items()}


def one(scope: str, ref_id: int) -> Q:
    return Q(scope=scope, ref_id=ref_id)


def some(scope: str, town_id: int, measures: Iterable[str], refs: QuerySet | None = None) -> Q:
    chosen = Q(town_id=town_id, scope=scope, measure__in=list(measures))
    return chosen if refs is None else chosen & Q(ref_id__in=refs)


def busiest(scope: str, town_id: int, today: dt.date, *, measure: str, most: int,
            refs: QuerySet | None = None) -> QuerySet:
    """Ids of those (of `refs`) with most of `measure` this week: a subquery for `of_many(refs=…)`, not a query of its own."""
    rows = Count.objects.filter(town_id=town_id, scope=scope, measure=measure, n__gt=0, day__gt=today - dt.timedelta(days=7),
                                day__lte=today)
    if refs is not None:
        rows = rows.filter(ref_id__in=refs)
    return (rows.values("ref_id").annotate(total=Sum("n")).order_by("-total", "ref_id").values("ref_id")[:most])


def _summed(rows: QuerySet, today: dt.date, *by: str) -> QuerySet:
    begin = starts(today)
    ends = [*begin[1:], today + dt.timedelta(days=1)]
    sums = {f"w{i}": Sum("n", filter=Q(day__gte=a, day__lt=b), default=0)
            for i, (a, b) in enumerate(zip(begin, ends, strict=True))}
    return rows.filter(day__gte=begin[0], day__lte=today, n__gt=0).values(*by).annotate(**sums).order_by()


def _tuple(row: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(row[f"w{i}"] for i in range(SPAN))
