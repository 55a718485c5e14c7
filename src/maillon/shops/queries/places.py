from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from maillon.territory.public import ZoneCard, zones_of

from ..models import Shop, ShopZone


def points_by_street(street_ids: Iterable[int]) -> dict[int, list[tuple[float, float]]]:
    """(lon, lat) of the open shops of each street: what a street without a line is drawn from. One query for each 800."""
    wanted = list(street_ids)
    found: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for start in range(0, len(wanted), 800):
        rows = Shop.objects.open_ones().filter(street_id__in=wanted[start : start + 800], lon__isnull=False).order_by("pk")
        for street, lon, lat in rows.values_list("street_id", "lon", "lat"):
            found[street].append((float(lon or 0), float(lat or 0)))
    return dict(found)


def zones_of_shop(town_id: int, shop_id: int) -> list[ZoneCard]:
    """The zones a shop lies in, widest first, without geometry. Two queries."""
    inside = set(ShopZone.objects.filter(shop_id=shop_id).values_list("zone_id", flat=True))
    return [zone for zone in zones_of(town_id, geometry=False) if zone.id in inside]


def shops_in_zones(zone_ids: Collection[int], *, at_most: int) -> list[int]:
    """Return the primary keys of the open shops in any of these zones, by name. No query without a zone."""
    if not zone_ids:
        return []
    inside = ShopZone.objects.filter(zone_id__in=zone_ids).values("shop_id")
    rows = Shop.objects.open_ones().filter(pk__in=inside).order_by("folded", "pk")
    return list(rows.values_list("pk", flat=True)[:at_most])
