"""What was written on the square lately, and what the ear made of it."""
from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..ear import same
from ..models import Link, Post, Voice
from .where import FIELDS, places_of


@dataclass(frozen=True)
class SquarePost:
    """`state`: new (not read yet), read, aside; the reading is "" until it is read. `shops`: (name, public id, probability)."""

    public_id: str
    text: str
    author: str
    tool: str
    written_at: dt.datetime
    state: str
    lang: str
    stance: str
    kind: str
    shops: tuple[tuple[str, str, float], ...]
    unsure: tuple[tuple[str, str, float], ...]
    joined: str
    """How it is counted with an earlier voice: "copy" (nearly the same words), "repeat" (by the same person), "" not."""
    danger: bool = False
    counts: bool = False
    place: str = ""
    """Name of the street or zone it counts for, where it counts for no shop."""


def square_posts(town_id: int, limit: int = 20) -> list[SquarePost]:
    """Return the newest posts of the square, newest first. Five queries."""
    rows = Post.objects.filter(town_id=town_id, source__kind="square").select_related("voice__street", "voice__zone").defer(
        "voice__street__line", "voice__zone__geometry").order_by("-pk")
    posts = list(rows[:limit])
    shops: dict[int, list[tuple[str, str, float]]] = {}
    unsure: dict[int, list[tuple[str, str, float]]] = {}
    links = Link.objects.filter(voice_id__in=[p.voice_id for p in posts if p.voice_id]).exclude(state__in=("removed", "unheard"))
    for voice, state, name, shop, probability in links.order_by("-probability").values_list(
            "voice_id", "state", "shop__name", "shop__public_id", "probability"):
        (unsure if state == "unsure" else shops).setdefault(voice, []).append((name, shop, probability))
    places = places_of(Voice.objects.filter(pk__in=[p.voice_id for p in posts if p.voice_id]).values_list(*FIELDS))
    leads = dict(Post.objects.filter(voice_id__in=[p.voice_id for p in posts if p.voice_id and not p.leads], leads=True)
                 .values_list("voice_id", "fingerprint"))
    return [SquarePost(
        p.public_id, p.text, p.author, p.tool, p.written_at, p.state, p.voice.lang if p.voice else "",
        p.voice.stance if p.voice else "", p.voice.kind if p.voice else "", tuple(shops.get(p.voice_id or 0, ())),
        tuple(unsure.get(p.voice_id or 0, ())), _joined(p, leads), bool(p.voice and p.voice.safety),
        bool(places.get(p.voice_id or 0)), _place(p.voice)) for p in posts]


def _joined(post: Post, leads: Mapping[Any, int | None]) -> str:
    if not post.voice_id or post.leads:
        return ""
    first = leads.get(post.voice_id)
    return "copy" if first is not None and post.fingerprint is not None and same(first, post.fingerprint) else "repeat"


def _place(voice: Voice | None) -> str:
    if voice is None:
        return ""
    return voice.street.name if voice.street else voice.zone.name if voice.zone else ""
