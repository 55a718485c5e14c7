"""Outlines of zones: read a GeoJSON geometry, say where it crosses itself, mend what can be mended."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import shapely
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry
from shapely.validation import explain_validity

from .position import number, on_globe
from .reasons import RowRejected

AREAS = ("Polygon", "MultiPolygon")
LINES = ("LineString", "MultiLineString")
LOST_SHARE = 0.02  # mending that changes more of the area than this is not ours to decide
_PLACE = re.compile(r"\[([-+0-9.eE]+) ([-+0-9.eE]+)\]")
_DEPTH = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}


def read_geometry(row: int, ref: str, geometry: Any) -> BaseGeometry | RowRejected:
    """Return the shape of a GeoJSON geometry in longitude, latitude; never raises."""
    if not isinstance(geometry, dict) or not geometry.get("coordinates"):
        return RowRejected(row, "no_position", ref=ref)
    kind = geometry.get("type")
    if kind not in _DEPTH:
        return RowRejected(row, "bad_polygon", {"message": f"type {str(kind)[:40]!r}"}, ref)
    wrong = _wrong_place(geometry["coordinates"], _DEPTH[kind])
    if wrong is not None:
        reason, args = wrong
        return RowRejected(row, reason, args, ref)
    try:
        found = shapely.force_2d(shape(geometry))
    except Exception as error:  # shapely raises several kinds for rings that are too short
        return RowRejected(row, "bad_polygon", {"message": str(error)[:120]}, ref)
    return found if not found.is_empty else RowRejected(row, "no_position", ref=ref)


def mended(row: int, ref: str, area: BaseGeometry) -> tuple[BaseGeometry, RowRejected | None] | RowRejected:
    """Return a valid area, with a note when it had to be mended; refused when mending would change what it means."""
    if area.is_valid:
        return area, None
    place = _PLACE.search(explain_validity(area))
    said: dict[str, Any] = {"lon": place.group(1) if place else "?", "lat": place.group(2) if place else "?"}
    better = _areas_only(shapely.make_valid(area))
    hull = max(area.convex_hull.area, 1e-18)
    lost = abs(better.area - abs(_ring_area(area))) / hull if not better.is_empty else 1.0
    if better.is_empty or lost > LOST_SHARE:
        return RowRejected(row, "self_crossing", {**said, "share": round(100 * lost)}, ref)
    return better, RowRejected(row, "mended_outline", said, ref, kept=True)


def as_geojson(geometry: BaseGeometry) -> dict[str, Any]:
    """GeoJSON geometry with seven decimals (about a centimetre), as plain lists."""
    return _plain(mapping(shapely.set_precision(geometry, 1e-7) if geometry.is_valid else geometry))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return round(value, 7) if isinstance(value, float) else value


def _ring_area(area: BaseGeometry) -> float:
    """Area by the shoelace formula: for a figure of eight the halves cancel out, which is how we notice."""
    parts = getattr(area, "geoms", [area])
    return sum(abs(_shoelace(p.exterior.coords)) - sum(abs(_shoelace(i.coords)) for i in p.interiors) for p in parts)


def _shoelace(points: Any) -> float:
    pairs = list(points)
    return sum(x1 * y2 - x2 * y1 for (x1, y1, *_), (x2, y2, *_) in pairwise(pairs)) / 2


def _areas_only(geometry: BaseGeometry) -> BaseGeometry:
    if geometry.geom_type in AREAS:
        return geometry
    parts = [g for g in getattr(geometry, "geoms", []) if g.geom_type in AREAS]
    return shapely.union_all(parts) if parts else shapely.Polygon()


def _wrong_place(coordinates: Any, depth: int) -> tuple[str, dict[str, Any]] | None:
    """Look at every position; nesting is checked by `depth`, so a deep bomb ends at once."""
    if not isinstance(coordinates, list | tuple):
        return "not_numeric", {"value": repr(coordinates)[:60]}
    if depth:
        for part in coordinates:
            wrong = _wrong_place(part, depth - 1)
            if wrong is not None:
                return wrong
        return None
    if not 2 <= len(coordinates) <= 4 or any(isinstance(c, str) or number(c) is None for c in coordinates):
        return "not_numeric", {"value": repr(coordinates)[:60]}
    lon, lat = float(coordinates[0]), float(coordinates[1])
    if on_globe(lon, lat):
        return None
    return ("axes_swapped_globe" if on_globe(lat, lon) else "out_of_range"), {"lon": lon, "lat": lat}
