"""Everyday words for trades (`trade_words.toml`), and when a typed text means one: singular or plural, joined or apart."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

_PLURAL = re.compile(r"(?<=[a-z]{3})[sx](?= |$)")  # bakers, gâteaux: English, French and Dutch
_MANY = re.compile(r"(?<=[a-z]{2})ies(?= |$)")  # bakeries
SHORTEST_JOINED = 5


@cache
def everyday_words(language: str) -> dict[str, tuple[str, ...]]:
    """Trade → words, as written; {} for a language without any."""
    rows = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return {trade: tuple(words[language]) for trade, words in rows.items() if language in words}


def forms(folded: str) -> list[str]:
    """The folded text as typed, and its words in the singular."""
    return list(dict.fromkeys([folded, _PLURAL.sub("", folded), _MANY.sub("y", folded)]))


def begins(words: str, typed: str) -> int | None:
    """How the folded `words` answer the folded `typed`: 0 the same, 1 from their beginning, 2 within, None not at all.

    "book shop" is "bookshop"; in scripts without spaces any piece counts.
    """
    joined, whole = typed.replace(" ", ""), words.replace(" ", "")
    if words == typed or (joined == whole and len(joined) >= SHORTEST_JOINED):
        return 0
    if words.startswith(typed) or (len(joined) >= SHORTEST_JOINED and whole.startswith(joined)):
        return 1
    return 2 if f" {typed}" in words or (not typed.isascii() and typed in words) else None
