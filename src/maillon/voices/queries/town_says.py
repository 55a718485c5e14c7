"""What a town, a shop, a street says in public: a wall of voices chosen for variety, and figures from counters."""
from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from maillon.core import clock

from ..models import Link, Voice
from ..rules.link_states import PUBLIC
from ..rules.usual import WEEKS, Usual, strangeness
from ..rules.variety import choose, loud
from . import weeks
from .cards import VoiceCard, cards, with_places
from .glance import AspectLine, aspect_lines
from .listing import public_voices
from .weeks import Weeks
from .where import counting_in

POOL = 80
"""Newest voices a wall is chosen from."""
WALL = 8


@dataclass(frozen=True)
class SpokenOf:
    """A shop spoken of this week: thumbs up against its own habit (None: too few to say), `series` as in the glance."""

    shop_id: int
    up: int
    usual: Usual | None
    series: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Wall:
    """Voices to hang, and which of them large (indices)."""

    voices: tuple[VoiceCard, ...]
    loud: frozenset[int]


@dataclass(frozen=True)
class TownSays:
    """`voices`: of the week, from the counter, with its usual; `ever`: anything hangs at all."""

    today: dt.date
    first_day: dt.date
    voices: int
    usual: Usual | None
    wall: Wall

    @property
    def ever(self) -> bool:
        return bool(self.wall.voices)


def town_says(town_id: int, time_zone: str, now: dt.datetime, *, wall: int = WALL) -> TownSays:
    """Return what hangs on the town page. Four queries."""
    today = clock.local_day(now, time_zone)
    own = weeks.of_one("town", town_id, today)
    return TownSays(today, own.first_day, own.now("voices"), own.usual("voices"), the_wall(town_id, wall))


def the_wall(town_id: int, wanted: int = WALL) -> Wall:
    """Three queries. Only voices whose shop, street or zone is known; one that a shop disputes does not hang."""
    pool = cards(list(public_voices(town_id).exclude(safety=True).order_by("-written_at", "-pk")[:POOL]))
    known = [v for v in pool if (v.shops or v.street or v.zone) and not v.disputes and len(v.text) <= 320]
    chosen = choose(known, wanted)
    return Wall(tuple(chosen), frozenset(loud(chosen)))


def spoken_of(town_id: int, today: dt.date, most: int) -> list[SpokenOf]:
    """Shops with the most praise against their own habit this week. One query."""
    by_shop = weeks.of_many("shop", town_id, today, measures=("voices", "stance:up", "stance:down"),
                            refs=weeks.busiest("shop", town_id, today, measure="stance:up", most=100))
    ranked = sorted(by_shop.items(), key=lambda item: (-_praise(item[1]), item[0]))[:most]
    return [
        SpokenOf(pk, w.now("stance:up"), w.usual("stance:up"), tuple(zip(w.of("stance:up"), w.of("stance:down"), strict=True)))
        for pk, w in ranked
    ]


def _praise(week: Weeks) -> float:
    """Praise above the habit; without a habit, each thumb counts a little, so that a small shop can be named too."""
    up, usual = week.now("stance:up"), week.usual("stance:up")
    mean = sum(week.past("stance:up")) / WEEKS
    return strangeness(up, usual) + up / 100 if usual else min((up - mean) / max(mean, 1.0) ** 0.5, 3.0)


@dataclass(frozen=True)
class PlaceSays:
    """What is said of a shop or in a street: week, twelve weeks, aspects with words, wall."""

    week: Weeks
    usual: Usual | None
    aspects: tuple[AspectLine, ...]
    wall: Wall
    total: int
    languages: tuple[str, ...] = field(default=())

    @cached_property
    def series(self) -> tuple[tuple[int, int], ...]:
        return tuple(zip(self.week.of("stance:up"), self.week.of("stance:down"), strict=True))

    @property
    def first_days(self) -> tuple[dt.date, ...]:
        """Of the weeks of `series`."""
        return tuple(weeks.starts(self.week.today))


def shop_says(shop_id: int, time_zone: str, now: dt.datetime, *, wall: int = 6) -> PlaceSays:
    """What the public sees of a shop's voices. Four queries."""
    links = Link.objects.filter(shop_id=shop_id, state__in=PUBLIC)
    rows = with_places(links, "voice__").order_by("-written_at", "-pk")[:POOL]
    return _place_says(
        weeks.of_one("shop", shop_id, clock.local_day(now, time_zone)), [link.voice for link in rows], wall, own_shop=shop_id
    )


def street_says(street_id: int, town_id: int, time_zone: str, now: dt.datetime, *, wall: int = 6) -> PlaceSays:
    """What is said in a street: of its shops and of itself. Five queries."""
    links = Link.objects.filter(shop__street_id=street_id, state__in=PUBLIC)
    of_shops = with_places(links, "voice__").order_by("-written_at", "-pk")[:POOL]
    own = counting_in(town_id=town_id, scope="street", ref_id=street_id).filter(street_id=street_id)
    of_itself = with_places(own).order_by("-written_at", "-pk")[:POOL]
    found = {voice.pk: voice for voice in [*(link.voice for link in of_shops), *of_itself]}
    newest = sorted(found.values(), key=lambda v: (v.written_at, v.pk), reverse=True)[:POOL]
    return _place_says(weeks.of_one("street", street_id, clock.local_day(now, time_zone)), newest, wall)


def _place_says(week: Weeks, recent: Sequence[Voice], wall: int, own_shop: int | None = None) -> PlaceSays:
    pool = [v for v in cards(list(recent)) if len(v.text) <= 600]
    chosen = sorted(choose(pool, wall), key=lambda v: (v.written_at, v.id), reverse=True) if own_shop is None else pool[:wall]
    return PlaceSays(
        week,
        week.usual("stance:up"),
        tuple(aspect_lines(week, WEEKS, recent)),
        Wall(tuple(chosen), frozenset(loud(chosen))),
        week.last("voices", weeks.SPAN),
        tuple(dict.fromkeys(v.lang for v in pool if v.lang)),
    )
