"""The trained weights: hashed features to language, stance, kind and aspects. NumPy only, whole numbers inside."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from maillon.listening.features import BITS, Hashed, hashed
from maillon.listening.lexicon import ASPECTS

LATIN = ("en", "fr", "nl", "nb", "pl", "de", "es", "it")
STANCE_CLASSES = ("up", "down", "none")
KIND_CLASSES = ("recommendation", "complaint", "suggestion", "question", "thanks", "other")
HEADS: dict[str, tuple[str, ...]] = {
    "lang": LATIN,
    "stance": STANCE_CLASSES,
    "kind": KIND_CLASSES,
    "aspects": ASPECTS,
}
COLUMNS = sum(len(c) for c in HEADS.values())


@dataclass(frozen=True)
class Model:
    """`weights` int8 of shape (2**BITS, COLUMNS); `scale` and `bias` float32 per column give log-odds."""

    weights: NDArray[np.int8]
    scale: NDArray[np.float32]
    bias: NDArray[np.float32]

    def score(self, texts: list[list[str]]) -> NDArray[np.float64]:
        """Log-odds, shape (texts, COLUMNS). Sums are of whole numbers, so any batching gives the same bits."""
        features = hashed(texts)
        sums = sum_rows(self.weights, features)
        sizes = np.maximum(np.diff(features.offsets), 1).astype(np.float64)
        return sums * self.scale.astype(np.float64) / np.sqrt(sizes)[:, None] + self.bias.astype(np.float64)

    def dump(self) -> bytes:
        """The weights as the bytes of an .npz; the same weights give the same bytes."""
        out = io.BytesIO()
        np.savez_compressed(out, weights=self.weights, scale=self.scale, bias=self.bias)
        return out.getvalue()

    @classmethod
    def load(cls, data: bytes) -> Model:
        """Raises ValueError where the bytes are no weights of this version."""
        with np.load(io.BytesIO(data), allow_pickle=False) as stored:
            weights = stored["weights"]
            if weights.shape != (1 << BITS, COLUMNS):
                raise ValueError("the weights are of another version")
            return cls(weights, stored["scale"], stored["bias"])


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
def shipped() -> Model | None:
    """The weights inside the package, or None where there are none."""
    path = files("maillon.listening").joinpath("weights/reading.npz")
    return Model.load(path.read_bytes()) if path.is_file() else None


@cache
def columns() -> dict[str, slice]:
    """Where each head's columns stand."""
    out: dict[str, slice] = {}
    at = 0
    for head, classes in HEADS.items():
        out[head] = slice(at, at + len(classes))
        at += len(classes)
    return out
