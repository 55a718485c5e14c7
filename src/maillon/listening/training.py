"""Training of the shipped weights: deterministic, from open sets and from posts written for the project.

Needs scikit-learn and SciPy, which a running portal does not.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from maillon.listening.features import BITS, hashed
from maillon.listening.folding import tokenise
from maillon.listening.language import named_language
from maillon.listening.lexicon import ASPECTS
from maillon.listening.model import COLUMNS, HEADS, LATIN, Model, columns

_STANCE = {"positive": "up", "negative": "down", "neutral": "none", "none": "none", "up": "up", "down": "down"}
_OWN_WEIGHT = 10.0
_SETS = {
    "3i4k_korean_intent": 0.2,
    "norec_sentence": 0.3,
    "nsmc_korean": 0.3,
    "xed_subtitles": 0.02,  # labels projected from emotions, weak
    "xlmt_tweets": 1.0,
}
_MOST_PER_FILE = 12_000


@dataclass
class Example:
    """One training text with what is known of it; None where a set does not say."""

    words: list[str]
    lang: str = ""
    stance: str | None = None
    kind: str | None = None
    aspects: tuple[str, ...] | None = None
    weight: float = 1.0


@dataclass
class Corpus:
    examples: list[Example] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)


def own_posts() -> list[dict[str, Any]]:
    """The posts written for the project, in file order."""
    rows: list[dict[str, Any]] = []
    folder = files("maillon.listening").joinpath("training")
    for path in sorted(folder.iterdir(), key=lambda p: p.name):
        if path.name.endswith(".jsonl"):
            rows += [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return rows


def gather(data: Path | None, leave_out: Iterable[int] = ()) -> Corpus:
    """All training texts: own posts (but those at the places `leave_out`) and, under `data`, the sets that may train."""
    corpus = Corpus()
    skipped = set(leave_out)
    for k, row in enumerate(own_posts()):
        if k not in skipped:
            aspects = tuple(a if isinstance(a, str) else a[0] for a in row.get("aspects", ()))
            corpus.examples.append(
                Example(tokenise(row["text"]).words, row["lang"], row["stance"], row["kind"], aspects, _OWN_WEIGHT)
            )
    corpus.counts["own"] = len(corpus.examples)
    if data is not None:
        for name, weight in sorted(_SETS.items()):
            for path in sorted((data / name).glob("*.jsonl")):
                _add_file(corpus, path, name, weight)
    return corpus


def _add_file(corpus: Corpus, path: Path, name: str, weight: float) -> None:
    before = len(corpus.examples)
    for line in path.read_text("utf-8").splitlines()[: _MOST_PER_FILE * 4]:
        row = json.loads(line)
        lang = named_language(row["lang"])
        stance = _STANCE.get(str(row.get("stance")))
        kind = "question" if row.get("kind") == "question" else "other" if row.get("kind") == "other" else None
        if not lang or (stance is None and kind is None) or len(corpus.examples) - before >= _MOST_PER_FILE:
            continue
        words = tokenise(row["text"].replace("@user", " ").replace("http", " ")).words
        if words:
            corpus.examples.append(Example(words, lang, stance, kind, None, weight))
    corpus.counts[f"{name}/{path.stem}"] = len(corpus.examples) - before


def train(data: Path | None = None, leave_out: Iterable[int] = ()) -> tuple[Model, dict[str, int]]:
    """Fit the four heads and return the weights with the number of texts of each source.

    The same texts give the same bytes. Raises ImportError where scikit-learn is not installed.
    """
    from scipy.sparse import csr_matrix

    corpus = gather(data, leave_out)
    features = hashed([e.words for e in corpus.examples])
    rows = np.repeat(np.arange(len(corpus.examples)), np.diff(features.offsets))
    sizes = np.maximum(np.diff(features.offsets), 1)
    values = (1.0 / np.sqrt(sizes))[rows]
    matrix = csr_matrix((values, (rows, features.buckets)), shape=(len(corpus.examples), 1 << BITS))
    matrix.sum_duplicates()
    weights = np.zeros((1 << BITS, COLUMNS))
    bias = np.zeros(COLUMNS)
    for head, place in columns().items():
        weights[:, place], bias[place] = _fit(head, matrix, corpus.examples)
    top = np.maximum(np.abs(weights).max(axis=0), 1e-9)
    scale = (top / 127.0).astype(np.float32)
    whole = np.rint(weights / (top / 127.0)).astype(np.int8)
    return Model(whole, scale, bias.astype(np.float32)), corpus.counts


def _target(head: str, e: Example) -> str | None:
    if head == "lang":
        return e.lang if e.lang in LATIN else None
    if head == "stance":
        return e.stance if e.stance in HEADS["stance"] else None
    return e.kind


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


def _even(told: np.ndarray, share: np.ndarray, classes: int) -> np.ndarray:
    """Weights that give every class the same sum, so that a set's size is no prior."""
    sums = np.array([share[told == k].sum() for k in range(classes)])
    even: np.ndarray = (sums.sum() / classes / np.maximum(sums, 1e-9))[told]
    return even


def _fit(head: str, matrix: Any, examples: list[Example]) -> tuple[np.ndarray, np.ndarray]:
    classes = HEADS[head]
    weights = np.zeros((matrix.shape[1], len(classes)))
    bias = np.zeros(len(classes))
    if head == "aspects":
        use = np.array([k for k, e in enumerate(examples) if e.aspects is not None])
        for k, aspect in enumerate(ASPECTS):
            told = np.array([aspect in (examples[i].aspects or ()) for i in use])
            fitted = _learner(3e-4).fit(matrix[use], told)
            weights[:, k], bias[k] = fitted.coef_[0], fitted.intercept_[0]
        return weights, bias
    named = [(k, t) for k, e in enumerate(examples) if (t := _target(head, e)) is not None]
    use = np.array([k for k, _ in named])
    told = np.array([classes.index(t) for _, t in named])
    share = np.array([examples[k].weight for k, _ in named])
    if head == "kind":  # the Korean set knows questions only: keep it from teaching that all else is "other"
        share = np.where([examples[k].weight == _OWN_WEIGHT for k, _ in named], share, share * 0.2)
    if head == "lang":
        return _fit_languages(matrix[use], told, len(classes)), bias
    share = share * _even(told, share, len(classes))
    strength = 1e-4
    for k in range(len(classes)):
        fitted = _learner(strength)
        fitted.fit(matrix[use], told == k, sample_weight=share)
        weights[:, k], bias[k] = fitted.coef_[0], fitted.intercept_[0]
    return weights, bias
