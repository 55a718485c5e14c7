"""Logistic regression drawn to given weights and kept within bounds, in NumPy alone: a running portal has no SciPy.

Projected Newton after Bertsekas, "Projected Newton Methods for Optimization Problems with Simple Constraints" (SIAM
Journal on Control and Optimization, 1982): weights that stand at a bound and are pushed over it rest, the others take a
Newton step that is halved until the cost falls enough. The cost is strictly convex, so there is one answer.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_STEPS, _HALVINGS, _CLOSE, _ENOUGH = 100, 40, 1e-9, 1e-4


@dataclass(frozen=True)
class Problem:
    """`rows` of shape (examples, weights); `meant` 0 or 1 and `share` its weight for each example; `centre`, `least` and
    `most` for each weight; `pull` is the price of a squared step from the centre."""

    rows: Floats
    meant: Floats
    share: Floats
    centre: Floats
    least: Floats
    most: Floats
    pull: float

    def cost(self, w: Floats) -> float:
        """Negative log-likelihood and half the pull of every step, in nats."""
        score = self.rows @ w
        loss = self.share @ (np.logaddexp(0.0, score) - self.meant * score)
        return float(loss + self.pull / 2 * np.sum((w - self.centre) ** 2))

    def slope(self, w: Floats) -> tuple[Floats, Floats]:
        """Gradient and Hessian of the cost."""
        chance = 0.5 * (1.0 + np.tanh(0.5 * (self.rows @ w)))
        gradient = self.rows.T @ (self.share * (chance - self.meant)) + self.pull * (w - self.centre)
        spread = self.share * chance * (1.0 - chance)
        return gradient, (self.rows.T * spread) @ self.rows + self.pull * np.eye(len(w))


def refit(problem: Problem) -> Floats:
    """The weights of least cost. Deterministic; raises ValueError where a bound excludes every value."""
    if np.any(problem.least > problem.most):
        raise ValueError("a weight has no room between its bounds")
    w = np.clip(problem.centre, problem.least, problem.most)
    for _ in range(_STEPS):
        gradient, hessian = problem.slope(w)
        resting = ((w <= problem.least) & (gradient > 0)) | ((w >= problem.most) & (gradient < 0))
        free = np.flatnonzero(~resting)
        if not len(free) or np.max(np.abs(gradient[free])) < _CLOSE:
            break
        step = np.zeros_like(w)
        step[free] = -np.linalg.solve(hessian[np.ix_(free, free)], gradient[free])
        nearer = _search(problem, w, step, gradient)
        if nearer is None:
            break
        w = nearer
    return w


def _search(problem: Problem, w: Floats, step: Floats, gradient: Floats) -> Floats | None:
    """The longest of the step, its half, its quarter … that lowers the cost enough; None where none does."""
    now, size = problem.cost(w), 1.0
    for _ in range(_HALVINGS):
        there = np.clip(w + size * step, problem.least, problem.most)
        if problem.cost(there) <= now + _ENOUGH * float(gradient @ (there - w)) and np.any(there != w):
            return there
        size /= 2
    return None
