"""Voices as they leave the house, in digests, alerts, feeds, open data: never with an author."""
from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet

from ..models import Count, Link, Source, Voice
from ..rules.link_states import DESK, PUBLIC
from ..rules.usual import WEEKS, Usual, usual_of
from .cards import disputes_of, read_aspects, read_words, with_places
from .sources import shown_name
from .weeks import put_aside, said_no_complaint
from .where import FIELDS, Place, counting_in, places_of

TOLD_FIRST = ("safety", "complaint", "question", "suggestion", "thanks", "recommendation", "other")
PER_KIND = 4


@dataclass(frozen=True)
class ToldShop:
    """A shop a voice speaks of. `disputed`: its keeper said "not us" and nobody has decided. Degrees, WGS 84."""

    id: int
    public_id: str
    name: str
    slug: str
    lon: float | None
    lat: float | None
    disputed: bool


@dataclass(frozen=True)
class ToldVoice:
    """`zone_ids` are primary keys of the zones it counts in; `aspects` are (aspect, stance) pairs; `disputed`: a shop
    says that it is not the one, or that it is no complaint, and nobody has decided."""

    id: int
    public_id: str
    town_id: int
    text: str
    tool: str
    url: str
    written_at: dt.datetime
    day: dt.date
    lang: str
    stance: str
    kind: str
    aspects: tuple[tuple[str, str], ...]
    safety: bool
    safety_words: tuple[str, ...]
    copies: int
    sample: bool
    street: str
    zone: str
    shops: tuple[ToldShop, ...]
    disputed: bool = False
    zone_ids: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Blind:
    """A source that brings nothing at present, since when (None: not known) and why."""

    name: str
    since: dt.datetime | None
    reason: str


@dataclass(frozen=True)
class PeriodSummary:
    """What some local days brought. `counts` by measure, see `Count`; `usual` is for as many days; `voices` the ones to
    read first; `last_heard` when something was last written about it, None: never."""

    counts: Mapping[str, int]
    usual: Usual | None
    voices: Sequence[ToldVoice]
    last_heard: dt.datetime | None
    blind: Sequence[Blind] = field(default_factory=tuple)


def period_summary(*, town_id: int, scope: str, ref_id: int, since: dt.date, until: dt.date) -> PeriodSummary:
    """Return what the days from `since` up to, without, `until` brought a shop, zone or town. Nine queries at most.

    Raises ValueError for another scope or an empty period.
    """
    days = (until - since).days
    if days < 1:
        raise ValueError("a period has at least one day")
    weeks: list[dict[str, int]] = [defaultdict(int) for _ in range(WEEKS + 1)]
    first = until - dt.timedelta(days=days * (WEEKS + 1))
    rows = Count.objects.filter(town_id=town_id, scope=scope, ref_id=ref_id, day__gte=first, day__lt=until)
    for day, measure, n in rows.values_list("day", "measure", "n"):
        weeks[((until - day).days - 1) // days][measure] += n
    for day, measure in put_aside(ref_id, first) if scope == "shop" else ():      # a shop's letter says what its desk says
        if day < until:
            weeks[((until - day).days - 1) // days][measure] -= 1
    before = [week.get("voices", 0) for week in reversed(weeks[1:])]
    listened = next((len(before) - at for at, n in enumerate(before) if n), 0)
    mine = counting_in(town_id=town_id, scope=scope, ref_id=ref_id, states=DESK if scope == "shop" else PUBLIC)
    last = mine.order_by("-written_at").values_list("written_at", flat=True).first()
    if scope == "shop":
        mine = mine.exclude(Exists(Link.objects.filter(said_no_complaint(ref_id), voice=OuterRef("pk"), shop_id=ref_id)),
                            safety=False)
    return PeriodSummary(dict(weeks[0]), usual_of(before, listened=listened),
                         told(_to_read_first(mine.filter(day__gte=since, day__lt=until))), last, blind_sources(town_id))


def _to_read_first(voices: QuerySet[Voice]) -> list[Voice]:
    """At most PER_KIND of each kind, danger and complaints first, the newest first in each."""
    newest = with_places(voices).order_by("-written_at", "-pk")[:400]
    kept: dict[str, list[Voice]] = defaultdict(list)
    for voice in newest:
        group = kept["safety" if voice.safety else voice.kind]
        if len(group) < (400 if voice.safety else PER_KIND):
            group.append(voice)
    return [voice for kind in TOLD_FIRST for voice in kept[kind]]


def blind_sources(town_id: int) -> tuple[Blind, ...]:
    rows = Source.objects.filter(town_id=town_id, state="blind").order_by("name")
    return tuple(Blind(shown_name(row.kind, row.name), row.blind_since, row.blind_reason) for row in rows)


def voices_page(*, town_id: int, scope: str, ref_id: int, before: str = "",
                size: int = 50) -> tuple[list[ToldVoice], str]:
    """Return up to `size` voices, newest first, and the key of the next older page ("" on the last).

    `before` is the public id of the last voice of the page before; an unknown one starts over. Six queries at most.
    """
    rows = with_places(counting_in(town_id=town_id, scope=scope, ref_id=ref_id)).order_by("-written_at", "-pk")
    last = Voice.objects.filter(public_id=before, town_id=town_id).first() if before else None
    if last is not None:
        rows = rows.filter(Q(written_at__lt=last.written_at) | Q(written_at=last.written_at, pk__lt=last.pk))
    found = list(rows[:size + 1])
    return told(found[:size]), found[size - 1].public_id if len(found) > size else ""


def dangers_told_by(*, town_id: int, post_ids: Iterable[int]) -> list[ToldVoice]:
    """Return the voices of these posts that speak of danger to persons, oldest first."""
    rows = Voice.objects.filter(town_id=town_id, posts__in=list(post_ids), safety=True)
    return told(list(with_places(rows).order_by("written_at", "pk").distinct()))


def voices_by_ref(public_ids: Iterable[str]) -> dict[str, ToldVoice]:
    """Return those of the voices that still stand, by public id."""
    rows = with_places(Voice.objects.filter(public_id__in=set(public_ids)))
    return {voice.public_id: voice for voice in told(list(rows))}


def told(voices: Sequence[Voice]) -> list[ToldVoice]:
    """`voices` must come with their places selected. Four queries."""
    ids = [voice.pk for voice in voices]
    links: dict[int, list[Link]] = defaultdict(list)
    for link in (Link.objects.filter(voice_id__in=ids, state__in=PUBLIC).select_related("shop")
                 .order_by("-probability", "shop_id")):
        links[link.voice_id].append(link)
    places = places_of(Voice.objects.filter(pk__in=ids).values_list(*FIELDS))
    disputes = disputes_of(ids)
    return [_told(voice, links[voice.pk], places.get(voice.pk, set()), bool(disputes.get(voice.pk))) for voice in voices]


def _told(voice: Voice, links: Sequence[Link], places: Collection[Place], disputed: bool) -> ToldVoice:
    shops = tuple(ToldShop(link.shop.pk, link.shop.public_id, link.shop.name, link.shop.slug, link.shop.lon,
                           link.shop.lat, link.state == "put_aside") for link in links)
    return ToldVoice(
        id=voice.pk, public_id=voice.public_id, town_id=voice.town_id, text=voice.text, tool=voice.tool, url=voice.url,
        written_at=voice.written_at, day=voice.day, lang=voice.lang, stance=voice.stance, kind=voice.kind,
        aspects=tuple((said.aspect, said.stance) for said in read_aspects(voice.aspects)), safety=voice.safety,
        safety_words=tuple(words.text for words in read_words(voice.safety_words) if words.text), copies=voice.copies,
        sample=voice.sample, street=voice.street.name if voice.street else "",
        zone=voice.zone.name if voice.zone else "", shops=shops,
        disputed=disputed or any(shop.disputed for shop in shops),
        zone_ids=frozenset(ref for scope, ref in places if scope == "zone"))
