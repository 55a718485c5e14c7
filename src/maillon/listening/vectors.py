"""Meanings of frequent words in many languages, as one small table: a reading carries over to languages never trained on.

The rows were distilled once from a multilingual sentence encoder (docs/model-card.md tells from which and how); running
needs NumPy only. Sums are of whole numbers, so a text has the same bits alone and in any company.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

UNIT = 512
"""Means are given as whole numbers; a mean of length one has this length."""
_MOST_PIECES = 200
_LONGEST_RUN = 5
_SHORTEST_STEM = 4
_UNSPACED_FROM = "\u2e80"


@dataclass(frozen=True)
class Vectors:
    """`rows` int8 of shape (words, size); `shares` uint8: how little a word is worn by use; `index`: folded word → row."""

    index: dict[str, int]
    rows: NDArray[np.int8]
    shares: NDArray[np.uint8]

    @property
    def size(self) -> int:
        return int(self.rows.shape[1])

    def means(self, texts: list[list[str]]) -> NDArray[np.int64]:
        """Weighted mean of each text's words, shape (texts, size), whole numbers; zeros where no word is known."""
        found = [self.pieces(words) for words in texts]
        out = np.zeros((len(texts), self.size), np.int64)
        full = [k for k, f in enumerate(found) if f]
        if not full:
            return out
        flat = np.concatenate([np.array(found[k], np.int64) for k in full])
        starts = np.cumsum([0, *(len(found[k]) for k in full[:-1])])
        weighted = self.rows[flat].astype(np.int32) * self.shares[flat].astype(np.int32)[:, None]
        sums = np.add.reduceat(weighted, starts, axis=0, dtype=np.int64)
        lengths = np.sqrt((sums * sums).sum(axis=1).astype(np.float64))
        out[full] = np.rint(sums * UNIT / np.maximum(lengths, 1.0)[:, None]).astype(np.int64)
        return out

    def pieces(self, words: list[str]) -> list[int]:
        """Rows of the words known; letters of unspaced scripts are joined into the longest words known."""
        out: list[int] = []
        i = 0
        while i < len(words) and len(out) < _MOST_PIECES:
            step = 1
            if len(words[i]) == 1 and words[i] >= _UNSPACED_FROM:
                step = self._run(words, i)
            row = self._nearest("".join(words[i : i + step]))
            if row is not None:
                out.append(row)
            i += step
        return out

    def _nearest(self, word: str) -> int | None:
        """The row of a word, or of its longest beginning that is known: endings carry little of the meaning."""
        row = self.index.get(word)
        if row is not None or len(word) <= _SHORTEST_STEM:
            return row
        for size in range(len(word) - 1, max(_SHORTEST_STEM, len(word) // 2) - 1, -1):
            if (row := self.index.get(word[:size])) is not None:
                return row
        return None

    def _run(self, words: list[str], i: int) -> int:
        for size in range(min(_LONGEST_RUN, len(words) - i), 1, -1):
            run = words[i : i + size]
            if all(len(w) == 1 for w in run) and "".join(run) in self.index:
                return size
        return 1

    def dump(self) -> bytes:
        """The table as the bytes of an .npz."""
        out = io.BytesIO()
        words = np.frombuffer("\n".join(self.index).encode(), np.uint8)
        np.savez_compressed(out, words=words, rows=self.rows, shares=self.shares)
        return out.getvalue()

    @classmethod
    def load(cls, data: bytes) -> Vectors:
        """Raises ValueError where the parts do not fit each other."""
        with np.load(io.BytesIO(data), allow_pickle=False) as stored:
            words = stored["words"].tobytes().decode().split("\n")
            rows, shares = stored["rows"], stored["shares"]
        if not len(words) == len(rows) == len(shares):
            raise ValueError("the table of words is damaged")
        return cls({word: k for k, word in enumerate(words)}, rows, shares)


@cache
def shipped_vectors() -> Vectors:
    """The table inside the package."""
    return Vectors.load(files("maillon.listening").joinpath("weights/vectors.npz").read_bytes())
