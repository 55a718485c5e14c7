"""Training of the shipped weights: deterministic, from open sets and from posts written for the project.

Needs scikit-learn and SciPy, which a running portal does not.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from maillon.listening.corpus import OWN, Example, gather, held_out
from maillon.listening.features import BITS, hashed
from maillon.listening.model import COLUMNS, FIXED, HEADS, LATIN, Model, columns
from maillon.listening.scaling import calibrated, given_out
from maillon.listening.signals import SIGNALS, STEP
from maillon.listening.vectors import UNIT, shipped_vectors

FOLDS = 5
_MEANINGS, _SIGNALS = 2.0, 1.0
"""How large the blocks stand beside the words, which sets how freely each is weighed."""
_STRENGTH = {"stance": 1e-5, "abroad": 1e-5, "kind": 3e-5, "aspects": 1e-4, "safety": 1e-4}
_MIXED = 1e-4
"""Mixed is known of the posts written for the project only, which are few."""


class Fitted:
    """Float weights of all columns over the three blocks of features."""

    def __init__(self, size: int) -> None:
        self.weights = np.zeros((size, COLUMNS))
        self.bias = np.zeros(COLUMNS)

    def scores(self, matrix: Matrix, rows: np.ndarray) -> np.ndarray:
        """Scores of some texts, shape (rows, COLUMNS)."""
        out: np.ndarray = matrix.full[rows] @ self.weights + self.bias
        place = columns()["abroad"]
        out[:, place] = matrix.bare[rows] @ self.weights[:, place] + self.bias[place]
        return out


def train(data: Path | None = None) -> tuple[Model, dict[str, int]]:
    """Fit all heads and return the weights with the number of texts of each source.

    The same texts give the same bytes. Raises ImportError where scikit-learn is not installed.
    """
    return train_on(gather(data))


def train_on(examples: list[Example]) -> tuple[Model, dict[str, int]]:
    """`train` on texts in hand."""
    matrix = features_of(examples)
    fitted = fit(matrix, examples, np.array([k for k, e in enumerate(examples) if not held_out(e)]))
    scores = _unseen_scores(matrix, examples)
    slope, shift = calibrated(examples, scores)
    beside = together(examples)
    given = given_out(examples, scores * slope + shift, beside)
    return _rounded(fitted, slope, shift, beside, given), dict(Counter(e.source for e in examples))


class Matrix:
    """The sparse matrix of all texts: hashed words, meanings, signals. `bare`: without what cue words say."""

    def __init__(self, full: Any, bare: Any) -> None:
        self.full, self.bare = full, bare

    def of(self, head: str) -> Any:
        return self.bare if head == "abroad" else self.full


def features_of(examples: list[Example]) -> Matrix:
    """The blocks of features of all texts, in both ways."""
    from scipy.sparse import csr_matrix, hstack

    features = hashed([e.words for e in examples])
    rows = np.repeat(np.arange(len(examples)), np.diff(features.offsets))
    sizes = np.maximum(np.diff(features.offsets), 1)
    words = csr_matrix(((1.0 / np.sqrt(sizes))[rows], (rows, features.buckets)), shape=(len(examples), 1 << BITS))
    words.sum_duplicates()
    meanings = shipped_vectors().means([e.words for e in examples]) * (_MEANINGS / UNIT)
    said, bare = (
        csr_matrix(np.array(rows) * (_SIGNALS / STEP)) for rows in ([e.signals for e in examples], [e.bare for e in examples])
    )
    meant = csr_matrix(meanings)
    return Matrix(hstack([words, meant, said]).tocsr(), hstack([words, meant, bare]).tocsr())


def _unseen_scores(matrix: Matrix, examples: list[Example]) -> np.ndarray:
    """What own posts and held-out texts score by weights that never saw them: FOLDS fits, each without a share of the own."""
    own = np.array([k for k, e in enumerate(examples) if e.source == OWN])
    kept = np.array([k for k, e in enumerate(examples) if held_out(e)], np.int64)
    others = np.array([k for k, e in enumerate(examples) if e.source != OWN and not held_out(e)], np.int64)
    scores = np.zeros((len(examples), COLUMNS))
    for fold in range(FOLDS):
        held = np.concatenate([own[np.arange(len(own)) % FOLDS == fold], kept])
        fitted = fit(matrix, examples, np.concatenate([own[np.arange(len(own)) % FOLDS != fold], others]))
        scores[held] = fitted.scores(matrix, held)
    return scores


def fit(matrix: Matrix, examples: list[Example], use: np.ndarray) -> Fitted:
    """Weights of every head from the texts at the places `use`."""
    out = Fitted(matrix.full.shape[1])
    for head, place in columns().items():
        targets = _targets(head, examples, use)
        for k, told in zip(range(place.start, place.stop), targets, strict=True):
            if head == "lang":
                continue
            at, truth, share = told
            if truth.all() or not truth.any():
                continue  # nothing to tell apart
            learner = _learner(_MIXED if HEADS[head][k - place.start] == "mixed" else _STRENGTH[head])
            learner.fit(matrix.of(head)[at], truth, sample_weight=share)
            out.weights[:, k], out.bias[k] = learner.coef_[0], learner.intercept_[0]
    spoken = np.array([k for k in use if examples[k].lang in LATIN], np.int64)
    langs = np.array([LATIN.index(examples[k].lang) for k in spoken])
    out.weights[: 1 << BITS, columns()["lang"]] = _fit_languages(matrix.full[spoken][:, : 1 << BITS], langs, len(LATIN))
    return out


def _targets(head: str, examples: list[Example], use: np.ndarray) -> list[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """For each class of a head: places, whether the class is there, and weights that give both answers the same sum."""
    out = []
    for name in HEADS[head]:
        rows = [(k, answer) for k in use if (answer := _answer(head, name, examples[k])) is not None]
        at = np.array([k for k, _ in rows], np.int64)
        truth = np.array([a for _, a in rows], bool)
        share = np.array([examples[k].weight for k in at])
        if head != "aspects" and len(at):
            yes, no = share[truth].sum(), share[~truth].sum()
            share = np.where(truth, share * (yes + no) / 3 / max(yes, 1e-9), share * (yes + no) / 1.5 / max(no, 1e-9))
        out.append((at, truth, share))
    return out


def _answer(head: str, name: str, e: Example) -> bool | None:
    """Whether a text is of a class; None where that is not known or would mislead."""
    if head == "abroad":
        return None if e.stance is None or e.stance == "mixed" else e.stance == name
    if head == "stance":
        if e.stance is None or (e.source != OWN and name == "mixed") or (e.stance == "mixed" and name in ("up", "down")):
            return None
        return e.stance == name
    if head == "kind":  # the Korean set knows questions only: it must not teach that all else is "other"
        return None if e.kind is None or (e.source != OWN and name != "question") else e.kind == name
    if head == "aspects":
        return None if e.aspects is None else name in e.aspects
    return e.safety if head == "safety" else None


def _fit_languages(matrix: Any, told: np.ndarray, classes: int) -> np.ndarray:
    """Naive Bayes over hashed letter groups: how much likelier a feature is in a language than in the others.

    Robust where one language has ten times the text of another, which a linear fit was not.
    """
    counts = np.stack([np.asarray(matrix[told == k].sum(axis=0)).ravel() for k in range(classes)], axis=1)
    share = (counts + 0.02) / (counts + 0.02).sum(axis=0)
    logs: np.ndarray = np.log(share)
    return logs - logs.mean(axis=1, keepdims=True)


def _learner(alpha: float) -> Any:
    from sklearn.linear_model import SGDClassifier

    return SGDClassifier(loss="log_loss", alpha=alpha, max_iter=12, tol=None, average=True, random_state=0)


def together(examples: list[Example]) -> np.ndarray:
    """Log of P(kind | stance) / P(kind) among own posts, shape (stances, kinds), one post added to every pair."""
    counts = np.ones((len(HEADS["stance"]), len(HEADS["kind"])))
    for e in examples:
        if e.source == OWN and e.stance and e.kind:
            counts[HEADS["stance"].index(e.stance), HEADS["kind"].index(e.kind)] += 1
    return np.log(counts / counts.sum(axis=1, keepdims=True) / (counts.sum(axis=0) / counts.sum()))


def _rounded(fitted: Fitted, slope: np.ndarray, shift: np.ndarray, beside: np.ndarray, given: dict[str, np.ndarray]) -> Model:
    """The weights as whole numbers."""
    words, rest = fitted.weights[: 1 << BITS], fitted.weights[1 << BITS :]
    top = np.maximum(np.abs(words).max(axis=0), 1e-9)
    meanings, said = rest[:-SIGNALS] * _MEANINGS, rest[-SIGNALS:] * _SIGNALS
    return Model(
        np.rint(words / (top / 127.0)).astype(np.int8),
        np.rint(meanings * FIXED).astype(np.int32), np.rint(said * FIXED).astype(np.int32),
        (top / 127.0).astype(np.float32), fitted.bias.astype(np.float32),
        slope.astype(np.float32), shift.astype(np.float32), beside.astype(np.float32),
        *(given[head].astype(np.float32) for head in ("stance", "kind")),
    )  # fmt: skip
