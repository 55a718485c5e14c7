"""What was written on the square lately, and what the ear made of it."""
from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ..models import Link, Post


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
    copy: bool


def square_posts(town_id: int, limit: int = 20) -> list[SquarePost]:
    """Return the newest posts of the square, newest first. Two queries."""
    rows = Post.objects.filter(town_id=town_id, source__kind="square").select_related("voice").order_by("-pk")
    posts = list(rows[:limit])
    shops: dict[int, list[tuple[str, str, float]]] = {}
    unsure: dict[int, list[tuple[str, str, float]]] = {}
    links = Link.objects.filter(voice_id__in=[p.voice_id for p in posts if p.voice_id]).exclude(state__in=("removed", "unheard"))
    for voice, state, name, shop, probability in links.order_by("-probability").values_list(
            "voice_id", "state", "shop__name", "shop__public_id", "probability"):
        (unsure if state == "unsure" else shops).setdefault(voice, []).append((name, shop, probability))
    return [SquarePost(
        p.public_id, p.text, p.author, p.tool, p.written_at, p.state, p.voice.lang if p.voice else "",
        p.voice.stance if p.voice else "", p.voice.kind if p.voice else "", tuple(shops.get(p.voice_id or 0, ())),
        tuple(unsure.get(p.voice_id or 0, ())), bool(p.voice_id and not p.leads)) for p in posts]
