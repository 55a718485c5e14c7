"""Where all shops of a town are, kept in memory per version of its names: maps are drawn from it without a query."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

import numpy as np
import numpy.typing as npt

from ..models import Shop

HELD = 4  # towns a process keeps; 100,000 shops take 4 MB
_held: OrderedDict[tuple[int, int], Positions] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True)
class Positions:
    """Columns of equal length: longitude, latitude, primary key, sorted by key."""

    lon: npt.NDArray[np.float64]
    lat: npt.NDArray[np.float64]
    ids: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.ids)


def positions_of(town_id: int, version: int) -> Positions:
    """Open shops with a place, as of the town's `gazetteer_version`. One query when the version is new to this process."""
    key = (town_id, version)
    with _lock:
        if key in _held:
            _held.move_to_end(key)
            return _held[key]
    rows = np.array(
        list(
            Shop.objects.open_ones()
            .filter(town_id=town_id, lon__isnull=False)
            .order_by("pk")
            .values_list("lon", "lat", "pk")
            .iterator(10_000)
        ),
        dtype=float,
    ).reshape(-1, 3)
    found = Positions(rows[:, 0].copy(), rows[:, 1].copy(), rows[:, 2].astype(np.int64))
    with _lock:
        for old in [k for k in _held if k[0] == town_id]:
            del _held[old]
        _held[key] = found
        while len(_held) > HELD:
            _held.popitem(last=False)
    return found


def forget() -> None:
    """Drop all that is kept (tests)."""
    _held.clear()
