"""When two posts are one opinion: near-copies, and one author saying the same again. Both are shown, counted once."""
from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

COPY_WINDOW = dt.timedelta(days=30)
REPEAT_WINDOW = dt.timedelta(days=7)


@dataclass(frozen=True)
class Said:
    """Who said what of whom: equal ones within REPEAT_WINDOW are one opinion."""

    tool: str
    author: str
    about: frozenset[tuple[str, int]]      # ("shop", id) …, or ("street", id), ("zone", id)
    stance: str
    kind: str

    @property
    def can_repeat(self) -> bool:
        """An unnamed author repeats nobody; an opinion about nothing in particular repeats nothing."""
        return bool(self.author and self.about)


def within(one: dt.datetime, other: dt.datetime, window: dt.timedelta) -> bool:
    return abs(one - other) <= window


def quarters(fingerprint: int) -> list[int]:
    """Return the four quarters of a 64-bit fingerprint, each with its place: two that differ in ≤ 3 bits share one."""
    bits = fingerprint & 0xFFFF_FFFF_FFFF_FFFF
    return [place << 16 | bits >> 16 * place & 0xFFFF for place in range(4)]
