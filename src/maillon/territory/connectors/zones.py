"""Zones, stations and streets from files. Pure: a file in, rows and refusals out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..rules.naming import clean
from ..rules.outlines import AREAS, LINES, as_geojson, mended, read_geometry
from ..rules.reasons import FileRefused, RowRejected
from .files import check_file, json_items, json_kind

KINDS = ("town", "district", "quarter", "street", "centre", "station")
NAME_LIMIT = 120
SHAPES = {"street": LINES, "station": ("Point", *AREAS)}


@dataclass(frozen=True, slots=True)
class ZoneRow:
    """One zone or street as its file tells it; `geometry` is GeoJSON, valid."""

    row: int
    register_id: str
    kind: str
    name: str
    aliases: tuple[str, ...]
    geometry: dict[str, Any]
    parent: str = ""
    fictional: bool = False


def read_zones(path: Path) -> Iterator[ZoneRow | RowRejected]:
    """Read GeoJSON or .osm.pbf. Raises FileRefused; a bad row is yielded as RowRejected and the rest goes on."""
    check_file(path)
    if path.name.lower().endswith(".pbf"):
        from .osm_zones import read_pbf_zones

        yield from read_pbf_zones(path)
        return
    if json_kind(path) != "geojson":
        raise FileRefused("no_features", member="features", format="GeoJSON")
    seen: dict[str, int] = {}
    for number, feature in json_items(path, "features", "GeoJSON"):
        yield from zone_of(number, feature, seen)


def zone_of(number: int, feature: Any, seen: dict[str, int]) -> Iterator[ZoneRow | RowRejected]:
    """Yield the zone of a GeoJSON feature (and a note if its outline was mended), or why not. Never raises."""
    about = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(about, dict):
        yield RowRejected(number, "not_a_feature")
        return
    ref = text_of(feature.get("id")) or text_of(about.get("id"))
    problem = _identity(number, ref, about, seen)
    if problem:
        yield problem
        return
    kind = text_of(about.get("kind")) or "quarter"
    found = read_geometry(number, ref, feature.get("geometry"))
    if isinstance(found, RowRejected):
        yield found
        return
    if found.geom_type not in SHAPES.get(kind, AREAS):
        yield RowRejected(number, "zone_shape", {"kind": kind, "shape": found.geom_type}, ref)
        return
    if found.geom_type in AREAS:
        better = mended(number, ref, found)
        if isinstance(better, RowRejected):
            yield better
            return
        found, note = better
        if note:
            yield note
    yield ZoneRow(
        number,
        ref,
        kind,
        clean(str(about["name"])),
        texts_of(about.get("aliases")),
        as_geojson(found),
        text_of(about.get("parent")),
        about.get("fictional") is True,
    )


def _identity(number: int, ref: str, about: dict[str, Any], seen: dict[str, int]) -> RowRejected | None:
    if not ref:
        return RowRejected(number, "no_id")
    if len(ref) > NAME_LIMIT:
        return RowRejected(number, "id_too_long", {"limit": NAME_LIMIT})
    if ref in seen:
        return RowRejected(number, "double_id", {"id": ref, "first": seen[ref]}, ref)
    seen[ref] = number
    name = text_of(about.get("name"))
    if not name:
        return RowRejected(number, "no_name", ref=ref)
    if len(name) > NAME_LIMIT:
        return RowRejected(number, "name_too_long", {"length": len(name), "limit": NAME_LIMIT}, ref)
    kind = text_of(about.get("kind")) or "quarter"
    if kind not in KINDS:
        return RowRejected(number, "zone_kind", {"kind": kind}, ref)
    return None


def text_of(value: Any) -> str:
    """One clean line of text from a JSON value; numbers are written out, anything else is empty."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value) if abs(value) < 1e18 else value
    try:
        return clean(str(value))
    except ValueError:  # an integer of thousands of digits
        return ""


def texts_of(value: Any, limit: int = NAME_LIMIT, most: int = 40) -> tuple[str, ...]:
    """Clean, different, non-empty texts of a JSON list, or of one text with ; or | between."""
    if isinstance(value, str):
        value = value.replace("|", ";").split(";")
    if not isinstance(value, list | tuple):
        return ()
    found = (text_of(part) for part in value[: most * 4])
    return tuple(dict.fromkeys(part for part in found if part and len(part) <= limit))[:most]
