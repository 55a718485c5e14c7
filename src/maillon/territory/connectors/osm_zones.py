"""Zones from an OpenStreetMap extract: malls as centres, stations, districts and quarters, and the lines of named streets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import osmium
import shapely
from shapely.geometry import LineString, MultiLineString, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from ..rules.naming import clean
from ..rules.outlines import AREAS, as_geojson, mended
from ..rules.reasons import FileRefused, RowRejected
from ..rules.street_names import street_key
from .osm import osm_names
from .zones import NAME_LIMIT, ZoneRow

LEVELS = {"9": "district", "10": "quarter", "11": "quarter"}  # admin_level, in most countries of Europe
PLACES = {"suburb": "district", "quarter": "quarter", "neighbourhood": "quarter"}
KEYS = ("highway", "shop", "railway", "public_transport", "boundary", "place")
Found = tuple[str, str, str, tuple[str, ...], BaseGeometry]


def read_pbf_zones(path: Path) -> Iterator[ZoneRow | RowRejected]:
    """Streets are joined by name; each other object is a zone. Raises FileRefused."""
    lines: dict[str, tuple[str, tuple[str, ...], list[LineString]]] = {}
    stations: dict[str, int] = {}
    number = 0
    try:
        for ref, kind, name, aliases, geometry in _objects(path):
            if kind == "street":
                lines.setdefault(street_key(name), (name, aliases, []))[2].append(geometry)
                continue
            if kind == "station" and stations.setdefault(street_key(name), number) != number:
                continue  # entrances, platforms and the building are one station
            number += 1
            yield from _row(number, ref, kind, name, aliases, geometry)
    except (RuntimeError, UnicodeDecodeError) as error:
        raise FileRefused("not_pbf", message=" ".join(str(error).split())[:160]) from None
    for key, (name, aliases, parts) in sorted(lines.items()):
        number += 1
        joined = shapely.line_merge(MultiLineString(parts)) if len(parts) > 1 else parts[0]
        yield ZoneRow(number, f"street:{key}"[:NAME_LIMIT], "street", name, aliases, as_geojson(joined))


def _row(
    number: int, ref: str, kind: str, name: str, aliases: tuple[str, ...], geometry: BaseGeometry
) -> Iterator[ZoneRow | RowRejected]:
    if geometry.geom_type in AREAS:
        better = mended(number, ref, geometry)
        if isinstance(better, RowRejected):
            yield better
            return
        geometry, note = better
        if note:
            yield note
    yield ZoneRow(number, ref, kind, name, aliases, as_geojson(geometry))


def _objects(path: Path) -> Iterator[Found]:
    for thing in osmium.FileProcessor(str(path)).with_areas().with_filter(osmium.filter.KeyFilter(*KEYS)):
        tags = {tag.k: tag.v for tag in thing.tags}
        name, aliases = osm_names(tags)
        name = clean(name)
        if not name or len(name) > NAME_LIMIT:
            continue
        kind = kind_of(tags)
        aliases = tuple(clean(a) for a in aliases if len(a) <= NAME_LIMIT)
        if kind == "street" and isinstance(thing, osmium.osm.Way):
            places = [(n.lon, n.lat) for n in thing.nodes if n.location.valid()]
            if len(places) > 1 and street_key(name):
                yield f"osm:way/{thing.id}", kind, name, aliases, LineString(places)
        elif kind == "station" and isinstance(thing, osmium.osm.Node):
            yield f"osm:node/{thing.id}", kind, name, aliases, Point(thing.location.lon, thing.location.lat)
        elif kind and kind != "street" and isinstance(thing, osmium.osm.Area):
            area = _area(thing)
            if area is not None:
                ref = f"osm:{'way' if thing.from_way() else 'relation'}/{thing.orig_id()}"
                yield ref, kind, name, aliases, area


def kind_of(tags: dict[str, str]) -> str:
    """Return our kind of zone for OpenStreetMap's tags, or ""."""
    if tags.get("shop") == "mall":
        return "centre"
    if tags.get("railway") in ("station", "halt") or tags.get("public_transport") == "station":
        return "station"
    if tags.get("boundary") == "administrative":
        return LEVELS.get(tags.get("admin_level", ""), "")
    if tags.get("place") in PLACES:
        return PLACES[tags["place"]]
    return "street" if "highway" in tags else ""


def _area(thing: Any) -> BaseGeometry | None:
    parts = []
    for outer in thing.outer_rings():
        rings = [[(n.lon, n.lat) for n in ring] for ring in (outer, *thing.inner_rings(outer))]
        if all(len(ring) >= 4 for ring in rings):
            parts.append(Polygon(rings[0], rings[1:]))
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else MultiPolygon(parts)
