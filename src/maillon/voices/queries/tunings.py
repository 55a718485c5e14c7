"""What towns have learnt: the runs of `maillon learn`, and the one that stands."""
from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from ..models import Tuning

MOST = 12


@dataclass(frozen=True)
class Run:
    """`id` is the primary key, never shown. `moved`, `threshold` as the model has them; `stands`: the ear goes by it."""

    id: int
    verdict: str
    moved: dict[str, float]
    threshold: float | None
    report: dict[str, Any]
    at: dt.datetime
    undone_at: dt.datetime | None
    stands: bool


def standing(town_id: int) -> Run | None:
    """The run the town's ear goes by; None: the weights of the release. One query."""
    row = Tuning.objects.filter(town_id=town_id, verdict="accepted", undone_at=None).order_by("-pk").first()
    return _run(row, row.pk) if row else None


def runs(town_id: int, most: int = MOST) -> list[Run]:
    """The newest runs, newest first. Two queries."""
    held = standing(town_id)
    return [_run(row, held.id if held else 0) for row in Tuning.objects.filter(town_id=town_id).order_by("-pk")[:most]]


def newest_taken_back(town_id: int) -> Run | None:
    """The accepted run that was taken back last, if none was accepted since."""
    held = standing(town_id)
    row = (Tuning.objects.filter(town_id=town_id, verdict="accepted", undone_at__isnull=False, pk__gt=held.id if held else 0)
           .order_by("pk").first())
    return _run(row, 0) if row else None


def _run(row: Tuning, standing_id: int) -> Run:
    return Run(row.pk, row.verdict, row.moved, row.threshold, row.report, row.at, row.undone_at, row.pk == standing_id)
