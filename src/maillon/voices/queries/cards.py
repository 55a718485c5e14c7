"""A voice as pages show it, with its shops and with the words that speak; two queries for a list of any length."""
from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet

from ..models import Label, Link, Voice
from ..rules.evidence import Sign, signs
from ..rules.link_states import PUBLIC
from .further import Further, further_posts

DISPUTES = ("not_us", "not_complaint", "dispute")
Mark = tuple[int, int, str]
"""start, end (code points), class of the stylesheet: for, against, new, hit."""


@dataclass(frozen=True)
class Words:
    """Some words of a voice. `start` None: not at a known place of the text."""

    text: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class AspectSaid:
    aspect: str
    stance: str
    words: tuple[Words, ...]


@dataclass(frozen=True)
class ShopRef:
    """A shop a voice speaks of. `disputed`: its keeper said "not us" and nobody has decided yet."""

    id: int
    public_id: str
    name: str
    slug: str
    trade: str
    street: str
    housenumber: str
    fictional: bool
    probability: float = 1.0
    disputed: bool = False
    signs: tuple[Sign, ...] = ()
    doubts: tuple[str, ...] = ()
    confirmed: bool = False
    """By a moderator: how sure the ear was matters no more."""


@dataclass(frozen=True)
class StreetRef:
    id: int
    name: str
    slug: str


@dataclass(frozen=True)
class SaidWords:
    """The words a reading rests on, and how sure it is of the stance and of the kind (0–1)."""

    stance: tuple[Words, ...] = ()
    kind: tuple[Words, ...] = ()
    safety: tuple[Words, ...] = ()
    stance_probability: float = 0.0
    kind_probability: float = 0.0


@dataclass(frozen=True)
class VoiceCard:
    """One voice. `marks` are the words that made its reading; `disputes` what its shops dispute (not_us, not_complaint)."""

    id: int
    public_id: str
    text: str
    tool: str
    url: str
    author: str
    written_at: dt.datetime
    lang: str
    stance: str
    kind: str
    aspects: tuple[AspectSaid, ...]
    safety: bool
    copies: int
    sample: bool
    subject: str
    marks: tuple[Mark, ...]
    street: StreetRef | None
    zone: str
    shops: tuple[ShopRef, ...] = ()
    disputes: frozenset[str] = frozenset()
    further: tuple[Further, ...] = ()
    """The newest of its `copies`, where they were asked for."""
    said: SaidWords = SaidWords()
    day: dt.date = dt.date.min
    """The town's local day of `written_at`."""

    @property
    def about(self) -> tuple[str, int]:
        """What it speaks of, for variety: the first shop, else the street, else its zone or the town."""
        if self.shops:
            return ("shop", self.shops[0].id)
        return ("street", self.street.id) if self.street else ("zone", hash(self.zone))

    @property
    def tone(self) -> str:
        """Class of the stylesheet: for, against, ask or "" (neutral)."""
        if self.kind in {"question", "suggestion"} and self.stance != "down":
            return "ask"
        if self.kind == "complaint":
            return "against"
        return {"up": "for", "down": "against", "mixed": "ask"}.get(self.stance, "")


def read_words(stored: Any) -> tuple[Words, ...]:
    """Read stored words: `[text, start, end]`, `{text, start, end}` or bare text."""
    return tuple(_words(stored or ()))


def _words(stored: Iterable[Any]) -> Iterator[Words]:
    for item in stored:
        if isinstance(item, dict):
            yield Words(str(item.get("text", "")), item.get("start"), item.get("end"))
        elif isinstance(item, (list, tuple)) and item:
            start, end = (item[1], item[2]) if len(item) >= 3 else (None, None)
            yield Words(str(item[0]), start, end)
        elif isinstance(item, str):
            yield Words(item)


def read_aspects(stored: Any) -> tuple[AspectSaid, ...]:
    return tuple(AspectSaid(str(a["aspect"]), str(a.get("stance") or "none"), read_words(a.get("words")))
                 for a in stored or () if isinstance(a, dict) and a.get("aspect"))


def marks_of(voice: Voice, aspects: Sequence[AspectSaid]) -> tuple[Mark, ...]:
    """The words a reading rests on. Words of a mixed stance take the side of the aspect they lie in."""
    side = {"up": "for", "down": "against"}
    found: list[Mark] = []
    if voice.stance in side:
        found += _placed(read_words(voice.stance_words), side[voice.stance])
    if voice.kind in {"question", "suggestion"}:
        found += _placed(read_words(voice.kind_words), "new")
    if voice.stance == "mixed" or not found:
        for aspect in aspects:
            if aspect.stance in side:
                found += _placed(aspect.words, side[aspect.stance])
    if voice.safety:
        found += _placed(read_words(voice.safety_words), "against")
    return tuple(dict.fromkeys(found))


def _placed(words: Iterable[Words], css_class: str) -> list[Mark]:
    return [(w.start, w.end, css_class) for w in words if w.start is not None and w.end is not None]


def with_places(rows: QuerySet, to_voice: str = "", *, shop: bool = False) -> QuerySet:
    """Select a voice's street and zone (and a link's shop) with it, without the outlines and lines no card shows.

    `to_voice` is the way from the rows to the voice: "" or "voice__".
    """
    ways = [f"{to_voice}street", f"{to_voice}zone", *(["shop__street"] if shop else [])]
    heavy = [f"{way}__{'geometry' if way.endswith('zone') else 'line'}" for way in ways]
    return rows.select_related(*ways).defer(*heavy, *(f"{way}__aliases" for way in ways))


def shop_ref(link: Link) -> ShopRef:
    """`link` must come with `shop__street` selected."""
    shop = link.shop
    return ShopRef(shop.pk, shop.public_id, shop.name, shop.slug, shop.trade, shop.street.name if shop.street else "",
                   shop.housenumber, shop.fictional, link.probability, link.state == "put_aside", tuple(signs(link.evidence)),
                   tuple(str(doubt) for doubt in link.doubts or ()), link.state == "confirmed")


def web_url(url: str) -> str:
    """The address if it leads to the web, else "": what a source sends may be anything."""
    return url if url.startswith(("https://", "http://")) else ""


def card(voice: Voice, links: Sequence[Link] = (), disputes: Iterable[str] = ()) -> VoiceCard:
    """`voice` must come with `street` and `zone` selected."""
    aspects = read_aspects(voice.aspects)
    return VoiceCard(
        voice.pk,
        voice.public_id,
        voice.text,
        voice.tool,
        web_url(voice.url),
        voice.author,
        voice.written_at,
        voice.lang,
        voice.stance,
        voice.kind,
        aspects,
        voice.safety,
        voice.copies,
        voice.sample,
        voice.subject,
        marks_of(voice, aspects),
        StreetRef(voice.street.pk, voice.street.name, voice.street.slug) if voice.street else None,
        voice.zone.name if voice.zone else "",
        tuple(shop_ref(link) for link in links),
        frozenset(disputes) | ({"not_us"} if any(link.state == "put_aside" for link in links) else frozenset()),
        said=SaidWords(read_words(voice.stance_words), read_words(voice.kind_words), read_words(voice.safety_words),
                       voice.stance_probability, voice.kind_probability),
        day=voice.day,
    )


def with_further(shown: Sequence[VoiceCard]) -> list[VoiceCard]:
    """The same cards with the further posts of each to read. One query, none when no voice has any."""
    posts = further_posts(voice.id for voice in shown if voice.copies)
    return [replace(voice, further=posts[voice.id]) if voice.id in posts else voice for voice in shown]


def cards(voices: Sequence[Voice], *, states: Sequence[str] = PUBLIC) -> list[VoiceCard]:
    """Cards of `voices` in their order, with links in one of `states`. Two queries."""
    ids = [voice.pk for voice in voices]
    links: dict[int, list[Link]] = defaultdict(list)
    if ids:
        for link in (Link.objects.filter(voice_id__in=ids, state__in=states).select_related("shop__street")
                     .defer("shop__street__line", "shop__street__aliases").order_by("-probability", "shop_id")):
            links[link.voice_id].append(link)
    disputes = disputes_of(ids)
    return [card(voice, links[voice.pk], disputes.get(voice.pk, ())) for voice in voices]


def disputes_of(voice_ids: Sequence[int]) -> dict[int, set[str]]:
    """What shops dispute of these voices and nobody has decided. One query."""
    found: dict[int, set[str]] = defaultdict(set)
    if voice_ids:
        for voice_id, what in Label.objects.filter(
            voice_id__in=voice_ids, role="shop", what__in=DISPUTES, undone_at=None, settled_at=None
        ).values_list("voice_id", "what"):
            found[voice_id].add(what)
    return found
