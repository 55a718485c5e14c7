"""The door to the engine: rows in, what was heard out, in the words and ids of the database."""
from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from maillon.listening import public as listening
from maillon.territory.public import town_by_id

from .gazetteers import TownGazetteer, gazetteer_of
from .models import Link, Post, Voice
from .rules.copies import Said
from .rules.scripts import told_language

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class FoundLink:
    shop_id: int
    probability: float
    evidence: list[dict[str, Any]]         # [{kind, text, start, end}, …]
    sure: bool
    doubts: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Hearing:
    """What the ear says of one post. Words: [[text, start, end], …], offsets in code points of the stored text."""

    fingerprint: int | None
    copy_of: int | None                    # primary key of an earlier post of the same call
    time_zone: str                         # the town's
    in_zone: bool | None
    subject: str
    street_id: int | None
    zone_id: int | None
    lang: str
    stance: str
    stance_probability: float
    stance_words: list[list[Any]]
    kind: str
    kind_probability: float
    kind_words: list[list[Any]]
    aspects: list[dict[str, Any]]
    safety: bool
    safety_words: list[list[Any]]
    found: list[FoundLink] = field(default_factory=list)

    @property
    def speaks(self) -> bool:
        """Whether it is a voice of the town: of a shop, a street, a centre or the town, or of danger within it."""
        return self.subject != "none" or bool(self.found) or (self.safety and bool(self.in_zone))

    def said(self, tool: str, author: str) -> Said:
        about = {("shop", link.shop_id) for link in self.found if link.sure}
        if not about and self.subject == "street" and self.street_id:
            about = {("street", self.street_id)}
        if not about and self.subject in ("centre", "town") and self.zone_id:
            about = {("zone", self.zone_id)}
        return Said(tool, author, frozenset(about), self.stance, self.kind, self.safety)

    def links(self, voice: Voice) -> list[Link]:
        return [Link(voice=voice, shop_id=link.shop_id, probability=link.probability, evidence=link.evidence,
                     doubts=link.doubts, state="sure" if link.sure else "unsure", written_at=voice.written_at)
                for link in self.found]


def same(one: int, other: int) -> bool:
    """Say whether two fingerprints are of near-copies."""
    return listening.near(one & _BITS, other & _BITS)


def hear(town_id: int, posts: Sequence[Post]) -> tuple[list[tuple[Post, Hearing]], dict[int, str]]:
    """Listen to posts of a town, in their order; return what was heard and {post: why} for those that made the ear fail."""
    town = town_by_id(town_id)
    assert town is not None
    gazetteer = gazetteer_of(town_id, town.gazetteer_version)
    entries = [entry_of(post) for post in posts]
    failed: dict[int, str] = {}
    try:
        heard = listening.listen(entries, gazetteer.gazetteer)
    except Exception:
        log.exception("the ear failed on a batch of %s posts; one by one now", len(posts))
        heard = []
        for post, entry in zip(posts, entries, strict=True):
            try:
                heard += listening.listen([entry], gazetteer.gazetteer)
            except Exception as error:
                failed[post.pk] = f"{type(error).__name__}: {error}"
    by_id = {post.pk: post for post in posts}
    return [(by_id[int(each.id)], _hearing(each, gazetteer, town.time_zone, by_id[int(each.id)].text)) for each in heard], failed


_BITS = 0xFFFF_FFFF_FFFF_FFFF


def _signed(fingerprint: int) -> int | None:
    """Databases hold signed numbers of 64 bits; 0 is a text too short to be compared."""
    if not fingerprint:
        return None
    return fingerprint - (1 << 64) if fingerprint >> 63 else fingerprint


def entry_of(post: Post) -> listening.PostEntry:
    """The post as the engine takes it."""
    return listening.PostEntry(
        id=str(post.pk), text=post.text, lang=post.lang_hint, created_at=post.written_at.isoformat(),
        source=post.tool, author=post.author, lat=post.lat, lon=post.lon, mentions=tuple(post.handles),
        hashtags=tuple(post.hashtags), urls=tuple(post.urls), place_id=post.place_id)


def _hearing(heard: listening.Heard, gazetteer: TownGazetteer, time_zone: str, text: str) -> Hearing:
    street, zone = gazetteer.place(heard.subject, heard.subject_ref)
    return Hearing(
        fingerprint=_signed(heard.fingerprint), copy_of=int(heard.copy_of) if heard.copy_of else None,
        time_zone=time_zone, in_zone=heard.in_zone, subject=heard.subject, street_id=street, zone_id=zone,
        lang=told_language(text, (heard.lang or "")[:8]), stance=heard.stance, stance_probability=float(heard.stance_probability),
        stance_words=_words(heard.stance_words), kind=heard.kind, kind_probability=float(heard.kind_probability),
        kind_words=_words(heard.kind_words),
        aspects=[{"aspect": each.aspect, "stance": each.stance, "words": _words(each.words)} for each in heard.aspects],
        safety=bool(heard.safety), safety_words=_words(heard.safety_words),
        found=[*_links(heard.links, gazetteer, True), *_links(heard.unsure, gazetteer, False)])


def _links(found: Sequence[listening.LinkFound], gazetteer: TownGazetteer, sure: bool) -> list[FoundLink]:
    return [FoundLink(int(link.shop), float(link.probability),
                      [{"kind": e.kind, "text": e.text, "start": e.start, "end": e.end} for e in link.evidence], sure,
                      list(link.doubts))
            for link in found if int(link.shop) in gazetteer.shops]


def _words(words: Sequence[listening.Words]) -> list[list[Any]]:
    return [[word.text, word.start, word.end] for word in words]
