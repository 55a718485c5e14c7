"""What to say first about a week: the one thing that differs most from its habit, or honestly that nothing does."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .usual import Usual, strangeness

LEAST = 1.5
"""Standard deviations outside the usual below which nothing is news."""
MIN_VOICES = 5
"""A finding rests on at least so many voices."""

WEIGHT = {"aspect": 0.5}
"""A subject gathers what many places say; one can go to a street."""


@dataclass(frozen=True)
class Candidate:
    """A street, shop or aspect with its week. `key` finds it again, `name` is shown."""

    kind: str
    key: str
    name: str
    n: int
    usual: Usual | None


@dataclass(frozen=True)
class Finding:
    """`kind` is street, shop, aspect, quiet (nothing differs), few (too few to say) or empty; `times` = n / middle of usual."""

    kind: str
    key: str = ""
    name: str = ""
    n: int = 0
    usual: Usual | None = None
    above: bool = True

    @property
    def times(self) -> float:
        return self.n / max(self.usual.middle, 1.0) if self.usual else 0.0


def most_unusual(candidates: Iterable[Candidate], total: int) -> Finding:
    """Choose the finding; streets before shops before aspects where they differ alike. `total`: voices of the week."""
    if total == 0:
        return Finding("empty")
    known = [c for c in candidates if c.usual is not None]
    if not known:
        return Finding("few", n=total)
    first = {"street": 0, "shop": 1, "aspect": 2}
    scored = [(abs(strangeness(c.n, c.usual)) * WEIGHT.get(c.kind, 1.0), -first.get(c.kind, 3), c) for c in known
              if c.usual and max(c.n, c.usual.low) >= MIN_VOICES]
    best = max(scored, key=lambda s: (s[0], s[1], s[2].n, s[2].name), default=None)
    if best is None or best[0] < LEAST:
        return Finding("quiet", n=total)
    c = best[2]
    return Finding(c.kind, c.key, c.name, c.n, c.usual, above=c.usual is not None and c.n > c.usual.high)
