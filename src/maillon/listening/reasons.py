"""Which words of a post weighed most in the trained model's answer: evidence where no cue word stands."""

from __future__ import annotations

from maillon.listening.lexicon import Span, stop_words
from maillon.listening.model import HEADS, columns, shipped
from maillon.listening.page import Page

_MOST = 2
_LEAST_SHARE = 0.5
"""A second word is shown where it weighs at least this share of the first."""
_LETTERS = 4
_FIRST_WORDS = 60


def heaviest(page: Page, head: str, name: str) -> list[Span]:
    """Up to two words, outside names, that speak most for the class `name` of a head; none where none speaks for it."""
    names = [(h.i, h.j) for h in page.shops]
    places = [k for k in range(min(page.size, _FIRST_WORDS)) if _counts(page, k) and not any(a <= k < b for a, b in names)]
    if not places:
        return []
    column = columns()[head].start + HEADS[head].index(name)
    alone = shipped().alone([page.tokens.words[k] for k in places], column)
    ranked = sorted(zip(alone, places, strict=True), key=lambda pair: (-pair[0], pair[1]))[:_MOST]
    return sorted((k, k + 1) for value, k in ranked if value > 0 and value >= ranked[0][0] * _LEAST_SHARE)


def _counts(page: Page, k: int) -> bool:
    word = page.tokens.words[k]
    return word not in stop_words() and (len(word) >= _LETTERS or (len(word) == 1 and word >= "\u2e80"))
