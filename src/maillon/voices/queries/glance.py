"""The glance: a shop's week in one look, true at 0, 3 and 3,000 opinions a month. Five SQL queries; six for a shop with many
voices and no recent praise."""
from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from maillon.core import clock

from ..models import Label, Link, Voice
from ..rules.counting import ASPECTS, KINDS
from ..rules.hearing import Hearing
from ..rules.link_states import DESK
from ..rules.next_step import first_to_answer, step
from ..rules.usual import Usual
from . import weeks
from .cards import VoiceCard, card, read_aspects, web_url, with_places
from .hearing import hearing
from .weeks import Weeks, week_index

TO_ANSWER = ("complaint", "question", "suggestion")
SETTLES = ("answered", "not_complaint")
"""Labels of the shop that take a voice off the list of what needs an answer."""
ANSWER_WITHIN = dt.timedelta(days=90)
MOST_WAITING = 99
RECENT = 60
"""Voices whose words are quoted: the newest of the span."""


@dataclass(frozen=True)
class AspectLine:
    """One aspect over the span: how many voices praise and blame it, in whose words. `quotes` are the authors' own,
    of the side that more voices take; `other_quotes` of the other."""

    aspect: str
    up: int
    down: int
    quotes: tuple[tuple[str, str], ...] = ()
    """(words, language)"""
    other_quotes: tuple[tuple[str, str], ...] = ()

    @property
    def n(self) -> int:
        return self.up + self.down

    @property
    def most(self) -> int:
        """Of the side that more voices take."""
        return max(self.up, self.down)

    @property
    def least(self) -> int:
        """Of the other side."""
        return min(self.up, self.down)


@dataclass(frozen=True)
class Waiting:
    """Something that needs an answer."""

    public_id: str
    kind: str
    text: str
    lang: str
    tool: str
    url: str
    aspect: str
    safety: bool
    written_at: dt.datetime
    waited: dt.timedelta


@dataclass(frozen=True)
class Glance:
    """`span` is the number of weeks the aspects are taken from (1, 4 or 12); `usual` is None when too few to say.

    `series` are (thumbs up, thumbs down) of 13 weeks, oldest first, the present one last. `waiting` is oldest first.
    """

    shop_id: int
    town_id: int
    today: dt.date
    first_day: dt.date
    voices: int
    up: int
    down: int
    usual: Usual | None
    series: tuple[tuple[int, int], ...]
    in_twelve_weeks: int
    span: int
    liked: tuple[AspectLine, ...]
    disliked: tuple[AspectLine, ...]
    kinds: Mapping[str, int]
    waiting: tuple[Waiting, ...]
    more_waiting: bool
    first: Waiting | None
    step: str
    praise: VoiceCard | None
    last_seen: dt.datetime | None
    sources: tuple[Hearing, ...]
    checked_at: dt.datetime | None

    @property
    def first_days(self) -> tuple[dt.date, ...]:
        """Of the weeks of `series`."""
        return tuple(weeks.starts(self.today))

    @property
    def quiet(self) -> bool:
        """Too few voices for a picture of twelve weeks."""
        return self.in_twelve_weeks < 4

    @property
    def place(self) -> str:
        return self.usual.place(self.up) if self.usual else "unknown"


def glance(shop_id: int, town_id: int, time_zone: str, now: dt.datetime) -> Glance:
    """Return the glance of a shop. Figures come from the counters, less what the shop put aside on its own desk."""
    today = clock.local_day(now, time_zone)
    counted = weeks.of_one("shop", shop_id, today).less(put_aside(shop_id, today))
    recent = list(_recent(shop_id))
    waiting, more = waiting_for(shop_id, now)
    sources = tuple(hearing(town_id, now))
    span = _span(counted)
    lines = aspect_lines(counted, span, recent)
    up, down = counted.now("stance:up"), counted.now("stance:down")
    praise = _praise(recent, shop_id)
    first = first_to_answer(waiting)
    return Glance(
        shop_id,
        town_id,
        today,
        counted.first_day,
        counted.now("voices"),
        up,
        down,
        counted.usual("stance:up"),
        tuple(zip(counted.of("stance:up"), counted.of("stance:down"), strict=True)),
        counted.last("voices", weeks.SPAN),
        span,
        tuple(line for line in lines if line.up >= line.down),
        tuple(line for line in lines if line.down > line.up),
        {kind: counted.last(f"kind:{kind}", weeks.SPAN) for kind in KINDS},
        tuple(waiting),
        more,
        first,
        step(
            waiting=first is not None,
            danger=bool(first and first.safety),
            thanks=up > 0 and praise is not None,
            blind=any(s.state == "blind" for s in sources),
            ever=bool(recent),
        ),
        praise,
        recent[0].written_at if recent else None,
        sources,
        max((s.checked_at for s in sources if s.checked_at), default=None),
    )


def put_aside(shop_id: int, today: dt.date) -> dict[str, dict[int, int]]:
    """What the shop put aside, by measure and week: still in the public counters, off its own desk. One query."""
    gone: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for day, measure in weeks.put_aside(shop_id, today - dt.timedelta(days=7 * weeks.SPAN - 1)):
        week = week_index(day, today)
        if week is not None:
            gone[measure][week] += 1
    return gone


def unanswered(shop_id: int, now: dt.datetime) -> QuerySet[Link]:
    """Links whose voice waits for the shop: it asks, blames or speaks of danger, 90 days long, until answered or put aside."""
    settled = Label.objects.filter(voice=OuterRef("voice"), shop_id=shop_id, what__in=SETTLES, undone_at=None).exclude(
        outcome="refused"
    )
    asks = Q(voice__kind__in=TO_ANSWER) | Q(voice__safety=True)
    return Link.objects.filter(asks, shop_id=shop_id, state__in=DESK, written_at__gt=now - ANSWER_WITHIN).exclude(Exists(settled))


def waiting_for(shop_id: int, now: dt.datetime) -> tuple[list[Waiting], bool]:
    """What needs an answer, oldest first, at most MOST_WAITING; and whether there is more. One query."""
    rows = unanswered(shop_id, now).select_related("voice").order_by("written_at", "pk")[:MOST_WAITING + 1]
    found = [_waiting(link.voice, now) for link in rows]
    return found[:MOST_WAITING], len(found) > MOST_WAITING


def _waiting(voice: Voice, now: dt.datetime) -> Waiting:
    aspects = read_aspects(voice.aspects)
    return Waiting(
        voice.public_id,
        voice.kind,
        voice.text,
        voice.lang,
        voice.tool,
        web_url(voice.url),
        aspects[0].aspect if aspects else "",
        voice.safety,
        voice.written_at,
        now - voice.written_at,
    )


def _recent(shop_id: int) -> Iterable[Voice]:
    rows = Link.objects.filter(shop_id=shop_id, state__in=DESK)
    return (link.voice for link in with_places(rows, "voice__").order_by("-written_at", "-pk")[:RECENT])


def _span(counted: Weeks) -> int:
    """The shortest of 1, 4 and 12 weeks that holds enough to speak of likes and dislikes."""
    for span, least in ((1, 8), (4, 4)):
        if counted.last("voices", span) >= least:
            return span
    return 12


def aspect_lines(counted: Weeks, span: int, recent: Iterable[Voice]) -> list[AspectLine]:
    """Aspects most spoken of over the last `span` weeks (counters), with words from `recent` voices of that span."""
    quotes = quotes_by_aspect(recent, counted.today - dt.timedelta(days=7 * span))
    lines = []
    for aspect in ASPECTS:
        up, down = (counted.last(f"aspect:{aspect}:{stance}", span) for stance in ("up", "down"))
        if up or down:
            side, other = ("up", "down") if up >= down else ("down", "up")
            lines.append(AspectLine(aspect, up, down, tuple(quotes.get((aspect, side), ()))[:3],
                                    tuple(quotes.get((aspect, other), ()))[:2]))
    return sorted(lines, key=lambda line: (-line.n, ASPECTS.index(line.aspect)))


def quotes_by_aspect(voices: Iterable[Voice], since: dt.date) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """(aspect, stance) → (words, language), newest first, the same words once."""
    found: dict[tuple[str, str], dict[str, tuple[str, str]]] = defaultdict(dict)
    for voice in voices:
        if voice.day <= since:
            continue
        for said in read_aspects(voice.aspects):
            for words in said.words:
                text = " ".join(words.text.split()).strip(" .,;:!")
                if 1 < len(text) <= 48:
                    found[(said.aspect, said.stance)].setdefault(text.casefold(), (text, voice.lang))
    return {key: list(quotes.values()) for key, quotes in found.items()}


def _praise(recent: list[Voice], shop_id: int) -> VoiceCard | None:
    """The last thing somebody liked; asked of the database only when the recent voices hold none."""
    for voice in recent:
        if voice.stance == "up":
            return card(voice)
    if len(recent) < RECENT:
        return None
    rows = Link.objects.filter(shop_id=shop_id, state__in=DESK, voice__stance="up")
    older = with_places(rows, "voice__").order_by("-written_at").first()
    return card(older.voice) if older else None
