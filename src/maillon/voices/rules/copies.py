"""When two posts are one opinion: near-copies, and one author saying the same again. Both are shown, counted once.

Danger is never swallowed: a post that reads danger joins only a voice of danger, and only by its words.
"""
from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

COPY_WINDOW = dt.timedelta(days=30)
REPEAT_WINDOW = dt.timedelta(days=7)


NOBODY = frozenset({"anonymous", "anonyme", "anoniem", "anonym", "passer-by", "passant", "passante", "unknown", "inconnu"})
"""What tools write where they name no author."""


def named(author: str) -> bool:
    """Whether it is somebody's name. Posts of nobody are never by one author."""
    return any(map(str.isalnum, author)) and author.strip().casefold() not in NOBODY


def may_join(*, post_danger: bool, voice_danger: bool) -> bool:
    """Whether one may be a copy of the other: what speaks of danger and what does not are two voices, whatever the words."""
    return post_danger == voice_danger


@dataclass(frozen=True)
class Said:
    """Who said what of whom: equal ones within REPEAT_WINDOW are one opinion."""

    tool: str
    author: str
    about: frozenset[tuple[str, int]]      # ("shop", id) …, or ("street", id), ("zone", id)
    stance: str
    kind: str
    danger: bool = False

    @property
    def can_repeat(self) -> bool:
        """An unnamed author repeats nobody; what is about nothing in particular, or takes no side, repeats nothing; a second
        danger told in other words may be another one."""
        return bool(named(self.author) and self.about and self.stance != "none" and not self.danger)


def within(one: dt.datetime, other: dt.datetime, window: dt.timedelta) -> bool:
    return abs(one - other) <= window


def quarters(fingerprint: int) -> list[int]:
    """Return the four quarters of a 64-bit fingerprint, each with its place: two that differ in ≤ 3 bits share one."""
    bits = fingerprint & 0xFFFF_FFFF_FFFF_FFFF
    return [place << 16 | bits >> 16 * place & 0xFFFF for place in range(4)]
