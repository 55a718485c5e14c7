"""States as a table of allowed moves."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


class MoveRefused(ValueError):
    """A move that the table does not allow."""

    def __init__(self, before: str, after: str) -> None:
        super().__init__(f"{before!r} may not become {after!r}")
        self.before, self.after = before, after


@dataclass(frozen=True)
class States:
    """`moves[before]` is the set of states that may follow. Every state must have a row, final ones an empty one.

    Raises ValueError when made with a move to a state that has no row.
    """

    first: str
    moves: Mapping[str, frozenset[str]]

    def __post_init__(self) -> None:
        known = set(self.moves)
        unknown = {after for afters in self.moves.values() for after in afters} - known
        if unknown or self.first not in known:
            raise ValueError(f"states without a row: {sorted(unknown | ({self.first} - known))}")

    def allows(self, before: str, after: str) -> bool:
        return after in self.moves[before]

    def check(self, before: str, after: str) -> None:
        """Raise MoveRefused unless `before` may become `after`."""
        if not self.allows(before, after):
            raise MoveRefused(before, after)
