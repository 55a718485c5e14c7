from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from ..models import ImportRejection, ImportRun, MergeProposal
from .cards import ShopCard, shops_by_id


@dataclass(frozen=True)
class Proposal:
    id: int
    kept: ShopCard
    other: ShopCard
    signs: tuple[str, ...]


def open_proposals(town_id: int, most: int = 100) -> tuple[list[Proposal], int]:
    """The oldest open proposals of shops that may be one, and how many there are. Three queries."""
    rows = MergeProposal.objects.filter(
        town_id=town_id, state=MergeProposal.State.OPEN, kept__merged_into=None, other__merged_into=None
    )
    some = list(rows.order_by("pk").values_list("pk", "kept_id", "other_id", "signs")[:most])
    cards = shops_by_id({pk for _, kept, other, _ in some for pk in (kept, other)})
    return [Proposal(pk, cards[kept], cards[other], tuple(signs)) for pk, kept, other, signs in some], rows.count()


@dataclass(frozen=True)
class Run:
    """One import; `rejections` are (row, id, reason key, args, kept), the first 50."""

    id: int
    register: str
    file_name: str
    state: str
    started_at: dt.datetime
    counts: dict[str, Any]
    rejections: list[tuple[int, str, str, dict[str, Any], bool]]


def recent_runs(town_id: int, most: int = 10) -> list[Run]:
    """The last imports of a town; the rows they refused only for the latest. Two queries."""
    rows = list(ImportRun.objects.filter(town_id=town_id).order_by("-pk")[:most])
    told = (
        list(
            ImportRejection.objects.filter(run=rows[0])
            .order_by("row", "pk")
            .values_list("row", "ref", "reason", "args", "kept")[:50]
        )
        if rows
        else []
    )
    return [
        Run(r.pk, r.register, r.file_name, r.state, r.started_at, r.counts, told if n == 0 else []) for n, r in enumerate(rows)
    ]
