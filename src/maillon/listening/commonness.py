"""How common a word is in everyday language, from a frequency list of eight languages."""

from __future__ import annotations

import gzip
from functools import cache
from importlib.resources import files

FLOOR = 2.8
"""Zipf value given to a word that the list does not hold (rarer than about one in 1.5 million)."""


@cache
def _table() -> dict[str, float]:
    raw = files("maillon.listening").joinpath("lexicon/common_words.tsv.gz").read_bytes()
    table: dict[str, float] = {}
    for line in gzip.decompress(raw).decode("utf-8").splitlines():
        word, _, tenths = line.partition("\t")
        table[word] = int(tenths) / 10
    return table


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
