"""How one street is drawn: its run where no line of it is known, and numbers that do not lie on one another."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians

import numpy as np
import numpy.typing as npt

LonLat = tuple[float, float]
LEAST_MARGIN, MARGIN = 0.0002, 0.08  # around what is drawn: degrees (20 m), and a part of its longer side
ROOMY, CLOSE = 82, 46  # distance of two numbers in thousandths of the drawing: for a narrow page too, for a wide one
MOST_ROOMY, MOST_APART = 24, 40  # numbers of either distance; still more of them are joined
ROUNDS, STEPS = 4, 160


def run_through(points: Sequence[LonLat], most: int = 8) -> list[LonLat]:
    """The middle of the dots along the direction in which they lie, as a line; [] for fewer than two places.

    The longer they lie, the more bends it may have; a heap of dots gives a straight line.
    """
    if len(set(points)) < 2:
        return []
    flat, squeeze = _plane(points)
    middle = flat.mean(axis=0)
    _left, sizes, axes = np.linalg.svd(flat - middle, full_matrices=False)
    along = (flat - middle) @ axes[0]
    pieces = int(min(most, len(set(points)), max(1, sizes[0] / max(sizes[-1], 1e-12) / 2)))
    edges = np.linspace(along.min(), along.max(), pieces + 1)
    piece = np.clip(np.searchsorted(edges, along, side="right") - 1, 0, len(edges) - 2)
    line = [flat[piece == n].mean(axis=0) for n in range(len(edges) - 1) if (piece == n).any()]
    # as long as the street is: from the height of its first shop to that of its last
    ends = ((line[0], along.min()), (line[-1], along.max()))
    first, last = (at + (end - (at - middle) @ axes[0]) * axes[0] for at, end in ends)
    return [(float(x) / squeeze, float(y)) for x, y in (first, *line, last)]


def spread(places: Sequence[LonLat]) -> list[LonLat]:
    """The places moved as little as makes their numbers readable; at most MOST_APART of them, in their order."""
    if not places:
        return []
    flat, squeeze = _plane(places)
    wanted = ROOMY if len(places) <= MOST_ROOMY else CLOSE
    # shops at one point are moved to different sides: a golden angle apart
    turn = np.arange(len(places)) * 2.399963
    aside = np.column_stack([np.cos(turn), np.sin(turn)])
    moved = flat
    for _round in range(ROUNDS):  # moving apart widens the drawing, in which distances then count for less
        apart = _extent(moved) * wanted / 1000
        moved = _pushed_apart(flat + aside * apart * 0.02, apart)
    return [(float(x) / squeeze, float(y)) for x, y in moved]


def margin_around(places: Sequence[LonLat]) -> float:
    """Degrees to leave free around the drawing of these places."""
    flat, _squeeze = _plane(places)
    return max(LEAST_MARGIN, float((flat.max(axis=0) - flat.min(axis=0)).max()) * MARGIN)


def joined(places: Sequence[LonLat]) -> list[list[int]]:
    """Indexes of places by groups: each within reach of the group's first."""
    flat, _squeeze = _plane(places)
    apart = _extent(flat) * CLOSE / 1000
    groups: list[list[int]] = []
    for n, place in enumerate(flat):
        near = next((group for group in groups if np.hypot(*(flat[group[0]] - place)) < apart), None)
        if near is None:
            groups.append([n])
        else:
            near.append(n)
    return groups


def _plane(places: Sequence[LonLat]) -> tuple[npt.NDArray[np.float64], float]:
    squeeze = cos(radians(places[0][1]))
    return np.array([(lon * squeeze, lat) for lon, lat in places], dtype=float), squeeze


def _extent(flat: npt.NDArray[np.float64]) -> float:
    longer = float((flat.max(axis=0) - flat.min(axis=0)).max())
    return longer + 2 * max(LEAST_MARGIN, longer * MARGIN)


def _pushed_apart(flat: npt.NDArray[np.float64], apart: float) -> npt.NDArray[np.float64]:
    for _step in range(STEPS):
        between = flat[:, None, :] - flat[None, :, :]
        distance = np.hypot(between[..., 0], between[..., 1])
        np.fill_diagonal(distance, np.inf)
        missing = np.maximum(apart * 1.02 - distance, 0)
        if not missing.any():
            break
        push = between / np.maximum(distance, 1e-12)[..., None] * missing[..., None] / 2
        flat = flat + push.sum(axis=1)
    return flat
