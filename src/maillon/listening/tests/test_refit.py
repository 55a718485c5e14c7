"""The fit in NumPy: the least cost within bounds, what SciPy finds too, whatever the examples."""
from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillon.listening.refit import Problem, refit


def problem(seed: int, examples: int, weights: int, pull: float) -> Problem:
    dice = np.random.default_rng(seed)
    centre = dice.normal(0, 2, weights)
    return Problem(dice.normal(0, 1, (examples, weights)) * (dice.random((examples, weights)) < 0.4),
                   (dice.random(examples) < 0.4).astype(float), dice.random(examples), centre,
                   np.where(dice.random(weights) < 0.3, centre, centre - 1.0), centre + dice.random(weights), pull)


@given(st.integers(0, 10_000), st.integers(0, 80), st.integers(1, 12), st.sampled_from([0.1, 0.6, 4.0]))
@settings(max_examples=60, deadline=None)
def test_no_step_within_the_bounds_costs_less(seed: int, examples: int, weights: int, pull: float) -> None:
    p = problem(seed, examples, weights, pull)
    w = refit(p)
    assert np.all(w >= p.least) and np.all(w <= p.most) and np.array_equal(w, refit(p))
    gradient, _ = p.slope(w)
    free = (w > p.least) & (w < p.most)
    assert np.all(np.abs(gradient[free]) < 1e-5)
    assert np.all(gradient[(w == p.least) & (p.least < p.most)] >= -1e-5)
    assert np.all(gradient[(w == p.most) & (p.least < p.most)] <= 1e-5)
    if not examples:
        assert np.array_equal(w, np.clip(p.centre, p.least, p.most))


@pytest.mark.parametrize("seed", range(6))
def test_it_is_what_scipy_finds(seed: int) -> None:
    optimize = pytest.importorskip("scipy.optimize")
    p = problem(seed, 200, 15, 0.6)
    within = list(zip(p.least, p.most, strict=True))
    there = optimize.minimize(lambda w: (p.cost(w), p.slope(w)[0]), p.centre, jac=True, method="L-BFGS-B", bounds=within,
                              options={"maxiter": 2000, "ftol": 1e-14, "gtol": 1e-9})
    assert np.allclose(refit(p), there.x, atol=1e-4)


def test_a_pull_without_end_holds_the_centre_and_room_is_needed() -> None:
    p = problem(1, 50, 5, 1e9)
    assert np.allclose(refit(p), np.clip(p.centre, p.least, p.most), atol=1e-6)
    with pytest.raises(ValueError, match="no room"):
        refit(Problem(p.rows, p.meant, p.share, p.centre, p.most + 1, p.least, 1.0))
