"""Near-copies: the same words posted again, by one author or by many."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable

import numpy as np

from maillon.listening.folding import tokenise

_NEAR = 3
_SHORTEST = 25
_MOST_WORDS = 400
_NOISE = re.compile(r"https?://\S+|(?<!\w)[@#][\w.@]+|\bRT\b")
_BITS = np.uint64(1) << np.arange(64, dtype=np.uint64)
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


def _mixed(values: np.ndarray) -> np.ndarray:
    """Spread 64-bit values evenly (the finaliser of splitmix64)."""
    values = values * _MULTIPLIER
    values ^= values >> np.uint64(30)
    values *= np.uint64(0xBF58476D1CE4E5B9)
    values ^= values >> np.uint64(27)
    values *= np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def fingerprint(text: str) -> int:
    """64-bit similarity hash over the folded text's words and neighbouring pairs; 0 for a text too short to compare.

    Addresses, handles and hashtags are left out, so that a copy sent to another shop is still a copy.
    After Charikar (2002), as simhash.
    """
    short = text[:20_000]
    if "@" in short or "#" in short or "http" in short or "RT" in short:
        short = _NOISE.sub(" ", short)
    words = tokenise(short).words[:_MOST_WORDS]
    if sum(map(len, words)) < _SHORTEST:
        return 0
    return _simhash(words)


def _simhash(words: list[str]) -> int:
    single = _mixed(np.array([zlib.crc32(w.encode("utf-8", "replace")) for w in words], np.uint64) + np.uint64(1))
    pairs = _mixed(single[:-1] * np.uint64(3) + single[1:])
    features = np.concatenate([single, pairs])
    set_bits = ((features[:, None] & _BITS[None, :]) != 0).sum(axis=0)
    return int(_BITS[set_bits * 2 > len(features)].sum(dtype=np.uint64))


def near(a: int, b: int) -> bool:
    """Whether two fingerprints are of nearly the same text; a text too short to compare is near none."""
    return bool(a) and bool(b) and (a ^ b).bit_count() <= _NEAR


class CopyFinder:
    """Remembers the fingerprints it has seen; two that differ in at most three bits share one of four blocks."""

    def __init__(self) -> None:
        self._seen: dict[tuple[int, int], list[tuple[int, str]]] = {}

    def see(self, post_id: str, mark: int) -> str | None:
        """The id of the first post that said nearly the same, or None; the post is remembered then."""
        if not mark:
            return None
        keys = [(block, mark >> (16 * block) & 0xFFFF) for block in range(4)]
        for key in keys:
            for other, known in self._seen.get(key, ())[:64]:
                if near(mark, other):
                    return known
        for key in keys:
            self._seen.setdefault(key, []).append((mark, post_id))
        return None


def find_copies(posts: Iterable[tuple[str, int]]) -> list[str | None]:
    """For each (id, fingerprint) the id of the first earlier near one, else None. Linear in the number of posts."""
    finder = CopyFinder()
    return [finder.see(post_id, mark) for post_id, mark in posts]
