"""Words and letter groups of many texts hashed in one pass, without a loop over letters."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BITS = 17
"""Features fall into 2**BITS buckets."""
_MAX_LETTERS = 1200
_LETTER_SIZES = (2, 3, 4, 5)
_ODD = np.uint64(0x9E3779B97F4A7C15)
_MEMO: dict[str, int] = {}


@dataclass(frozen=True, slots=True)
class Hashed:
    """Buckets of the features of all texts one after the other; text k owns [offsets[k], offsets[k+1])."""

    buckets: NDArray[np.int32]
    offsets: NDArray[np.int64]


def _spread(values: NDArray[np.uint64]) -> NDArray[np.int32]:
    mixed = values * _ODD
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    return (mixed >> np.uint64(64 - BITS)).astype(np.int32)


def _word_number(word: str) -> int:
    number = _MEMO.get(word)
    if number is None:
        number = zlib.crc32(word.encode("utf-8", "replace"))
        if len(_MEMO) < 200_000:
            _MEMO[word] = number
    return number


def hashed(texts: list[list[str]]) -> Hashed:
    """Features of folded texts given as words: words, neighbouring pairs, groups of 2–5 letters over word ends."""
    words, word_of = _word_features(texts)
    letters, letter_of = _letter_features(texts)
    owner = np.concatenate([word_of, letter_of])
    order = np.argsort(owner, kind="stable")
    buckets = np.concatenate([words, letters])[order]
    counts = np.bincount(owner, minlength=len(texts))
    return Hashed(buckets, np.concatenate([[0], np.cumsum(counts)]).astype(np.int64))


def _word_features(texts: list[list[str]]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    sizes = np.array([min(len(t), _MAX_LETTERS // 4) for t in texts], np.int64)
    flat = [_word_number(w) for t, n in zip(texts, sizes.tolist(), strict=True) for w in t[:n]]
    single = np.array(flat, np.uint64) + np.uint64(11)
    owner = np.repeat(np.arange(len(texts)), sizes)
    if not len(single):
        return np.zeros(0, np.int32), owner
    same = owner[1:] == owner[:-1]
    pairs = (single[:-1] * np.uint64(0x100000001B3) + single[1:] + np.uint64(7))[same]
    return np.concatenate([_spread(single), _spread(pairs)]), np.concatenate([owner, owner[1:][same]])


def _letter_features(texts: list[list[str]]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    joined = [(" " + " ".join(t) + " ")[:_MAX_LETTERS] if t else "" for t in texts]
    codes = np.frombuffer("".join(joined).encode("utf-32-le", "replace"), np.uint32).astype(np.uint64)
    owner = np.repeat(np.arange(len(texts)), [len(j) for j in joined])
    rolling = codes + np.uint64(1)
    parts: list[NDArray[np.int32]] = []
    owners: list[NDArray[np.int64]] = []
    for size in range(2, max(_LETTER_SIZES) + 1):
        if len(rolling) < 2:
            break
        rolling = rolling[:-1] * np.uint64(0x01000193) + codes[size - 1 :]
        whole = owner[size - 1 :] == owner[: len(owner) - size + 1]
        if size in _LETTER_SIZES:
            parts.append(_spread(rolling[whole] + np.uint64(size << 58)))
            owners.append(owner[size - 1 :][whole])
    if not parts:
        return np.zeros(0, np.int32), np.zeros(0, np.int64)
    return np.concatenate(parts), np.concatenate(owners)
