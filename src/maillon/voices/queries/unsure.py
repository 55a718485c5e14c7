"""Links the ear is not sure of: a voice and the shops it may speak of, for the moderator to choose."""
from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from ..models import Label, Link, Voice
from ..rules.asking import UNLIKELY, Rank, rank
from .cards import ShopRef, VoiceCard, card, shop_ref, with_further, with_places

MOST = 40
CLAIMS = Label.objects.filter(what="is_us", undone_at=None, settled_at=None)
LOOKED_AT = 2_000
"""Of so many of the newest links those are taken that teach most."""


@dataclass(frozen=True)
class Unsure:
    """A voice and the shops it may speak of, likeliest first. `candidates` are all that may be chosen; `claimed` are the ids of
    those whose keepers said "it is us", and wait."""

    voice: VoiceCard
    candidates: tuple[ShopRef, ...]
    rank: Rank
    claimed: frozenset[int] = frozenset()


@dataclass(frozen=True)
class UnsureQueue:
    """`items` are at most MOST, in the order of their ranks; `more`: there are further ones."""

    items: tuple[Unsure, ...]
    more: bool

    @property
    def n(self) -> int:
        return len(self.items)


def unsure(town_id: int, most: int = MOST, *, unlikely: bool = False) -> UnsureQueue:
    """Return what waits for the moderator, or instead what is too `unlikely` to be asked about.

    Two queries, one more each for copies, for claims and for the unlikely.
    """
    waiting = _waiting(town_id)
    asked = Q(probability__gte=UNLIKELY) | Q(claimed=True)
    rows = list(waiting.filter(~asked if unlikely else asked).order_by("-written_at", "voice_id")
                .values_list("voice_id", "probability", "claimed", "written_at")[:LOOKED_AT + 1])
    # a subquery would do, but SQLite walks every doubtful link for each
    ids = {row[0] for row in rows} if unlikely else set()
    likely = set(waiting.filter(asked, voice_id__in=ids).values_list("voice_id", flat=True))
    best: dict[int, Rank] = {}
    for voice_id, probability, claimed, written_at in (row for row in rows if row[0] not in likely):
        found = rank(best=probability, claimed=claimed, written_at=written_at, voice_id=voice_id)
        best[voice_id] = min(found, best.get(voice_id, found))
    first = sorted(best, key=best.__getitem__)[:most]
    return UnsureQueue(_told(waiting, first, best), len(best) > most or len(rows) > LOOKED_AT)


def rank_of(town_id: int, public_id: str) -> Rank | None:
    """The place in the queue of a voice that is, or was until somebody decided, in it; None: there is no such voice."""
    claim = Label.objects.filter(voice=OuterRef("pk"), what="is_us", undone_at=None)
    row = (Voice.objects.filter(town_id=town_id, public_id=public_id)
           .annotate(best=Max("links__probability", filter=Q(links__state__in=("unsure", "confirmed", "removed"))),
                     claimed=Exists(claim))
           .values_list("best", "claimed", "written_at", "pk").first())
    if row is None:
        return None
    best, claimed, written_at, voice_id = row
    return rank(best=best or 0.0, claimed=claimed, written_at=written_at, voice_id=voice_id)


def _waiting(town_id: int) -> QuerySet[Any]:
    """Doubtful links, with whether a shop said of their voice that it is about them (`claimed`)."""
    claim = CLAIMS.filter(voice=OuterRef("voice"))
    return Link.objects.filter(state="unsure", voice__town_id=town_id).annotate(claimed=Exists(claim))


def _told(waiting: QuerySet[Any], voice_ids: list[int], ranks: dict[int, Rank]) -> tuple[Unsure, ...]:
    links: dict[int, list[Any]] = defaultdict(list)
    if voice_ids:
        rows = with_places(waiting.filter(voice_id__in=voice_ids), "voice__", shop=True)
        for link in rows.order_by("-probability", "pk"):
            links[link.voice_id].append(link)
    claims: dict[int, set[int]] = defaultdict(set)
    if any(link.claimed for group in links.values() for link in group):
        for voice_id, shop_id in CLAIMS.filter(voice_id__in=voice_ids).values_list("voice_id", "shop_id"):
            claims[voice_id].add(shop_id)
    found = [Unsure(card(links[one][0].voice, links[one]), tuple(map(shop_ref, links[one])), ranks[one], frozenset(claims[one]))
             for one in voice_ids if links[one]]
    voices = with_further([each.voice for each in found])
    return tuple(replace(each, voice=voice) for each, voice in zip(found, voices, strict=True))
