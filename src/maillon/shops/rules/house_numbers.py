"""A house number within a typed address: "12 rue Lepic", "Lepic 12 bis"."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"[0-9]{1,5}(?:[a-z]|bis|ter|quater)?")
_MORE = frozenset({"bis", "ter", "quater"})


def number_in(words: list[str]) -> tuple[str, list[str]]:
    """The number as one word and the other words; ("", words) where no number stands at either end beside words."""
    for at in (0, len(words) - 1):
        if len(words) > 1 and _NUMBER.fullmatch(words[at]):
            rest = words[:at] + words[at + 1 :]
            if at == 0 and len(rest) > 1 and rest[0] in _MORE:
                return words[at] + rest[0], rest[1:]
            return words[at], rest
    if len(words) > 2 and words[-1] in _MORE and _NUMBER.fullmatch(words[-2]):
        return words[-2] + words[-1], words[:-2]
    return "", words


def numbered(housenumber: str, wanted: str) -> int | None:
    """How a shop's folded number answers the wanted one: 0 the same, 1 beside it ("12 bis", "12-14" for "12"), None not."""
    joined = housenumber.replace(" ", "")
    if joined == wanted:
        return 0
    return 1 if wanted in re.findall(r"[0-9]+[a-z]?", housenumber) else None
