"""What is usual: the middle half of the last twelve weeks, or an honest "too few to say".

A *week* here is seven local days ending today, so that a Monday is not compared with whole weeks; the twelve before it
are the habit. Quartiles are nearest-rank (Hyndman and Fan's type 1), so the range is made of counts that really happened.
"""
from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

WEEKS = 12
MIN_WEEKS = 4
"""Weeks one must have listened before anything is called usual."""
MIN_TOTAL = 8
"""Voices these weeks must hold: below, one post more or less would move the range."""


@dataclass(frozen=True)
class Usual:
    """Counts a week, both ends included."""

    low: int
    high: int

    def place(self, n: int) -> str:
        """Say where `n` lies: `above`, `below` or `within`."""
        return "above" if n > self.high else "below" if n < self.low else "within"

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2


def usual_of(weeks: Sequence[int], *, listened: int | None = None, min_total: int = MIN_TOTAL) -> Usual | None:
    """Return the usual range of past full `weeks` (oldest first), None when there is too little to say.

    `listened` is the number of those weeks during which somebody was listening at all (None: all of them).
    """
    heard = len(weeks) if listened is None else min(listened, len(weeks))
    kept = sorted(weeks[len(weeks) - heard:])
    if heard < MIN_WEEKS or sum(kept) < min_total:
        return None
    return Usual(_rank(kept, 0.25), _rank(kept, 0.75))


def _rank(ordered: Sequence[int], share: float) -> int:
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def strangeness(n: int, usual: Usual) -> float:
    """How far `n` lies outside `usual`, in standard deviations of a Poisson count; 0 within. Negative below.

    The variance of a count is about its mean, so 41 against 14–22 says more than 4 against 1–2.
    """
    if usual.low <= n <= usual.high:
        return 0.0
    edge = usual.high if n > usual.high else usual.low
    return (n - edge) / math.sqrt(max(usual.middle, 1.0))
