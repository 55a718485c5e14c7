"""From scores to probabilities: a slope a head and a shift a class, fitted on texts that the weights had not seen."""

from __future__ import annotations

import numpy as np

from maillon.listening.corpus import OWN, TOWN, Example, held_out
from maillon.listening.model import COLUMNS, HEADS, KINDS, STANCES, columns
from maillon.listening.reading import judge, learned_of, log_odds

_ONE_SIDED = ("up", "down", "none")
_ENOUGH = 30
"""Fewer readings of a class than these, and its probability is given out as the model has it."""


def calibrated(examples: list[Example], scores: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Slope and shift of every column that make unseen scores most likely (Guo et al. 2017, section 4.2).

    Stance is fitted on own posts and on the held-out part of the open sets, each half of the weight, so that it holds in
    either manner of writing; the other heads on own posts, which alone know them.
    """
    slope, shift = np.ones(COLUMNS), np.zeros(COLUMNS)
    own = np.array([k for k, e in enumerate(examples) if e.source == OWN])
    for head, place in columns().items():
        if head == "stance":
            _stances(examples, scores, slope, shift)
        elif head == "kind":
            told = np.array([HEADS[head].index(examples[k].kind or "other") for k in own])
            slope[place], shift[place] = _among(scores[own][:, place], told, np.ones(len(own)))
        elif head == "abroad":
            _abroad(examples, scores, place, slope, shift)
        elif head in ("aspects", "safety"):
            for column, name in zip(range(place.start, place.stop), HEADS[head], strict=True):
                yes = [name in (examples[k].aspects or ()) if head == "aspects" else bool(examples[k].safety) for k in own]
                slope[column], shift[column] = _alone(scores[own, column], np.array(yes, float))
    return slope, shift


def _sets_stance(e: Example) -> bool:
    return e.source == OWN or (held_out(e) and e.source != TOWN)


def _stances(examples: list[Example], scores: np.ndarray, slope: np.ndarray, shift: np.ndarray) -> None:
    """Up, down and none against one another; mixed by itself, for a text may be both."""
    at = columns()["stance"].start + np.array([STANCES.index(s) for s in _ONE_SIDED])
    use = [k for k, e in enumerate(examples) if e.stance in _ONE_SIDED and _sets_stance(e)]
    own = np.array([examples[k].source == OWN for k in use])
    weight = np.where(own, 1.0 / max(own.sum(), 1), 1.0 / max((~own).sum(), 1))
    told = np.array([_ONE_SIDED.index(str(examples[k].stance)) for k in use])
    slope[at], shift[at] = _among(scores[use][:, at], told, weight)
    mixed = columns()["stance"].start + STANCES.index("mixed")
    known = [k for k, e in enumerate(examples) if e.source == OWN]
    yes = np.array([examples[k].stance == "mixed" for k in known], float)
    slope[mixed], shift[mixed] = _alone(scores[known, mixed], yes)


def _abroad(examples: list[Example], scores: np.ndarray, place: slice, slope: np.ndarray, shift: np.ndarray) -> None:
    """On own posts and held-out texts, each half of the weight, read as if nobody knew their language."""
    use = [k for k, e in enumerate(examples) if e.stance in _ONE_SIDED and _sets_stance(e)]
    own = np.array([examples[k].source == OWN for k in use])
    weight = np.where(own, 1.0 / max(own.sum(), 1), 1.0 / max((~own).sum(), 1))
    told = np.array([HEADS["abroad"].index(str(examples[k].stance)) for k in use])
    slope[place], shift[place] = _among(scores[use][:, place], told, weight)


def given_out(examples: list[Example], odds: np.ndarray, together: np.ndarray) -> dict[str, np.ndarray]:
    """Slope and shift of every stance and act once the rules have chosen it, shape (classes, 2), by head.

    What the rules choose is right more or less often than the model's own probability says: they lean, and they leave out.
    Acts are fitted on own posts unseen. These are hard on purpose and hold as much blame as praise, so stances are fitted on the
    sample town's, where most is praise as it is in towns. `odds`: calibrated log-odds of the unseen texts.
    """
    beside = together.tolist()
    stances: dict[str, list[tuple[float, bool]]] = {}
    kinds: dict[str, list[tuple[float, bool]]] = {}
    for e, row in zip(examples, odds.tolist(), strict=True):
        if e.opened is None:
            continue
        said = judge(*e.opened, learned_of(row, strange=False), beside)
        if e.source == TOWN:
            stances.setdefault(said.stance, []).append((log_odds(said.stance_sure), said.stance == e.stance))
        else:
            kinds.setdefault(said.kind, []).append((log_odds(said.kind_sure), said.kind == e.kind))
    return {"stance": _as_often(stances, STANCES), "kind": _as_often(kinds, KINDS)}


def _as_often(seen: dict[str, list[tuple[float, bool]]], names: tuple[str, ...]) -> np.ndarray:
    """Slope and shift of each class that give how often it was right."""
    out = np.tile([1.0, 0.0], (len(names), 1))
    for name, found in seen.items():
        sure, right = (np.array(part, float) for part in zip(*found, strict=True))
        if len(found) >= _ENOUGH and 0 < right.sum() < len(right):
            out[names.index(name)] = _alone(sure, right)
    return out


def _among(scores: np.ndarray, told: np.ndarray, weight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """One slope, and a shift for each of several classes of which just one is true."""
    from scipy.optimize import minimize

    rows, classes = np.arange(len(told)), scores.shape[1]
    weight = weight / weight.sum()

    def loss(parts: np.ndarray) -> tuple[float, np.ndarray]:
        logits = scores * parts[0] + parts[1:]
        logits = logits - logits.max(axis=1, keepdims=True)
        p = np.exp(logits)
        p /= p.sum(axis=1, keepdims=True)
        value = float(-(weight * np.log(np.maximum(p[rows, told], 1e-12))).sum())
        p[rows, told] -= 1.0
        p *= weight[:, None]
        return value, np.concatenate([[(p * scores).sum()], p.sum(axis=0)])

    start = np.concatenate([[0.3], np.zeros(classes)])
    best = minimize(loss, start, jac=True, method="L-BFGS-B").x
    return np.full(classes, best[0]), best[1:] - best[1:].mean()


def _alone(scores: np.ndarray, told: np.ndarray) -> tuple[float, float]:
    """Slope and shift of one yes-or-no column (Platt scaling)."""
    from scipy.optimize import minimize

    def loss(parts: np.ndarray) -> tuple[float, np.ndarray]:
        z = scores * parts[0] + parts[1]
        p = 1.0 / (1.0 + np.exp(-np.clip(z, -30, 30)))
        value = -(told * np.log(p + 1e-12) + (1 - told) * np.log(1 - p + 1e-12)).mean()
        off = (p - told) / len(told)
        return value, np.array([(off * scores).sum(), off.sum()])

    best = minimize(loss, np.array([1.0, 0.0]), jac=True, method="L-BFGS-B").x
    return float(best[0]), float(best[1])
