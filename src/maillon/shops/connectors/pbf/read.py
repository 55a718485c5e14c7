"""OpenStreetMap extracts (.osm.pbf): shops that are nodes, ways or areas. osmium keeps memory to the extract's node places."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import osmium
from shapely.geometry import shape

from maillon.territory.public import FileRefused, RowRejected, check_file

from ...rules.osm_tags import KEYS, facts_of, trade_of
from ...rules.rows import RowReader, ShopRow


def read_pbf(path: Path, reader: RowReader) -> Iterator[ShopRow | RowRejected]:
    """Rows are numbered in the order in which shops stand in the file. Raises FileRefused."""
    check_file(path)
    number = 0
    try:
        objects = osmium.FileProcessor(str(path)).with_areas().with_filter(osmium.filter.KeyFilter(*KEYS))
        for thing in objects:
            tags = {tag.k: tag.v for tag in thing.tags}
            trade = trade_of(tags)
            if not trade:
                continue
            place = place_of(thing)
            if place is None:
                continue
            number += 1
            ref, lon, lat = place
            yield from reader.read(number, facts_of(tags, ref, trade), lon, lat)
    except (RuntimeError, UnicodeDecodeError) as error:
        raise FileRefused("not_pbf", message=" ".join(str(error).split())[:160]) from None


def place_of(thing: Any) -> tuple[str, float | None, float | None] | None:
    """(id, lon, lat). A closed way comes twice, as way and as area: the area is taken, with its centre of gravity."""
    if isinstance(thing, osmium.osm.Node):
        return f"osm:node/{thing.id}", thing.location.lon, thing.location.lat
    if isinstance(thing, osmium.osm.Area):
        kind = "way" if thing.from_way() else "relation"
        return f"osm:{kind}/{thing.orig_id()}", *_centre(thing)
    if isinstance(thing, osmium.osm.Way) and not thing.is_closed():
        places = [node.location for node in thing.nodes if node.location.valid()]
        if places:
            return f"osm:way/{thing.id}", places[len(places) // 2].lon, places[len(places) // 2].lat
    return None


def _centre(area: Any) -> tuple[float | None, float | None]:
    for outer in area.outer_rings():
        corners = [(n.lon, n.lat) for n in outer if n.location.valid()]
        if len(corners) >= 4:
            point = shape({"type": "Polygon", "coordinates": [corners]}).representative_point()
            return point.x, point.y
    return None, None
