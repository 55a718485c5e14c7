"""Which zones a shop lies in, and under which words it is found: worked out, never typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import shapely
from django.db import transaction

from maillon.core import events
from maillon.territory.public import outlines_of, streets_of, tokens_of

from ..events import ShopsPlaced
from ..models import SearchToken, Shop, ShopZone
from .bulk import chunks, delete_where, insert_rows


class ZoneFinder:
    """Zones by point: bounding box first, then the prepared outline."""

    def __init__(self, town_id: int) -> None:
        self.zones = outlines_of(town_id)
        for _, area in self.zones:
            shapely.prepare(area)

    def pairs(self, ids: Sequence[int], lons: Sequence[float], lats: Sequence[float]) -> list[tuple[int, int]]:
        """(shop id, zone id) for every zone that holds the shop's point."""
        x, y, keys = np.asarray(lons, float), np.asarray(lats, float), np.asarray(ids)
        found: list[tuple[int, int]] = []
        for zone_id, area in self.zones:
            west, south, east, north = area.bounds
            near = np.flatnonzero((x >= west) & (x <= east) & (y >= south) & (y <= north))
            if near.size:
                inside = near[shapely.contains_xy(area, x[near], y[near])]
                found.extend((int(shop), zone_id) for shop in keys[inside])
        return found


def write_zones(finder: ZoneFinder, shops: Iterable[tuple[int, float | None, float | None]]) -> None:
    """Insert the memberships of (id, lon, lat), of those that have a position; old ones must be gone."""
    placed = [(pk, lon, lat) for pk, lon, lat in shops if lon is not None and lat is not None]
    if finder.zones and placed:
        ids, lons, lats = zip(*placed, strict=True)
        insert_rows(ShopZone, ("shop", "zone"), finder.pairs(ids, lons, lats))


def write_tokens(town_id: int, kind: str, names: Iterable[tuple[int, Iterable[str]]]) -> None:
    """Insert the search words of (id, names); old ones must be gone."""
    rows = [(town_id, token, kind, ref) for ref, texts in names for token in tokens_of(*texts)]
    insert_rows(SearchToken, ("town", "token", "kind", "ref_id"), rows)


def index_streets(town_id: int) -> None:
    """Give search words to the streets that have none yet (an import of shops makes streets, and changes none)."""
    done = set(SearchToken.objects.filter(town_id=town_id, kind="street").values_list("ref_id", flat=True).distinct())
    write_tokens(town_id, "street", ((s.id, (s.name, *s.aliases)) for s in streets_of(town_id) if s.id not in done))


@transaction.atomic
def place_shops(*, town_id: int) -> int:
    """Work out again in which zones the town's shops lie, and the words of its streets: its zones changed.

    Returns the number of memberships. Harmless twice.
    """
    finder = ZoneFinder(town_id)
    shops = list(Shop.objects.filter(town_id=town_id, lon__isnull=False).values_list("pk", "lon", "lat"))
    before = set(ShopZone.objects.filter(shop__town_id=town_id).values_list("shop_id", "zone_id"))
    after: set[tuple[int, int]] = set()
    for part in chunks(shops, 5000):
        after.update(finder.pairs(*zip(*part, strict=True)))
    changed = {shop for shop, _ in before ^ after}
    if changed:
        events.tell(ShopsPlaced(town_id=town_id))
    delete_where(ShopZone.objects.all(), "shop_id", changed)
    insert_rows(ShopZone, ("shop", "zone"), sorted(pair for pair in after if pair[0] in changed))
    SearchToken.objects.filter(town_id=town_id, kind="street").delete()  # other names of streets may have changed too
    index_streets(town_id)
    return len(after)
