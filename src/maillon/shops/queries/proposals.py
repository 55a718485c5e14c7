from __future__ import annotations

from dataclasses import dataclass

from ..models import MergeProposal
from .cards import ShopCard, shops_by_id


@dataclass(frozen=True)
class Proposal:
    id: int
    kept: ShopCard
    other: ShopCard
    signs: tuple[str, ...]


def open_proposals(town_id: int, most: int = 100) -> tuple[list[Proposal], int]:
    """The oldest open proposals of shops that may be one, and how many there are. Three queries."""
    rows = MergeProposal.objects.filter(town_id=town_id, state=MergeProposal.State.OPEN, kept__merged_into=None,
                                        other__merged_into=None)
    some = list(rows.order_by("pk").values_list("pk", "kept_id", "other_id", "signs")[:most])
    cards = shops_by_id({pk for _, kept, other, _ in some for pk in (kept, other)})
    return [Proposal(pk, cards[kept], cards[other], tuple(signs)) for pk, kept, other, signs in some], rows.count()
