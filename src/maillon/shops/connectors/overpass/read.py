"""Overpass API JSON (`[out:json]`, with `out center` for ways and relations), streamed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from maillon.territory.public import RowRejected, json_items

from ...rules.osm_tags import facts_of, trade_of
from ...rules.rows import RowReader, ShopRow


def read_overpass(path: Path, reader: RowReader) -> Iterator[ShopRow | RowRejected]:
    for number, element in json_items(path, "elements", "Overpass JSON"):
        yield from read_element(number, element, reader)


def read_element(number: int, element: Any, reader: RowReader) -> Iterator[ShopRow | RowRejected]:
    """Ids are `osm:node/…`. Elements without tags (corners of a way) and those that are no shop are passed over."""
    if not isinstance(element, dict) or not isinstance(element.get("tags", {}), dict):
        yield RowRejected(number, "not_a_feature")
        return
    tags = {key: value for key, value in element.get("tags", {}).items() if isinstance(value, str)}
    trade = trade_of(tags)
    if not trade:
        return
    ident, kind = element.get("id"), element.get("type")
    known = kind in ("node", "way", "relation") and isinstance(ident, int | float) and not isinstance(ident, bool)
    ref = f"osm:{kind}/{int(ident)}" if known and abs(ident) < 1e18 else ""  # type: ignore[arg-type]
    lon, lat = position_of(element)
    yield from reader.read(number, facts_of(tags, ref, trade), lon, lat)


def position_of(element: dict[str, Any]) -> tuple[Any, Any]:
    """A node's own place, the given centre, or the middle of the bounds."""
    centre, bounds = element.get("center"), element.get("bounds")
    if "lon" in element or "lat" in element:
        return element.get("lon"), element.get("lat")
    if isinstance(centre, dict):
        return centre.get("lon"), centre.get("lat")
    if isinstance(bounds, dict):
        sides = [bounds.get(side) for side in ("minlon", "maxlon", "minlat", "maxlat")]
        if all(isinstance(side, int | float) and not isinstance(side, bool) for side in sides):
            west, east, south, north = (float(side) for side in sides)  # type: ignore[arg-type]
            return (west + east) / 2, (south + north) / 2
    return None, None
