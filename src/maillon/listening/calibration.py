"""Whether a probability means what it says: of what is given .8, four in five should be right.

Expected calibration error after Naeini, Cooper and Hauskrecht, "Obtaining Well Calibrated Probabilities Using Bayesian
Binning" (AAAI 2015), in the form of Guo, Pleiss, Sun and Weinberger, "On Calibration of Modern Neural Networks"
(ICML 2017), equation 3: the mean over ten bins of equal width of |share right − mean probability|, weighted by the
bin's size. A bin holds its upper edge.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

BINS = 10
SOURCE = "Naeini, Cooper, Hauskrecht 2015; Guo, Pleiss, Sun, Weinberger 2017, equation 3; ten bins of equal width"


def calibration(judged: Sequence[tuple[float, bool]]) -> dict[str, Any]:
    """Reliability table and expected calibration error of (probability, was it right) pairs."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for probability, right in judged:
        # Rounded first: 0.3 * 10 and its like may lie a hair beside the edge.
        bins[max(0, min(BINS, math.ceil(round(probability * BINS, 9))) - 1)].append((probability, right))
    rows, errors = [], []
    for k, held in enumerate(bins):
        row: dict[str, Any] = {
            "above": k / BINS, "up_to": (k + 1) / BINS, "judged": len(held), "mean_probability": None, "share_right": None,
        }  # fmt: skip
        if held:
            mean = math.fsum(p for p, _ in held) / len(held)
            right_share = sum(right for _, right in held) / len(held)
            errors.append(len(held) * abs(mean - right_share))
            row |= {"mean_probability": round(mean, 4), "share_right": round(right_share, 4)}
        rows.append(row)
    error = math.fsum(errors) / len(judged) if judged else None
    return {
        "judged": len(judged),
        "expected_calibration_error": None if error is None else round(error, 4),
        "bins": rows,
    }
