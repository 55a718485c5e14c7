"""What was written on the square lately, and what the ear made of it."""
from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ..models import Link, Post


@dataclass(frozen=True)
class SquarePost:
    """`state`: new (not read yet), read, aside. `shops`: (public id, name) of the shops it is linked to."""

    public_id: str
    text: str
    author: str
    tool: str
    written_at: dt.datetime
    state: str
    lang: str
    stance: str
    kind: str
    shops: tuple[tuple[str, str], ...]
    unsure: tuple[tuple[str, str], ...]
    copy: bool


def square_posts(town_id: int, limit: int = 20) -> list[SquarePost]:
    """Return the newest posts of the square, newest first. Two queries."""
    posts = list(Post.objects.filter(town_id=town_id, source__kind="square").select_related("voice").order_by("-pk")[:limit])
    shops: dict[int, list[tuple[str, str]]] = {}
    unsure: dict[int, list[tuple[str, str]]] = {}
    for voice, state, public_id, name in Link.objects.filter(voice_id__in=[p.voice_id for p in posts if p.voice_id]).exclude(
            state="removed").order_by("-probability").values_list("voice_id", "state", "shop__public_id", "shop__name"):
        (unsure if state == "unsure" else shops).setdefault(voice, []).append((public_id, name))
    return [SquarePost(
        p.public_id, p.text, p.author, p.tool, p.written_at, p.state, p.voice.lang if p.voice else "",
        p.voice.stance if p.voice else "none", p.voice.kind if p.voice else "other", tuple(shops.get(p.voice_id, ())),
        tuple(unsure.get(p.voice_id, ())), bool(p.voice_id and not p.leads)) for p in posts]
