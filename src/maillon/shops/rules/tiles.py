"""Vector tiles of shops, clustered per view. Tile scheme: web mercator XYZ; encoding: Mapbox Vector Tile 2.1. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import mapbox_vector_tile
import numpy as np
import numpy.typing as npt

DEEPEST, CELLS, EXTENT, APART = 18, 8, 4096, 17  # from zoom 17 on every shop stands for itself, if not too many
MOST = 200


@dataclass(frozen=True, slots=True)
class Cluster:
    """A point of a tile; `shop_id` is 0 when it stands for several."""

    lon: float
    lat: float
    count: int
    shop_id: int


def tile_exists(z: int, x: int, y: int) -> bool:
    return 0 <= z <= DEEPEST and 0 <= x < 2**z and 0 <= y < 2**z


def bounds_of(z: int, x: int, y: int) -> tuple[float, float, float, float]:
    """West, south, east, north of a tile, in degrees."""

    def lat(row: float) -> float:
        return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * row / 2**z))))

    return x / 2**z * 360 - 180, lat(y + 1), (x + 1) / 2**z * 360 - 180, lat(y)


def clusters_in_tile(
    lon: npt.NDArray[np.float64], lat: npt.NDArray[np.float64], ids: npt.NDArray[np.int64], z: int, x: int, y: int
) -> list[Cluster]:
    """Shops of the tile, joined cell by cell (8 × 8); west and north edges belong to it, so no shop is in two tiles."""
    west, south, east, north = bounds_of(z, x, y)
    here = np.flatnonzero((lon >= west) & (lon < east) & (lat > south) & (lat <= north))
    if not here.size:
        return []
    px, py = lon[here], lat[here]
    if z >= APART and here.size <= MOST:
        return [Cluster(float(a), float(b), 1, int(i)) for a, b, i in zip(px, py, ids[here], strict=True)]
    column = np.minimum(((px - west) / (east - west) * CELLS).astype(int), CELLS - 1)
    row = np.minimum(((north - py) / (north - south) * CELLS).astype(int), CELLS - 1)
    _, first, place, n = np.unique(row * CELLS + column, return_index=True, return_inverse=True, return_counts=True)
    mean_x, mean_y = np.bincount(place, px) / n, np.bincount(place, py) / n
    return [
        Cluster(float(a), float(b), int(k), int(ids[here[f]]) if k == 1 else 0)
        for a, b, k, f in zip(mean_x, mean_y, n, first, strict=True)
    ]


def encode_tile(points: list[tuple[Cluster, dict[str, Any]]], z: int, x: int, y: int) -> bytes:
    """Protocol buffer bytes with one layer, `shops`."""
    west, south, east, north = bounds_of(z, x, y)
    top, bottom = _mercator(north), _mercator(south)
    features = []
    for cluster, properties in points:
        px = round((cluster.lon - west) / (east - west) * EXTENT)
        py = round((_mercator(cluster.lat) - bottom) / (top - bottom) * EXTENT)
        features.append({"geometry": f"POINT({px} {py})", "properties": properties})
    return bytes(mapbox_vector_tile.encode([{"name": "shops", "features": features}], default_options={"extents": EXTENT}))


def _mercator(lat: float) -> float:
    return math.asinh(math.tan(math.radians(lat)))
