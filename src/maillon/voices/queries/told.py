"""Voices as they leave the house: in digests, alerts, feeds and open data. Never with an author, never withdrawn ones."""
from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet

from ..models import Count, Link, Source, Voice
from ..rules.usual import WEEKS, Usual, usual_of
from .cards import DESK_STATES, PUBLIC_STATES, read_aspects, read_words

TOLD_FIRST = ("safety", "complaint", "question", "suggestion", "thanks", "recommendation", "other")
PER_KIND = 4


@dataclass(frozen=True)
class ToldShop:
    """A shop a voice speaks of; `disputed`: its keeper said "not us" and nobody has decided. lon, lat in degrees, WGS 84."""

    id: int
    public_id: str
    name: str
    slug: str
    lon: float | None
    lat: float | None
    disputed: bool


@dataclass(frozen=True)
class ToldVoice:
    """`zone_ids` are primary keys of the zones its shops lie in or it names; `aspects` are (aspect, stance) pairs."""

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
    zone_ids: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Blind:
    """A source that brings nothing at present, since when (None: not known) and why."""

    name: str
    since: dt.datetime | None
    reason: str


@dataclass(frozen=True)
class PeriodSummary:
    """What some local days brought. `counts` by measure, see `Count`; `usual` is for as many days; `voices` the ones to read
    first; `last_heard` when something was last written about it, None: never."""

    counts: Mapping[str, int]
    usual: Usual | None
    voices: Sequence[ToldVoice]
    last_heard: dt.datetime | None
    blind: Sequence[Blind] = field(default_factory=tuple)


def period_summary(*, town_id: int, scope: str, ref_id: int, since: dt.date, until: dt.date) -> PeriodSummary:
    """Return what the days from `since` up to, without, `until` brought a shop, zone or town. Seven queries at most.

    Raises ValueError for another scope or an empty period.
    """
    days = (until - since).days
    if days < 1:
        raise ValueError("a period has at least one day")
    weeks: list[dict[str, int]] = [defaultdict(int) for _ in range(WEEKS + 1)]
    rows = Count.objects.filter(town_id=town_id, scope=scope, ref_id=ref_id, day__lt=until,
                                day__gte=until - dt.timedelta(days=days * (WEEKS + 1)))
    for day, measure, n in rows.values_list("day", "measure", "n"):
        weeks[((until - day).days - 1) // days][measure] += n
    before = [week.get("voices", 0) for week in reversed(weeks[1:])]
    listened = next((len(before) - at for at, n in enumerate(before) if n), 0)
    mine = about(town_id=town_id, scope=scope, ref_id=ref_id, states=DESK_STATES if scope == "shop" else PUBLIC_STATES)
    last = mine.order_by("-written_at").values_list("written_at", flat=True).first()
    return PeriodSummary(dict(weeks[0]), usual_of(before, listened=listened),
                         told(_to_read_first(mine.filter(day__gte=since, day__lt=until))), last, blind_sources(town_id))


def _to_read_first(voices: QuerySet[Voice]) -> list[Voice]:
    """At most PER_KIND of each kind, danger and complaints first, the newest first in each."""
    newest = voices.select_related("street", "zone").order_by("-written_at", "-pk")[:400]
    kept: dict[str, list[Voice]] = defaultdict(list)
    for voice in newest:
        group = kept["safety" if voice.safety else voice.kind]
        if len(group) < (400 if voice.safety else PER_KIND):
            group.append(voice)
    return [voice for kind in TOLD_FIRST for voice in kept[kind]]


def blind_sources(town_id: int) -> tuple[Blind, ...]:
    rows = Source.objects.filter(town_id=town_id, state="blind").order_by("name")
    return tuple(Blind(row.name, row.blind_since, row.blind_reason) for row in rows)


def about(*, town_id: int, scope: str, ref_id: int, states: Sequence[str] = PUBLIC_STATES) -> QuerySet[Voice]:
    """Voices that speak of a shop, a zone or the town, as they are counted. Raises ValueError for another scope."""
    links = Link.objects.filter(voice=OuterRef("pk"), state__in=states)
    here = Voice.objects.filter(town_id=town_id, withdrawn_at=None)
    match scope:
        case "shop":
            return here.filter(Exists(links.filter(shop_id=ref_id)))
        case "zone":
            return here.filter(Q(zone_id=ref_id) | Exists(links.filter(shop__in_zones__zone_id=ref_id)))
        case "town":
            return here.filter(~Q(subject="none") | Exists(links))
    raise ValueError(f"no such scope: {scope!r}")


def voices_page(*, town_id: int, scope: str, ref_id: int, before: str = "", size: int = 50) -> tuple[list[ToldVoice], str]:
    """Return up to `size` voices, newest first, and the key of the next older page ("" on the last).

    `before` is the public id of the last voice of the page before; an unknown one starts over. Four queries at most.
    """
    rows = about(town_id=town_id, scope=scope, ref_id=ref_id).select_related("street", "zone").order_by("-written_at", "-pk")
    last = Voice.objects.filter(public_id=before, town_id=town_id).first() if before else None
    if last is not None:
        rows = rows.filter(Q(written_at__lt=last.written_at) | Q(written_at=last.written_at, pk__lt=last.pk))
    found = list(rows[:size + 1])
    return told(found[:size]), found[size - 1].public_id if len(found) > size else ""


def dangers_told_by(*, town_id: int, post_ids: Iterable[int]) -> list[ToldVoice]:
    """Return the voices of these posts that speak of danger to persons, oldest first."""
    rows = Voice.objects.filter(town_id=town_id, posts__in=list(post_ids), safety=True, withdrawn_at=None)
    return told(list(rows.select_related("street", "zone").order_by("written_at", "pk").distinct()))


def voices_by_ref(public_ids: Iterable[str]) -> dict[str, ToldVoice]:
    """Return those of the voices that still stand, by public id."""
    rows = Voice.objects.filter(public_id__in=set(public_ids), withdrawn_at=None).select_related("street", "zone")
    return {voice.public_id: voice for voice in told(list(rows))}


def told(voices: Sequence[Voice]) -> list[ToldVoice]:
    """`voices` must come with street and zone selected. Two queries."""
    links: dict[int, list[Link]] = defaultdict(list)
    if voices:
        for link in (Link.objects.filter(voice_id__in=[v.pk for v in voices], state__in=PUBLIC_STATES)
                     .select_related("shop").order_by("-probability", "shop_id")):
            links[link.voice_id].append(link)
    zones: dict[int, set[int]] = defaultdict(set)
    if links:
        for shop_id, zone_id in Link.objects.filter(pk__in=[link.pk for row in links.values() for link in row]).values_list(
                "shop_id", "shop__in_zones__zone_id").distinct():
            zones[shop_id].add(zone_id)
    return [_told(voice, links[voice.pk], zones) for voice in voices]


def _told(voice: Voice, links: Sequence[Link], zones: Mapping[int, set[int]]) -> ToldVoice:
    shops = tuple(ToldShop(link.shop.pk, link.shop.public_id, link.shop.name, link.shop.slug, link.shop.lon, link.shop.lat,
                           link.state == "put_aside") for link in links)
    in_zones = {zone_id for shop in shops for zone_id in zones.get(shop.id, ())} | {voice.zone_id}
    return ToldVoice(
        voice.pk, voice.public_id, voice.town_id, voice.text, voice.tool, voice.url, voice.written_at, voice.day, voice.lang,
        voice.stance, voice.kind, tuple((said.aspect, said.stance) for said in read_aspects(voice.aspects)), voice.safety,
        tuple(words.text for words in read_words(voice.safety_words) if words.text), voice.copies, voice.sample,
        voice.street.name if voice.street else "", voice.zone.name if voice.zone else "", shops,
        frozenset(zone_id for zone_id in in_zones if zone_id))
