from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry import shape

from ..models import Street, Zone
from ..rules.position import Box

ORDER = {"town": 0, "district": 1, "quarter": 2, "centre": 3, "station": 4}


@dataclass(frozen=True)
class ZoneCard:
    """`geometry` is GeoJSON (WGS 84, longitude first), or None where the caller did not ask for it."""

    id: int
    public_id: str
    town_id: int
    kind: str
    name: str
    slug: str
    parent_id: int | None
    aliases: tuple[str, ...]
    fictional: bool
    register_id: str
    geometry: dict[str, Any] | None = None


@dataclass(frozen=True)
class GazetteerZone:
    """A named place for the ear: kind as in the shops-and-zones format, plus `street`."""

    id: str
    kind: str
    name: str
    aliases: tuple[str, ...]
    ref_id: int
    geometry: dict[str, Any] | None


def card(zone: Zone, geometry: bool = True) -> ZoneCard:
    return ZoneCard(
        zone.pk,
        zone.public_id,
        zone.town_id,
        zone.kind,
        zone.name,
        zone.slug,
        zone.parent_id,
        tuple(zone.aliases),
        zone.fictional,
        zone.register_id,
        zone.geometry if geometry else None,
    )


def zones_of(town_id: int, kinds: tuple[str, ...] | None = None, *, geometry: bool = True) -> list[ZoneCard]:
    """The town's zones that are not closed: widest kind first, then by folded name. One query."""
    rows = Zone.objects.filter(town_id=town_id, closed_on=None)
    if kinds is not None:
        rows = rows.filter(kind__in=kinds)
    if not geometry:
        rows = rows.defer("geometry")
    return [card(z, geometry) for z in sorted(rows, key=lambda z: (ORDER[z.kind], z.folded, z.pk))]


def outlines_of(town_id: int) -> list[tuple[int, Any]]:
    """(zone id, shapely area) of every open zone that has an area, for "which zones hold this point?"."""
    rows = Zone.objects.filter(town_id=town_id, closed_on=None).exclude(geometry=None).values_list("pk", "geometry")
    return [(pk, area) for pk, area in ((pk, shape(geometry)) for pk, geometry in rows) if area.area > 0]


def town_box(town_id: int) -> Box | None:
    """West, south, east, north of the town's own outline, else of all its zones; None without zones."""
    rows = list(Zone.objects.filter(town_id=town_id, closed_on=None).exclude(geometry=None).values_list("kind", "geometry"))
    if not rows:
        return None
    own = [geometry for kind, geometry in rows if kind == Zone.Kind.TOWN] or [geometry for _, geometry in rows]
    west, south, east, north = shapely.total_bounds([shape(geometry) for geometry in own])
    return float(west), float(south), float(east), float(north)


def gazetteer_zones(town_id: int) -> Iterator[GazetteerZone]:
    """Every named zone and street of the town, for the ear's gazetteer. Two queries, streamed."""
    for zone in Zone.objects.filter(town_id=town_id, closed_on=None).order_by("pk").iterator(500):
        yield GazetteerZone(zone.register_id, zone.kind, zone.name, tuple(zone.aliases), zone.pk, zone.geometry)
    for street in Street.objects.filter(town_id=town_id).order_by("pk").iterator(1000):
        yield GazetteerZone(f"street:{street.public_id}", "street", street.name, tuple(street.aliases), street.pk, street.line)
