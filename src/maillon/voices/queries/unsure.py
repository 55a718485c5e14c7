"""Links the ear is not sure of: a voice and the shops it may speak of, for the moderator to choose."""
from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from ..models import Link
from .cards import ShopRef, VoiceCard, card, shop_ref, with_further, with_places

MOST = 40


@dataclass(frozen=True)
class Unsure:
    """A voice and the shops it may speak of, likeliest first. `candidates` are all that may be chosen."""

    voice: VoiceCard
    candidates: tuple[ShopRef, ...]


@dataclass(frozen=True)
class UnsureQueue:
    """`items` are at most MOST, newest first; `more`: there are further ones."""

    items: tuple[Unsure, ...]
    more: bool

    @property
    def n(self) -> int:
        return len(self.items)


def unsure(town_id: int, most: int = MOST) -> UnsureQueue:
    """Return what waits for the moderator. One query, one more for copies."""
    waiting = Link.objects.filter(state="unsure", voice__town_id=town_id)
    rows = list(
        with_places(waiting, "voice__", shop=True).order_by("-written_at", "voice_id", "-probability", "pk")[: 4 * most + 1]
    )
    links: dict[int, list[Link]] = defaultdict(list)
    for link in rows:
        links[link.voice_id].append(link)
    found = [Unsure(card(group[0].voice, group), tuple(shop_ref(link) for link in group)) for group in links.values()]
    cut = len(rows) > 4 * most                  # then the last voice may lack some of its shops
    found = found[:-1] if cut else found
    voices = with_further([each.voice for each in found[:most]])
    told = tuple(replace(each, voice=voice) for each, voice in zip(found, voices, strict=False))
    return UnsureQueue(told, cut or len(found) > most)
