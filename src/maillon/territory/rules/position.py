"""Is this a place on earth, and in or near the town? Longitude first, degrees, WGS 84."""

from __future__ import annotations

import math
from typing import Any

from .reasons import RowRejected

Box = tuple[float, float, float, float]  # west, south, east, north
NEAR = 0.25  # degrees around the town's box in which a shop may still belong to it


def number(value: Any) -> float | None:
    """Return a finite number, also from text such as "2,35"; None for anything else."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, str):
        value = value.strip().replace(",", ".")
        if len(value) > 40:
            return None
    try:
        found = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def on_globe(lon: float, lat: float) -> bool:
    return -180 <= lon <= 180 and -90 <= lat <= 90


def near(box: Box, lon: float, lat: float, margin: float = NEAR) -> bool:
    west, south, east, north = box
    return west - margin <= lon <= east + margin and south - margin <= lat <= north + margin


def check(row: int, ref: str, lon: Any, lat: Any, box: Box | None) -> tuple[float, float] | RowRejected:
    """Return (lon, lat) or why not. With the town's `box`, swapped axes are told apart from a place that is far."""
    x, y = number(lon), number(lat)
    if x is None or y is None:
        if lon in (None, "") and lat in (None, ""):
            return RowRejected(row, "no_position", ref=ref)
        return RowRejected(row, "not_numeric", {"value": f"{lon!r}, {lat!r}"[:120]}, ref)
    said = {"lon": x, "lat": y}
    if not on_globe(x, y):
        swapped = on_globe(y, x) and (box is None or near(box, y, x))
        reason = "out_of_range" if not swapped else "axes_swapped_globe" if box is None else "axes_swapped"
        return RowRejected(row, reason, said, ref)
    if box is not None and not near(box, x, y):
        if near(box, y, x):
            return RowRejected(row, "axes_swapped", said, ref)
        return RowRejected(row, "far_away", {**said, "km": kilometres_outside(box, x, y)}, ref)
    return round(x, 7), round(y, 7)


def kilometres_outside(box: Box, lon: float, lat: float) -> int:
    """Distance from the box, rounded to whole kilometres (equirectangular: good enough to say "far")."""
    west, south, east, north = box
    dx = max(west - lon, 0.0, lon - east) * math.cos(math.radians(lat))
    dy = max(south - lat, 0.0, lat - north)
    return round(math.hypot(dx, dy) * 111.2)


def metres(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Distance of two near points in metres (equirectangular approximation, error < 0.1 % below 10 km)."""
    dx = (lon2 - lon1) * math.cos(math.radians((lat1 + lat2) / 2))
    return math.hypot(dx, lat2 - lat1) * 111_195
