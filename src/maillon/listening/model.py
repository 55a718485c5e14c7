"""The trained weights: words, meanings and signals of a text to language, stance, kind, aspects and danger.

NumPy only, whole numbers inside, so that a text scores the same bits alone and in any company.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, fields
from functools import cache, cached_property
from importlib.resources import files
from typing import cast

import numpy as np
from numpy.typing import NDArray

from maillon.listening.features import BITS, Hashed, hashed
from maillon.listening.lexicon import ASPECTS
from maillon.listening.signals import SIGNALS, STEP
from maillon.listening.vectors import UNIT, shipped_vectors

LATIN = ("en", "fr", "nl", "nb", "pl", "de", "es", "it")
STANCES = ("up", "down", "mixed", "none")
KINDS = ("recommendation", "complaint", "suggestion", "question", "thanks", "other")
HEADS: dict[str, tuple[str, ...]] = {
    "lang": LATIN,
    "stance": STANCES,
    "kind": KINDS,
    "aspects": ASPECTS,
    "safety": ("danger",),
    "abroad": ("up", "down", "none"),
}
"""`abroad`: stance in a language outside the ten, from meanings above all and never from cue words."""
COLUMNS = sum(len(c) for c in HEADS.values())
FIXED = 4096
"""Weights of meanings and signals are kept as whole numbers of this part."""


@dataclass(frozen=True)
class Model:
    """What each feature says for each column, in log-odds once scaled.

    `words` int8 of shape (2**BITS, COLUMNS), `meanings` int32 (size of the vectors, COLUMNS), `signals` int32 (SIGNALS,
    COLUMNS); `scale`, `bias` float32 per column. `slope`, `shift` float32 per column turn a score into the calibrated
    log-odds that are given out. `together` float32 (stances, kinds): log of how much likelier an act is beside a stance.
    `given_stance` and `given_kind` float32 (classes, 2): slope and shift of the log-odds of a class once rules have chosen it.
    """

    words: NDArray[np.int8]
    meanings: NDArray[np.int32]
    signals: NDArray[np.int32]
    scale: NDArray[np.float32]
    bias: NDArray[np.float32]
    slope: NDArray[np.float32]
    shift: NDArray[np.float32]
    together: NDArray[np.float32]
    given_stance: NDArray[np.float32]
    given_kind: NDArray[np.float32]

    @cached_property
    def beside(self) -> list[list[float]]:
        """`together` as plain numbers, which single posts are read faster with."""
        return cast(list[list[float]], self.together.tolist())

    def score(self, texts: list[list[str]]) -> NDArray[np.float64]:
        """Raw scores from words and their meanings, shape (texts, COLUMNS). A text is its folded words and signs."""
        features = hashed(texts)
        sums = sum_rows(self.words, features)
        sizes = np.maximum(np.diff(features.offsets), 1).astype(np.float64)
        meant = shipped_vectors().means(texts) @ self.meanings.astype(np.int64)
        return (
            sums * self.scale.astype(np.float64) / np.sqrt(sizes)[:, None]
            + meant.astype(np.float64) / (UNIT * FIXED)
            + self.bias.astype(np.float64)
        )

    def told(self, scores: NDArray[np.float64], signals: list[list[int]]) -> NDArray[np.float64]:
        """Calibrated log-odds, shape (texts, COLUMNS), of raw scores and the signals of the same texts."""
        said = np.array(signals, np.int64).reshape(-1, SIGNALS) @ self.signals.astype(np.int64)
        raw = scores + said.astype(np.float64) / (STEP * FIXED)
        return raw * self.slope.astype(np.float64) + self.shift.astype(np.float64)

    def dump(self) -> bytes:
        """The weights as the bytes of an .npz; the same weights give the same bytes."""
        out = io.BytesIO()
        np.savez_compressed(out, **{f.name: getattr(self, f.name) for f in fields(self)})
        return out.getvalue()

    @classmethod
    def load(cls, data: bytes) -> Model:
        """Raises ValueError where the bytes are no weights of this version."""
        with np.load(io.BytesIO(data), allow_pickle=False) as stored:
            parts = {name: stored[name] for name in stored.files}
        if set(parts) != {f.name for f in fields(cls)} or parts["words"].shape != (1 << BITS, COLUMNS):
            raise ValueError("the weights are of another version")
        if parts["signals"].shape != (SIGNALS, COLUMNS):
            raise ValueError("the weights are of another version")
        return cls(**parts)


def sum_rows(weights: NDArray[np.int8], features: Hashed) -> NDArray[np.float64]:
    """For each text the sum of its features' rows."""
    texts = len(features.offsets) - 1
    out = np.zeros((texts, weights.shape[1]), np.int64)
    full = np.flatnonzero(np.diff(features.offsets))
    if len(full):
        gathered = weights[features.buckets]
        out[full] = np.add.reduceat(gathered, features.offsets[full], axis=0, dtype=np.int32)
    return out.astype(np.float64)


@cache
def shipped() -> Model:
    """The weights inside the package."""
    return Model.load(files("maillon.listening").joinpath("weights/reading.npz").read_bytes())


@cache
def columns() -> dict[str, slice]:
    """Where each head's columns stand."""
    out: dict[str, slice] = {}
    at = 0
    for head, classes in HEADS.items():
        out[head] = slice(at, at + len(classes))
        at += len(classes)
    return out
