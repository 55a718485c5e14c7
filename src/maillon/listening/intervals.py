"""How far a figure may be off: 95 % intervals by drawing the posts anew, always with the same dice."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

LEVEL, RESAMPLES, SEED = 0.95, 1000, 20260101
Interval = list[float] | None


def redrawn(rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Sums over `RESAMPLES` draws of as many posts as there are, with replacement; `rows` holds one row of counts a post.

    Posts with the same counts are drawn together (how often each is drawn is multinomial), so the work does not grow with
    the posts and their order does not matter.
    """
    posts, shape = len(rows), rows.shape[1:]
    distinct, times = np.unique(rows.reshape(posts, -1), axis=0, return_counts=True)
    draws = np.random.default_rng(SEED).multinomial(posts, times / posts, size=RESAMPLES)
    return (draws @ distinct).reshape(RESAMPLES, *shape)


def middle(values: NDArray[Any]) -> Interval:
    """The middle `LEVEL` of the draws, those left out in which the figure does not exist; None where it never does."""
    known = values[~np.isnan(values)]
    if not len(known):
        return None
    low, high = np.quantile(known, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return [round(float(low), 4), round(float(high), 4)]
