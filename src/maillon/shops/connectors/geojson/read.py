"""GeoJSON FeatureCollection (RFC 7946) of points, streamed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from maillon.territory.public import RowRejected, json_items

from ...rules.rows import RowReader, ShopRow


def read_geojson(path: Path, reader: RowReader) -> Iterator[ShopRow | RowRejected]:
    for number, feature in json_items(path, "features", "GeoJSON"):
        yield from read_feature(number, feature, reader)


def read_feature(number: int, feature: Any, reader: RowReader) -> Iterator[ShopRow | RowRejected]:
    """The id is `feature.id`, else `properties.id`; the trade is `trade` or `category`."""
    about = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(about, dict):
        yield RowRejected(number, "not_a_feature")
        return
    ident = feature.get("id")
    facts = {
        **about,
        "id": about.get("id") if ident is None or ident == "" else ident,
        "trade": about.get("trade") or about.get("category"),
    }
    geometry = feature.get("geometry")
    ref = str(facts["id"])[:160] if isinstance(facts["id"], str | int) and not isinstance(facts["id"], bool) else ""
    if not isinstance(geometry, dict):
        geometry = {"type": "Point", "coordinates": None}
    if geometry.get("type") != "Point":
        yield RowRejected(number, "not_a_point", {"kind": str(geometry.get("type"))[:40]}, ref)
        return
    place = geometry.get("coordinates")
    if place in (None, [], ()):
        lon = lat = None
    elif isinstance(place, list) and len(place) >= 2:
        lon, lat = place[0], place[1]
        # text is not a coordinate in GeoJSON; say so instead of guessing what "2,35" may mean
        lon, lat = (f"“{v}”" if isinstance(v, str) else v for v in (lon, lat))
    else:
        lon = lat = str(place)[:60]
    yield from reader.read(number, facts, lon, lat)
