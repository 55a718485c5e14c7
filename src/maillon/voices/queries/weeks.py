"""Counters by week: all figures of the pages come from here, none from counting voices."""
from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import DateField, Exists, Func, IntegerField, OuterRef, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast

from maillon.core import clock

from ..models import Count, Label, Link
from ..rules.counting import Counted, measures
from ..rules.link_states import DESK
from ..rules.usual import WEEKS, Usual, usual_of

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


def since(days: int, now: dt.datetime, time_zone: str) -> dt.datetime:
    """The first moment of the last `days` local days, today included: what a list must hold to agree with the counters."""
    return clock.day_bounds(clock.local_day(now, time_zone) - dt.timedelta(days=days - 1), time_zone)[0]


def starts(today: dt.date) -> list[dt.date]:
    """The first day of each of the SPAN weeks, oldest first."""
    return [today - dt.timedelta(days=7 * (SPAN - i) - 1) for i in range(SPAN)]


def of_one(scope: str, ref_id: int, today: dt.date) -> Weeks:
    """One query: all measures of one shop, street, zone or town."""
    rows = _summed(Count.objects.filter(scope=scope, ref_id=ref_id), today, "measure")
    return Weeks(today, {measure: counts for (measure,), counts in rows.items()})


def of_many(scope: str, town_id: int, today: dt.date, *, refs: QuerySet | None = None,
            measures: Iterable[str] = ("voices",)) -> dict[int, Weeks]:
    """One query: the given measures of all (or of `refs`) shops, streets or zones of a town, by id."""
    return {ref: week for (_scope, ref), week in of_several([some(scope, town_id, measures, refs)], today).items()}


def of_several(choices: Iterable[Q], today: dt.date) -> dict[tuple[str, int], Weeks]:
    """One query for all of `choices` (see `one` and `some`): weeks by (scope, id)."""
    found: dict[tuple[str, int], dict[str, tuple[int, ...]]] = defaultdict(dict)
    rows = _summed(Count.objects.filter(reduce(or_, choices)), today, "scope", "ref_id", "measure")
    for (scope, ref, measure), counts in rows.items():
        found[(scope, ref)][measure] = counts
    return {key: Weeks(today, by_measure) for key, by_measure in found.items()}


def put_aside(shop_id: int, since: dt.date) -> Iterator[tuple[dt.date, str]]:
    """The days and measures by which a shop's counters exceed its own desk: what it put aside. One query."""
    aside = Q(state="put_aside") | (Q(state__in=DESK) & said_no_complaint(shop_id))
    rows = Link.objects.filter(aside, shop_id=shop_id, voice__day__gte=since).values_list(
        "state", "voice__town_id", *(f"voice__{name}" for name in ("day", "stance", "kind", "aspects", "safety")))
    for state, town, day, stance, kind, aspects, safety in rows:
        if state != "put_aside":
            yield day, "kind:complaint"
            continue
        said = frozenset((each["aspect"], each["stance"]) for each in aspects)
        yield from ((day, measure) for measure in measures(Counted(town, day, stance, kind, said, safety)))


def said_no_complaint(shop_id: int) -> Q:
    """Of links: the voice reads as a complaint, and the shop says that it is none. That holds on its own desk, until refused."""
    said = Label.objects.filter(voice=OuterRef("voice"), shop_id=shop_id, role="shop", what="not_complaint",
                                undone_at=None).exclude(outcome="refused")
    return Q(Exists(said), voice__kind="complaint")


def one(scope: str, ref_id: int) -> Q:
    return Q(scope=scope, ref_id=ref_id)


def some(scope: str, town_id: int, measures: Iterable[str], refs: QuerySet | None = None, *, since: dt.date | None = None) -> Q:
    """`since`: only the days from then on."""
    chosen = Q(town_id=town_id, scope=scope, measure__in=list(measures))
    if since is not None:
        chosen &= Q(day__gte=since)
    return chosen if refs is None else chosen & Q(ref_id__in=refs)


def busiest(scope: str, town_id: int, today: dt.date, *, measure: str, most: int,
            refs: QuerySet | None = None) -> QuerySet:
    """Ids of those (of `refs`) with most of `measure` this week: a subquery for `of_many(refs=…)`, not a query of its own."""
    rows = Count.objects.filter(town_id=town_id, scope=scope, measure=measure, n__gt=0, day__gt=today - dt.timedelta(days=7),
                                day__lte=today)
    if refs is not None:
        rows = rows.filter(ref_id__in=refs)
    return (rows.values("ref_id").annotate(total=Sum("n")).order_by("-total", "ref_id").values("ref_id")[:most])


class WeekOf(Func):
    """Which of the SPAN weeks a day lies in, counted back from the last day: 0 is the present week."""

    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, template="CAST((julianday(%(expressions)s)) / 7 AS INTEGER)",
                           arg_joiner=") - julianday(", **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, template="((%(expressions)s) / 7)", arg_joiner=" - ", **more)


def _summed(rows: QuerySet, today: dt.date, *by: str) -> dict[tuple[Any, ...], tuple[int, ...]]:
    """Sums by the fields `by`, each as SPAN weeks."""
    first = today - dt.timedelta(days=7 * SPAN - 1)
    week = WeekOf(Cast(Value(today), DateField()), "day")
    counted = rows.filter(day__gte=first, day__lte=today, n__gt=0).annotate(week=week).values_list(*by, "week")
    found: dict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0] * SPAN)
    for *key, back, n in counted.annotate(total=Sum("n")).order_by():
        found[tuple(key)][SPAN - 1 - back] = n
    return {key: tuple(weeks) for key, weeks in found.items()}
