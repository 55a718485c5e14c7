"""What happened to shops, told in batches."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ShopsImported:
    """A register was imported and something changed; details are in the import run."""

    town_id: int
    register: str
    run_id: int


@dataclass(frozen=True)
class ShopsPlaced:
    """The zones of a town changed, and some of its shops lie in other ones than before."""

    town_id: int


@dataclass(frozen=True)
class ShopsMerged:
    """Two entries were one shop: what hangs on `other_id` belongs to `kept_id` from now on."""

    town_id: int
    kept_id: int
    other_id: int
