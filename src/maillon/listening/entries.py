"""What goes in and what comes out of listening: plain frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

_EMPTY: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class ShopEntry:
    """One shop of the register. `lon`, `lat` in degrees (WGS 84); `category` any register's word for the trade."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    category: str = ""
    street: str = ""
    housenumber: str = ""
    postcode: str = ""
    website: str = ""
    phone: str = ""
    handles: tuple[str, ...] = ()
    place_ids: Mapping[str, str] = field(default_factory=dict)
    lon: float | None = None
    lat: float | None = None


@dataclass(frozen=True)
class ZoneEntry:
    """A named piece of the town; `kind` is town, district, quarter, street, centre or station; `geometry` is GeoJSON."""

    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    geometry: dict[str, Any] | None = None


@dataclass(frozen=True)
class Correction:
    """A moderator's word: `alias` does (`allowed`) or does not name the shop `shop_id` in this town."""

    alias: str
    shop_id: str
    allowed: bool


@dataclass(frozen=True)
class PostEntry:
    """One post as a source delivered it. `lon`, `lat` are the geotag in degrees."""

    id: str
    text: str
    lang: str = ""
    created_at: str = ""
    source: str = ""
    author: str = ""
    lat: float | None = None
    lon: float | None = None
    mentions: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    place_id: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of the post's text: `text == post.text[start:end]`, in Unicode code points."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a shop was linked. `start` and `end` are None where the proof stands outside the text (geotag, url, mention)."""

    kind: str
    text: str
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class LinkFound:
    """One shop the post may speak about, with the probability that it does and the evidence for it."""

    shop: str
    probability: float
    evidence: tuple[Evidence, ...]
    doubts: tuple[str, ...] = ()
    """What makes it doubtful, in the words of `doubts.DOUBTS`; not among the columns of the output."""


@dataclass(frozen=True, slots=True)
class AspectFound:
    """One side of the subject that is spoken of, the stance near those words, and the words."""

    aspect: str
    stance: str
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a post says of its subject, with the words that say so."""

    stance: str
    stance_probability: float
    stance_words: tuple[Words, ...]
    kind: str
    kind_probability: float
    kind_words: tuple[Words, ...]
    aspects: tuple[AspectFound, ...]
    safety: bool
    safety_words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Heard(Reading):
    """Everything heard in one post; but for `fingerprint` the fields of one output line."""

    id: str
    in_zone: bool | None
    subject: str
    subject_ref: str
    links: tuple[LinkFound, ...]
    unsure: tuple[LinkFound, ...]
    lang: str
    copy_of: str | None = None
    fingerprint: int = 0
    """Of near-copies, as `listen` compared it; 0 for a text too short to compare."""
