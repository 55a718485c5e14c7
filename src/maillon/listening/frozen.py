"""Figures before and after, on posts that nothing was fitted on: each with how far it may be off."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from maillon.listening.calibration import BINS, calibration
from maillon.listening.decided import NOT_GIVEN, Judged
from maillon.listening.intervals import middle, redrawn

_PARTS = 1000
"""Probabilities are given out in thousandths, so that their sums are whole."""
_SUREST = 0.001


def figures(judged: Sequence[Judged]) -> dict[str, Any]:
    """Precision, recall, F1 over (post, shop) pairs, false links a post, calibration error and surprise, with 95 % intervals."""
    counts = _counts(judged)
    sums, draws = counts.sum(axis=0), redrawn(counts)
    bins = _bins(judged)
    right, found, gold = (int(n) for n in sums)
    table: dict[str, Any] = {"posts": len(judged), "right": right, "wrong": found - right, "missed": gold - right}
    table |= {name: _figure(value) for name, value in _rates(sums, len(judged)).items()}
    table["calibration_error"] = calibration([pair for each in judged for pair in each.links])["expected_calibration_error"]
    table["surprise"] = _rounded(surprise(judged))
    table["interval"] = {name: middle(value) for name, value in _rates(draws, len(judged)).items()}
    table["interval"]["calibration_error"] = middle(_calibration_errors(redrawn(bins)))
    return table


def change(before: Sequence[Judged], after: Sequence[Judged]) -> dict[str, Any]:
    """What the change brings to the same posts, after minus before; the interval draws both together."""
    both = np.stack([_counts(before), _counts(after)], axis=1)
    sums, draws, n = both.sum(axis=0), redrawn(both), len(before)
    was, now = _rates(sums[0], n), _rates(sums[1], n)
    was_drawn, now_drawn = _rates(draws[:, 0], n), _rates(draws[:, 1], n)
    return {
        name: {"by": _figure(now[name] - was[name]), "interval": middle(now_drawn[name] - was_drawn[name])} for name in was
    }


def surprise(judged: Sequence[Judged]) -> float | None:
    """Mean −log of the probability given to what people said, in nats, over all pairs; None without any."""
    said = [p if right else 1 - p for each in judged for p, right in each.links]
    said += [1 - NOT_GIVEN if right else NOT_GIVEN for each in judged for right in each.silent]
    return math.fsum(-math.log(max(_SUREST, p)) for p in sorted(said)) / len(said) if said else None


def _counts(judged: Sequence[Judged]) -> NDArray[np.int64]:
    """For each post: right, found, in gold."""
    return np.array([[j.right, j.found, j.gold] for j in judged], np.int64).reshape(len(judged), 3)


def _rates(counts: NDArray[np.int64], posts: int) -> dict[str, NDArray[np.float64]]:
    right, found, gold = (np.asarray(counts[..., k], np.float64) for k in range(3))
    return {
        "precision": _over(right, found), "recall": _over(right, gold), "f1": _over(2 * right, found + gold),
        "false_links_per_post": _over(found - right, np.full(found.shape, float(posts))),
    }  # fmt: skip


def _over(above: NDArray[np.float64], below: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.divide(above, below, out=np.full(below.shape, np.nan), where=below > 0)


def _bins(judged: Sequence[Judged]) -> NDArray[np.int64]:
    """For each post and bin of probability: how many pairs, their thousandths, how many right."""
    rows = np.zeros((len(judged), BINS, 3), np.int64)
    for k, each in enumerate(judged):
        for p, right in each.links:
            bin_ = max(0, min(BINS, math.ceil(round(p * BINS, 9))) - 1)
            rows[k, bin_] += (1, round(p * _PARTS), int(right))
    return rows


def _calibration_errors(sums: NDArray[np.int64]) -> NDArray[np.float64]:
    apart = np.abs(sums[..., 2] - sums[..., 1] / _PARTS).sum(axis=-1)
    return _over(apart, sums[..., 0].sum(axis=-1).astype(np.float64))


def _figure(value: NDArray[np.float64]) -> float | None:
    return _rounded(None if np.isnan(value) else float(value))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


