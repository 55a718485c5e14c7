"""A town's or a zone's week: what differs from its habit, street by street, aspect by aspect. Four SQL queries."""
from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from maillon.core import clock
from maillon.territory.public import streets_by_id

from ..models import Link, Voice
from ..rules.counting import ASPECTS, KINDS, STANCES
from ..rules.finding import Candidate, Finding, most_unusual
from ..rules.link_states import PUBLIC
from ..rules.usual import Usual
from . import weeks
from .cards import VoiceCard, card, with_places
from .glance import quotes_by_aspect
from .weeks import Weeks
from .where import counting_in

WORDS_FROM = 120
"""Voices of the week whose words are quoted: danger first, then the newest."""
MOST_STREETS = 400
MOST_READ = 60
"""Voices read to say what a finding is about."""
ASPECT_MEASURES = tuple(f"aspect:{aspect}:{stance}" for aspect in ASPECTS for stance in STANCES)


@dataclass(frozen=True)
class Place:
    """Where: a town, or one zone of it. `inside` are the zone's and its inner zones' ids."""

    town_id: int
    time_zone: str
    zone_id: int | None = None
    inside: frozenset[int] = frozenset()

    @property
    def counter(self) -> tuple[str, int]:
        """Scope and id of its counters."""
        return ("zone", self.zone_id) if self.zone_id else ("town", self.town_id)


@dataclass(frozen=True)
class StreetWeek:
    """A street this week; `aspects` are those most spoken of in it, `line` GeoJSON or None."""

    id: int
    name: str
    slug: str
    n: int
    usual: Usual | None
    aspects: tuple[str, ...]
    line: dict[str, Any] | None

    @property
    def place(self) -> str:
        return self.usual.place(self.n) if self.usual else "unknown"


@dataclass(frozen=True)
class AspectWeek:
    """An aspect this week against its usual, with words of both sides: (words, language)."""

    aspect: str
    n: int
    up: int
    down: int
    usual: Usual | None
    quotes: tuple[tuple[str, str], ...]

    @property
    def place(self) -> str:
        return self.usual.place(self.n) if self.usual else "unknown"


@dataclass(frozen=True)
class Danger:
    """A voice that speaks of danger to persons, with the shop it speaks of ("" when none)."""

    voice: VoiceCard
    shop_name: str
    shop_public_id: str
    shop_slug: str


@dataclass(frozen=True)
class ZoneWeek:
    """The seven days ending `today`. `finding` opens the page; `quotes` are voices it rests on, `about` its aspects."""

    today: dt.date
    first_day: dt.date
    voices: int
    usual: Usual | None
    shops: int
    finding: Finding
    about: tuple[str, ...]
    complaints: int
    quotes: tuple[VoiceCard, ...]
    streets: tuple[StreetWeek, ...]
    aspects: tuple[AspectWeek, ...]
    dangers: tuple[Danger, ...]
    kinds: dict[str, int] = field(default_factory=dict)
    read: dict[str, str] = field(default_factory=dict)
    """The choice of the public list that shows the voices of the finding."""
    heard_before: bool = False
    """Whether the twelve weeks before held anything."""


def zone_week(town_id: int, time_zone: str, now: dt.datetime, *, zone_id: int | None = None,
              inside: Collection[int] = ()) -> ZoneWeek:
    """Return the week of a town, or of its zone `zone_id` (`inside`: ids of the zones within it)."""
    place = Place(town_id, time_zone, zone_id, frozenset(inside) | ({zone_id} if zone_id else frozenset()))
    today = clock.local_day(now, time_zone)
    counted = weeks.of_several(
        [weeks.one(*place.counter), *_street_counts(place, today),
         weeks.some("shop", town_id, ("voices",), _busy_shops(place, today))],
        today,
    )
    own = counted.get(place.counter, Weeks(today))
    by_street, by_shop = (
        {ref: week for (scope, ref), week in counted.items() if scope == wanted} for wanted in ("street", "shop")
    )
    streets = _streets(by_street)
    recent = list(_recent(place, today))
    aspects = _aspects(own, recent)
    finding = most_unusual(
        [*_street_candidates(streets), *_shop_candidates(by_shop), *_aspect_candidates(aspects)], own.now("voices")
    )
    finding, about, complaints, quotes, read = _explained(finding, streets, by_street, aspects, place, today)
    return ZoneWeek(
        today,
        own.first_day,
        own.now("voices"),
        own.usual("voices"),
        sum(1 for s in by_shop.values() if s.now("voices")),
        finding,
        about,
        complaints,
        quotes,
        tuple(streets),
        tuple(aspects),
        tuple(_danger(v) for v in recent if v.safety),
        {kind: own.now(f"kind:{kind}") for kind in KINDS},
        read,
        any(own.past("voices")),
    )


def _street_counts(place: Place, today: dt.date, *, quiet_too: bool = False) -> list[Q]:
    """Voices of thirteen weeks, subjects of this one only; of the streets spoken of this week, or (`quiet_too`) of all."""
    streets = _streets_in(place)
    if not quiet_too:
        streets = weeks.busiest("street", place.town_id, today, measure="voices", most=MOST_STREETS, refs=streets)
    return [weeks.some("street", place.town_id, ("voices",), streets),
            weeks.some("street", place.town_id, ASPECT_MEASURES, streets, since=today - dt.timedelta(days=6))]


def _streets_in(place: Place) -> QuerySet | None:
    """Streets of the zone: those of its shops that were spoken of, and those voices placed in it."""
    if place.zone_id is None:
        return None
    of_shops = Link.objects.filter(shop__in_zones__zone_id=place.zone_id, shop__street_id__isnull=False).values("shop__street_id")
    return Voice.objects.filter(zone_id__in=place.inside, street_id__isnull=False).values("street_id").union(of_shops)


def _busy_shops(place: Place, today: dt.date) -> QuerySet:
    within = None if place.zone_id is None else Link.objects.filter(shop__in_zones__zone_id=place.zone_id).values("shop_id")
    return weeks.busiest("shop", place.town_id, today, measure="voices", most=2_000, refs=within)


def street_weeks(town_id: int, today: dt.date, *, zone_id: int | None = None, inside: Collection[int] = ()) -> list[StreetWeek]:
    """The streets spoken of in thirteen weeks, at most MOST_STREETS, for the full table and its CSV. Two queries."""
    place = Place(town_id, "", zone_id, frozenset(inside))
    by_street = {ref: week for (_, ref), week in weeks.of_several(_street_counts(place, today, quiet_too=True), today).items()}
    return _streets(by_street, quiet_too=True)


def _streets(by_street: dict[int, Weeks], *, quiet_too: bool = False) -> list[StreetWeek]:
    kept = sorted((pk for pk, w in by_street.items() if w.now("voices") or quiet_too),
                  key=lambda pk: (-by_street[pk].now("voices"), pk))[:MOST_STREETS]
    cards = streets_by_id(kept)
    return [StreetWeek(pk, cards[pk].name, cards[pk].slug, by_street[pk].now("voices"), by_street[pk].usual("voices"),
                       most_spoken(by_street[pk]), cards[pk].line) for pk in kept if pk in cards]


def most_spoken(week: Weeks, most: int = 2) -> tuple[str, ...]:
    """The aspects most spoken of this week."""
    n = {aspect: sum(week.now(f"aspect:{aspect}:{stance}") for stance in STANCES) for aspect in ASPECTS}
    return tuple(sorted((a for a in ASPECTS if n[a]), key=lambda a: (-n[a], ASPECTS.index(a))))[:most]


def aspect_weeks(week: Weeks, voices: Iterable[Voice] = ()) -> list[AspectWeek]:
    """Every aspect, most spoken of first. `voices` lend their words."""
    return _aspects(week, list(voices))


def _aspects(own: Weeks, recent: Sequence[Voice]) -> list[AspectWeek]:
    quotes = quotes_by_aspect(recent, own.today - dt.timedelta(days=7))
    found = []
    for aspect in ASPECTS:
        series = [sum(own.of(f"aspect:{aspect}:{stance}")[i] for stance in STANCES) for i in range(weeks.SPAN)]
        whole = Weeks(own.today, {"voices": own.of("voices"), "this": tuple(series)})
        words = [q for stance in ("down", "up") for q in quotes.get((aspect, stance), ())[:2]]
        found.append(AspectWeek(aspect, series[-1], own.now(f"aspect:{aspect}:up"), own.now(f"aspect:{aspect}:down"),
                                whole.usual("this"), tuple(words[:3])))
    return sorted(found, key=lambda a: (-a.n, ASPECTS.index(a.aspect)))


def _recent(place: Place, today: dt.date) -> QuerySet[Voice]:
    """Voices of the week, danger first; each with the likeliest shop it speaks of."""
    link = Link.objects.filter(voice=OuterRef("pk"), state__in=PUBLIC)
    top = link.order_by("-probability", "pk")
    scope, ref_id = place.counter
    rows = counting_in(town_id=place.town_id, scope=scope, ref_id=ref_id)
    if place.zone_id is None:                    # a danger is shown also while its shop is unsure
        rows |= Voice.objects.filter(town_id=place.town_id, safety=True)
    rows = rows.filter(day__gt=today - dt.timedelta(days=7)).annotate(
        shop_name=Subquery(top.values("shop__name")[:1]),
        shop_public_id=Subquery(top.values("shop__public_id")[:1]),
        shop_slug=Subquery(top.values("shop__slug")[:1]),
    )
    return with_places(rows).order_by("-safety", "-written_at", "-pk")[:WORDS_FROM]


def _danger(voice: Any) -> Danger:
    return Danger(card(voice), voice.shop_name or "", voice.shop_public_id or "", voice.shop_slug or "")


def _street_candidates(streets: Iterable[StreetWeek]) -> list[Candidate]:
    return [Candidate("street", str(s.id), s.name, s.n, s.usual) for s in streets]


def _shop_candidates(by_shop: dict[int, Weeks]) -> list[Candidate]:
    return [Candidate("shop", str(pk), "", w.now("voices"), w.usual("voices")) for pk, w in by_shop.items()]


def _aspect_candidates(aspects: Iterable[AspectWeek]) -> list[Candidate]:
    return [Candidate("aspect", a.aspect, a.aspect, a.n, a.usual) for a in aspects]


def _explained(
    finding: Finding,
    streets: Sequence[StreetWeek],
    by_street: dict[int, Weeks],
    aspects: Sequence[AspectWeek],
    place: Place,
    today: dt.date,
) -> tuple[Finding, tuple[str, ...], int, tuple[VoiceCard, ...], dict[str, str]]:
    """The finding with its name, its aspects, how many complain, up to three voices, and how to list them. One query at most."""
    key, week = finding.key, {"days": "7"}
    if finding.kind == "aspect":
        down = next((a.down for a in aspects if a.aspect == key), 0)
        return finding, (key,), down, (), {"aspect": key, **week}
    if finding.kind not in {"street", "shop"}:
        return finding, (), 0, (), week
    link = Link.objects.filter(voice=OuterRef("pk"), state__in=PUBLIC)
    here = link.filter(shop__street_id=int(key)) if finding.kind == "street" else link.filter(shop_id=int(key))
    rows = counting_in(town_id=place.town_id, scope=finding.kind, ref_id=int(key)).filter(
        day__gt=today - dt.timedelta(days=7)
    ).annotate(shop_name=Subquery(here.values("shop__name")[:1]), shop_public_id=Subquery(here.values("shop__public_id")[:1]))
    found = list(with_places(rows).order_by("-written_at", "-pk")[:MOST_READ])
    complaints = sum(v.kind == "complaint" for v in found) if len(found) < MOST_READ else 0
    quotes = tuple(card(v) for v in _telling(found))
    if finding.kind == "street":
        slug = next((s.slug for s in streets if str(s.id) == key), "")
        return finding, most_spoken(by_street[int(key)]), complaints, quotes, {"street": slug, **week}
    if found:
        finding = Finding("shop", key, found[0].shop_name, finding.n, finding.usual, finding.above)
    return finding, (), complaints, quotes, {"shop": found[0].shop_public_id if found else "", **week}


def _telling(found: Sequence[Voice]) -> list[Voice]:
    """Three voices that say why: complaints first, no text twice."""
    ranked = sorted(found, key=lambda v: v.kind != "complaint")
    return list({voice.text.casefold(): voice for voice in reversed(ranked)}.values())[::-1][:3]
