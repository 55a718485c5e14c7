"""How common a word is in everyday language, from a frequency list of eight languages."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

FLOOR = 2.8
"""Zipf value given to a word that the list does not hold (rarer than about one in 1.5 million)."""


TONGUES = ("de", "en", "es", "fr", "it", "nb", "nl", "pl")
"""The languages of the list, in the order of the bits of its third column."""
_BIT = {lang: 1 << k for k, lang in enumerate(TONGUES)}
USED = 3.2
"""Zipf value from which a word counts as used in a language."""


def _rows() -> Iterator[list[str]]:
    raw = files("maillon.listening").joinpath("lexicon/common_words.tsv.gz").read_bytes()
    return (line.split("\t") for line in gzip.decompress(raw).decode("utf-8").splitlines())


@cache
def _table() -> dict[str, float]:
    return {word: int(tenths) / 10 for word, tenths, _ in _rows()}


@cache
def _tongues() -> dict[str, int]:
    return {word: int(mask, 16) for word, _, mask in _rows()}


def strange(word: str, lang: str) -> float:
    """How much rarer a word is in one language than where it is most common: "semilla" in an English text.

    0 where it is used in that language, where nothing is known, and for numbers.
    """
    mask = _tongues().get(word)
    if mask is None or lang not in _BIT or mask & _BIT[lang]:
        return 0.0
    return max(0.0, zipf(word) - FLOOR)


def zipf(word: str) -> float:
    """Zipf frequency of a folded word (log10 of uses per thousand million), in whichever language it is most common."""
    known = _table().get(word)
    if known is not None:
        return known
    if word.isdigit():
        return 5.0 if len(word) <= 2 else 4.0
    if len(word) <= 2 and word.isascii():
        return 5.5
    return FLOOR


def rarity(word: str) -> float:
    """Bits of proof a word carries on its own: 0 for "the", about 2 for "jardin", 3.7 for a word nobody uses."""
    return max(0.0, 6.5 - zipf(word))


def specificity(words: list[str]) -> float:
    """Sum of the rarity of the words of a name."""
    return sum(rarity(w) for w in words)
