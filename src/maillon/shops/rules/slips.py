"""One or two slips in a typed name: letters wrong, missing, doubled, swapped, or written as they sound."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.distance import OSA

MOST_SLIPS = 2
_SOUNDS = ((re.compile("e?aux?"), "o"), (re.compile("ph"), "f"), (re.compile("qu|ck|k"), "c"), (re.compile("y"), "i"))
_DOUBLED = re.compile(r"([a-z])\1+")


def starts_of(word: str) -> list[str]:
    """Two letters with which the meant word may begin: as typed, swapped, one letter too many."""
    if not word.isascii() or len(word) < 4:
        return []
    return list(dict.fromkeys([word[:2], word[1::-1], word[1:3]]))


def slips_between(typed: Sequence[str], name: Sequence[str]) -> int | None:
    """Slips that make the typed words (folded) words of the name; None when there are too many to be meant."""
    total = 0
    for word in typed:
        # of a few letters everything is near to everything
        allowed = 0 if len(word) < 4 or not word.isascii() else 1 if len(word) < 7 else MOST_SLIPS
        total += min((_slips(word, other, allowed) for other in name), default=MOST_SLIPS + 1)
        if total > MOST_SLIPS:
            return None
    return total


def _slips(word: str, other: str, allowed: int) -> int:
    """At most `allowed`, else more than ever allowed; a word may be typed by its beginning."""
    far = MOST_SLIPS + 1
    found = min(OSA.distance(word, part, score_cutoff=allowed) for part in {other, other[: len(word)]})
    if found > allowed and allowed:
        found = 1 + OSA.distance(_sound(word), _sound(other), score_cutoff=allowed - 1)
    return found if found <= allowed else far


def _sound(word: str) -> str:
    for letters, sound in _SOUNDS:
        word = letters.sub(sound, word)
    return _DOUBLED.sub(r"\1", word)
