"""Readers of registers: a file in, `ShopRow` and `RowRejected` out, streamed. They know no database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from maillon.territory.public import Box, FileRefused, RowRejected, check_file, json_kind

from ..rules.rows import RowReader, ShopRow


@dataclass(frozen=True)
class Format:
    """`whole_region`: such files reach past the town, so what lies outside its outline is left out, not refused."""

    name: str
    register: str
    whole_region: bool


GEOJSON = Format("geojson", "main", False)
CSV = Format("csv", "main", False)
OVERPASS = Format("overpass", "osm", True)
PBF = Format("pbf", "osm", True)


def format_of(path: Path) -> Format:
    """Tell the format from name and content. Raises FileRefused."""
    check_file(path)
    name = path.name.lower()
    if name.endswith(".pbf"):
        return PBF
    if name.endswith((".csv", ".tsv", ".txt")):
        return CSV
    if name.endswith((".json", ".geojson")):
        kind = json_kind(path)
        if kind:
            return OVERPASS if kind == "overpass" else GEOJSON
        raise FileRefused("no_features", member="features", format="GeoJSON")
    raise FileRefused("file_format", file=path.name)


def read_shops(path: Path, box: Box | None = None, kind: Format | None = None) -> Iterator[ShopRow | RowRejected]:
    """Stream the shops of a file; `box` is the town's, to tell swapped axes and far places. Raises FileRefused."""
    kind = kind or format_of(path)
    reader = RowReader(box if not kind.whole_region else None)
    if kind is PBF:
        from .pbf.read import read_pbf as read
    elif kind is OVERPASS:
        from .overpass.read import read_overpass as read
    elif kind is CSV:
        from .csv.read import read_csv as read
    else:
        from .geojson.read import read_geojson as read
    yield from read(path, reader)


__all__ = ["CSV", "GEOJSON", "OVERPASS", "PBF", "Format", "RowReader", "ShopRow", "format_of", "read_shops"]
