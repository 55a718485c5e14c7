"""Near-copies: the same words posted again, by one author or by many."""

from __future__ import annotations

import itertools
import re
import zlib
from collections.abc import Sequence

from maillon.listening.entries import PostEntry
from maillon.listening.folding import tokenise

_BITS = 64
_NEAR = 3
_SHORTEST = 25
_NOISE = re.compile(r"https?://\S+|(?<!\w)[@#][\w.@]+|\bRT\b")


def fingerprint(text: str) -> int:
    """64-bit similarity hash over the folded text's words and neighbouring pairs; 0 for a text too short to compare.

    Addresses, handles and hashtags are left out, so that a copy sent to another shop is still a copy.
    After Charikar (2002), as simhash.
    """
    words = tokenise(_NOISE.sub(" ", text[:20_000])).words
    if sum(map(len, words)) < _SHORTEST:
        return 0
    counts = [0] * _BITS
    for feature in _features(words):
        raw = feature.encode("utf-8", "replace")
        value = zlib.crc32(raw) << 32 | zlib.crc32(raw, 0x9E3779B9)
        for bit in range(_BITS):
            counts[bit] += 1 if value >> bit & 1 else -1
    made = 0
    for bit, count in enumerate(counts):
        if count > 0:
            made |= 1 << bit
    return made


def _features(words: list[str]) -> list[str]:
    kept = words[:400]
    return [*kept, *(f"{a} {b}" for a, b in itertools.pairwise(kept))]


def near(a: int, b: int) -> bool:
    """Whether two fingerprints are of nearly the same text; a text too short to compare is near none."""
    return bool(a) and bool(b) and (a ^ b).bit_count() <= _NEAR


def find_copies(posts: Sequence[PostEntry]) -> list[str | None]:
    """For each post the id of the first earlier one it repeats, else None. Linear in the number of posts."""
    seen: dict[tuple[int, int], list[tuple[int, str]]] = {}
    out: list[str | None] = []
    for post in posts:
        mark = fingerprint(post.text)
        original: str | None = None
        if mark:
            for block in range(4):
                for other, known in seen.get((block, mark >> (16 * block) & 0xFFFF), ())[:64]:
                    if near(mark, other):
                        original = known
                        break
                if original is not None:
                    break
            if original is None:
                for block in range(4):
                    seen.setdefault((block, mark >> (16 * block) & 0xFFFF), []).append((mark, post.id))
        out.append(original)
    return out
