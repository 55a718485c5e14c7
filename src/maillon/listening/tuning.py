"""What one town has learnt: weights that differ from the shipped ones, and its own threshold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from maillon.listening.weights import bounds, weights


@dataclass(frozen=True)
class Tuning:
    """`moved`: feature → how far its weight lies from the shipped one, in log-odds; `threshold`: None for the shipped one.

    Differences, not weights, so that a town keeps what it learnt when a release brings other weights; a feature that the
    release no longer knows is left out, and no weight leaves the signs it may have.
    """

    moved: Mapping[str, float] = field(default_factory=dict)
    threshold: float | None = None

    def table(self) -> dict[str, float] | None:
        """Feature → log-odds; None where nothing is moved."""
        shipped = weights()
        moved = {name: by for name, by in self.moved.items() if by and name in shipped}
        return shipped | {name: _within(name, shipped[name] + by) for name, by in moved.items()} if moved else None

    def as_row(self) -> dict[str, Any]:
        """The tuning in JSON's words."""
        return {"moved": dict(sorted(self.moved.items())), "threshold": self.threshold}

    @classmethod
    def of_row(cls, row: Mapping[str, Any]) -> Tuning:
        """The tuning that `as_row` gave."""
        return cls({str(name): float(by) for name, by in row.get("moved", {}).items()}, row.get("threshold"))


def _within(name: str, value: float) -> float:
    least, most = bounds(name)
    return max(least, min(most, value))


SHIPPED = Tuning()
"""Nothing learnt."""
