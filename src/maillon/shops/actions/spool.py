"""First half of an import, outside the transaction: read and check the whole file, keep the good rows on disk.

So the write lock is held for the writing only, memory stays bounded, and a file that breaks in its last line changes nothing.
"""

from __future__ import annotations

import pickle
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np
import shapely

from maillon.territory.public import FileRefused, RowRejected, street_key

from ..rules.rows import ShopRow
from .bulk import chunks

BATCH = 2000
MOST_TOLD = 5000  # refusals kept with their row number; beyond that they are only counted by reason
Progress = Callable[[str, int, int | None], None]


class Spool:
    """The rows of one file. `seen` also holds the ids of refused rows: they are in the register, so they did not close."""

    def __init__(self, outline: Any | None) -> None:
        self.outline = outline
        self.file = tempfile.TemporaryFile(prefix="maillon-import-")  # noqa: SIM115 - closed by close()
        self.good = self.refused = self.outside = 0
        self.seen: set[str] = set()
        self.streets: dict[str, str] = {}
        self.told: list[RowRejected] = []
        self.reasons: Counter[str] = Counter()

    def fill(self, rows: Iterable[ShopRow | RowRejected], progress: Progress) -> None:
        """Raises FileRefused if the file breaks or holds nothing usable."""
        for part in chunks(rows, BATCH):
            shops = [row for row in part if isinstance(row, ShopRow)]
            for row in part:
                if isinstance(row, RowRejected):
                    self._refuse(row)
            self._keep(shops)
            progress("read", self.good + self.refused, None)
        if not self.good:
            raise FileRefused("nothing_usable", rows=self.refused + self.outside)
        self.streets.pop("", None)

    def batches(self) -> Iterator[list[ShopRow]]:
        self.file.seek(0)
        left = self.good
        while left:
            part = pickle.load(self.file)
            left -= len(part)
            yield part

    def close(self) -> None:
        self.file.close()

    def _refuse(self, row: RowRejected) -> None:
        self.reasons[row.reason] += 1
        self.refused += not row.kept
        if row.ref:
            self.seen.add(row.ref)
        if len(self.told) < MOST_TOLD:
            self.told.append(row)

    def _keep(self, shops: list[ShopRow]) -> None:
        if self.outline is not None and shops:
            lons, lats = (np.array([getattr(s, axis) for s in shops], float) for axis in ("lon", "lat"))  # None: nowhere
            inside = shapely.contains_xy(self.outline, lons, lats)
            self.outside += len(shops) - int(inside.sum())
            shops = [shop for shop, yes in zip(shops, inside, strict=True) if yes]
        if not shops:
            return
        for shop in shops:
            self.seen.add(shop.external_id)
            if shop.street:
                self.streets.setdefault(street_key(shop.street), shop.street)
        self.good += len(shops)
        pickle.dump(shops, self.file, pickle.HIGHEST_PROTOCOL)
