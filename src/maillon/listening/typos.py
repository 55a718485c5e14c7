"""Names a slip or two away: an index over every name with one letter left out, one over its sound, one over its length."""

from __future__ import annotations

import json
import re
import struct
import zlib
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

MIN_LETTERS = 6
TWO_SLIPS = 8
_ALIKE = (
    ("sch", "s"), ("eau", "o"), ("au", "o"), ("ph", "f"), ("qu", "k"), ("ch", "k"), ("ck", "k"), ("oe", "o"), ("ae", "a"),
    ("ue", "u"),
)  # fmt: skip
_LETTERS = str.maketrans("cqyjwz", "kkiivs", "h")
_DOUBLE = re.compile(r"(.)\1+")


def sound(word: str) -> str:
    """A rough key of how a folded word sounds, the same for "perrodin" and "perraudin"."""
    for written, heard in _ALIKE:
        if written in word:
            word = word.replace(written, heard)
    word = _DOUBLE.sub(r"\1", word.translate(_LETTERS))
    return word[:4] + word[4:].rstrip("esxtd")


class TypoIndex:
    """Finds the names that one insertion, deletion, substitution or swap separates from a word.

    Keys are 32-bit checksums of the name joined without spaces and of all its one-letter deletions,
    sorted, so that a lookup is a binary search; every hit is verified by distance.
    """

    def __init__(self, names: list[str], keys: NDArray[np.uint32], owners: NDArray[np.int32]) -> None:
        self.names = names
        self.joined = [n.replace(" ", "") for n in names]
        self._keys = keys
        self._owners = owners
        self._sounds: dict[str, list[int]] = {}
        self._long: dict[tuple[str, int], list[int]] = {}
        self._near: dict[tuple[str, int], tuple[list[int], list[str]]] = {}
        for k, name in enumerate(self.joined):
            self._sounds.setdefault(sound(name), []).append(k)
            if len(name) >= TWO_SLIPS:
                self._long.setdefault((name[0], len(name)), []).append(k)

    @classmethod
    def build(cls, names: Iterable[tuple[str, float]], least: float = 2.0) -> TypoIndex:
        """Index the names that are long enough and carry at least `least` of specificity."""
        kept = [n for n, spec in names if len(n.replace(" ", "")) >= MIN_LETTERS and spec >= least and n.isascii()]
        pairs = sorted({(key, i) for i, n in enumerate(kept) for key in _deletions(n.replace(" ", ""))})
        return cls(kept, np.array([p[0] for p in pairs], np.uint32), np.array([p[1] for p in pairs], np.int32))

    def find(self, word: str) -> list[tuple[str, int]]:
        """Names near `word` (spaces ignored), nearest first; the first letter must be right.

        0 the same letters, 1 one slip, 2 another spelling of the same sound, 3 two slips in a long name.
        """
        target = word.replace(" ", "")
        if len(target) < MIN_LETTERS or not len(self._keys):
            return []
        wanted = np.array(sorted(set(_deletions(target))), np.uint32)
        left = np.searchsorted(self._keys, wanted, "left")
        right = np.searchsorted(self._keys, wanted, "right")
        found: set[int] = set()
        for lo, hi in zip(left.tolist(), right.tolist(), strict=True):
            found.update(self._owners[lo:hi].tolist())
        out = []
        for owner in sorted(found):
            name = self.joined[owner]
            if name[0] == target[0]:
                distance = OSA.distance(name, target, score_cutoff=1)
                if distance <= 1:
                    out.append((self.names[owner], int(distance)))
        if not out:
            out = [(self.names[k], 2) for k in self._sounds.get(sound(target), ()) if self.joined[k][0] == target[0]]
        if not out and len(target) >= TWO_SLIPS:
            out = self._far(target)
        return sorted(out, key=lambda p: (p[1], p[0]))

    def _far(self, target: str) -> list[tuple[str, int]]:
        """Names two slips away."""
        places, near = self._of_about(target[0], len(target))
        told = process.extract(target, near, scorer=OSA.distance, processor=None, score_cutoff=2, limit=None)
        return [(self.names[places[at]], 3) for _, _, at in told]

    def _of_about(self, first: str, size: int) -> tuple[list[int], list[str]]:
        """The long names that begin so and are at most two letters shorter or longer; worked out once for each."""
        known = self._near.get((first, size))
        if known is None:
            places = [k for n in range(size - 2, size + 3) for k in self._long.get((first, n), ())]
            known = self._near[first, size] = places, [self.joined[k] for k in places]
        return known

    def dump(self) -> bytes:
        head = json.dumps(self.names, ensure_ascii=True, separators=(",", ":")).encode()
        return (
            struct.pack("<QQ", len(head), len(self._keys))
            + head
            + self._keys.astype("<u4").tobytes()
            + self._owners.astype("<i4").tobytes()
        )

    @classmethod
    def load(cls, data: bytes) -> TypoIndex:
        size, count = struct.unpack_from("<QQ", data)
        keys = np.frombuffer(data, "<u4", count, 16 + size)
        owners = np.frombuffer(data, "<i4", count, 16 + size + 4 * count)
        return cls(json.loads(data[16 : 16 + size]), keys, owners)


def _deletions(word: str) -> list[int]:
    raw = word.encode()
    return [zlib.crc32(raw), *(zlib.crc32(raw[:i] + raw[i + 1 :]) for i in range(len(raw)))]
