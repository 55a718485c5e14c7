"""Shops, zones and posts read from files; what cannot be read is reported by line and left out."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from maillon.listening.entries import PostEntry, ShopEntry, ZoneEntry

ZONE_KINDS = frozenset({"town", "district", "quarter", "street", "centre", "station"})
csv.field_size_limit(16 * 1024 * 1024)


class UnreadableFile(ValueError):
    """The file as a whole cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class BadRow:
    """One row left out: its number (line of the file, or place in the collection, from 1) and why."""

    number: int
    reason: str


def read_shops(path: Path) -> tuple[list[ShopEntry], list[BadRow]]:
    """Shops of a GeoJSON FeatureCollection of points, or of a CSV with the same names as columns."""
    good: list[ShopEntry] = []
    bad: list[BadRow] = []
    seen: set[str] = set()
    for number, properties, geometry in _shop_rows(path):
        try:
            shop = _shop(properties, geometry)
            if shop.id in seen:
                raise ValueError(f"the id {shop.id!r} was there before")
            seen.add(shop.id)
            good.append(shop)
        except (ValueError, TypeError, KeyError, IndexError) as problem:
            bad.append(BadRow(number, str(problem)))
    return good, bad


def read_zones(path: Path) -> tuple[list[ZoneEntry], list[BadRow]]:
    """Zones of a GeoJSON FeatureCollection."""
    good: list[ZoneEntry] = []
    bad: list[BadRow] = []
    for number, feature in enumerate(_features(path), 1):
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(properties, dict) or not isinstance(properties.get("name"), str):
            bad.append(BadRow(number, "the zone has no name"))
            continue
        kind = str(properties.get("kind") or "town")
        if kind not in ZONE_KINDS:
            bad.append(BadRow(number, f"the kind {kind!r} is none of {', '.join(sorted(ZONE_KINDS))}"))
            continue
        geometry = feature.get("geometry")
        good.append(
            ZoneEntry(
                properties["name"],
                kind,
                _strings(properties.get("aliases")),
                geometry if isinstance(geometry, dict) else None,
            )
        )
    return good, bad


def read_posts(source: Path | BinaryIO, form: str = "") -> Iterator[tuple[int, PostEntry | BadRow, dict[str, Any]]]:
    """Posts of a JSONL, CSV or Parquet file (by its ending, or `form`), each with its line and its row as read.

    Raises UnreadableFile where the file as a whole is none of these.
    """
    form = form or (source.suffix.lstrip(".").lower() if isinstance(source, Path) else "jsonl")
    if form == "parquet":
        rows: Iterable[tuple[int, Any]] = _parquet_rows(source)
    elif form == "csv":
        rows = _csv_rows(source)
    else:
        rows = _json_rows(source)
    for number, row in rows:
        if isinstance(row, BadRow):
            yield number, row, {}
            continue
        try:
            yield number, post_of(row), row
        except (ValueError, TypeError, KeyError) as problem:
            yield number, BadRow(number, str(problem)), {}


def post_of(row: Any) -> PostEntry:
    """One post from a row of names and values. Raises ValueError naming what is missing."""
    if not isinstance(row, dict):
        raise ValueError("the row is not an object")
    if row.get("id") in (None, ""):
        raise ValueError("the post has no id")
    if not isinstance(row.get("text"), str):
        raise ValueError("the post has no text")
    lat, lon = _degrees(row.get("lat"), 90), _degrees(row.get("lon"), 180)
    if lat is None or lon is None:
        lat = lon = None
    return PostEntry(
        id=str(row["id"]),
        text=row["text"],
        lang=_text(row.get("lang")),
        created_at=_text(row.get("created_at")),
        source=_text(row.get("source")),
        author=_text(row.get("author")),
        lat=lat,
        lon=lon,
        mentions=_strings(row.get("mentions")),
        hashtags=_strings(row.get("hashtags")),
        urls=_strings(row.get("urls")),
        place_id=_text(row.get("place_id")),
    )


def _text(value: Any) -> str:
    return "" if value is None or isinstance(value, (dict, list)) else str(value)


def _degrees(value: Any, limit: float) -> float | None:
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return number if math.isfinite(number) and abs(number) <= limit else None


def _strings(value: Any) -> tuple[str, ...]:
    """A list of strings, however written: a list, JSON text, or words parted by semicolons."""
    if isinstance(value, str):
        text = value.strip()
        if text.startswith("["):
            try:
                value = json.loads(text)
            except (ValueError, RecursionError):
                value = [text]
        else:
            value = [part.strip() for part in text.split(";")]
    if hasattr(value, "tolist"):
        value = value.tolist()
    if not isinstance(value, (list, tuple)):
        return ()
    return tuple(str(v) for v in value if isinstance(v, (str, int)) and str(v).strip())


def _shop(properties: dict[str, Any], geometry: Any) -> ShopEntry:
    name = properties.get("name")
    if properties.get("id") in (None, ""):
        raise ValueError("the shop has no id")
    if not isinstance(name, str) or not name.strip():
        raise ValueError("the shop has no name")
    lon, lat = properties.get("lon"), properties.get("lat")
    if isinstance(geometry, dict) and geometry.get("type") == "Point":
        lon, lat = geometry["coordinates"][:2]
    handles = _strings(properties.get("handles"))
    handles += tuple(_text(properties.get(k)) for k in ("instagram", "facebook") if properties.get(k))
    ids = properties.get("place_ids")
    if isinstance(ids, str) and ids.startswith("{"):
        ids = json.loads(ids)
    trade = _text(properties.get("category")) or _text(properties.get("trade"))
    words = [trade, *_text(properties.get("cuisine")).split(";")]
    return ShopEntry(
        id=str(properties["id"]),
        name=name,
        aliases=_strings(properties.get("aliases")),
        category=" ".join(w for w in words if w),
        street=_text(properties.get("street")),
        housenumber=_text(properties.get("housenumber")),
        postcode=_text(properties.get("postcode")),
        website=_text(properties.get("website")),
        phone=_text(properties.get("phone")),
        handles=handles,
        place_ids={str(k): str(v) for k, v in ids.items()} if isinstance(ids, dict) else {},
        lon=_degrees(lon, 180),
        lat=_degrees(lat, 90),
    )


def _shop_rows(path: Path) -> Iterator[tuple[int, dict[str, Any], Any]]:
    if path.suffix.lower() == ".csv":
        for number, row in _csv_rows(path):
            if isinstance(row, dict):
                yield number, row, None
        return
    for number, feature in enumerate(_features(path), 1):
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(properties, dict):
            yield number, {}, None
            continue
        own = feature.get("id")
        yield number, properties | ({"id": own} if own not in (None, "") else {}), feature.get("geometry")


def _features(path: Path) -> list[Any]:
    try:
        data = json.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError as problem:
        raise UnreadableFile(f"{path}: no such file") from problem
    except (ValueError, RecursionError) as problem:
        raise UnreadableFile(f"{path}: not readable as GeoJSON ({problem})") from problem
    if isinstance(data, dict) and data.get("type") == "Feature":
        return [data]
    if not isinstance(data, dict) or not isinstance(data.get("features"), list):
        raise UnreadableFile(f"{path}: not a GeoJSON FeatureCollection")
    features: list[Any] = data["features"]
    return features


def _open(source: Path | BinaryIO) -> BinaryIO:
    if not isinstance(source, Path):
        return source
    try:
        return source.open("rb")
    except OSError as problem:
        raise UnreadableFile(f"{source}: {problem.strerror}") from problem


def _json_rows(source: Path | BinaryIO) -> Iterator[tuple[int, Any]]:
    with _open(source) as lines:
        for number, raw in enumerate(lines, 1):
            if not raw.strip(b"\xef\xbb\xbf \t\r\n"):
                continue
            try:
                yield number, json.loads(raw.decode("utf-8-sig"))
            except UnicodeDecodeError as problem:
                yield number, BadRow(number, f"the line is not UTF-8 (byte {problem.start + 1})")
            except (ValueError, RecursionError) as problem:
                yield number, BadRow(number, f"the line is not JSON ({str(problem)[:120]})")


def _csv_rows(source: Path | BinaryIO) -> Iterator[tuple[int, Any]]:
    with _open(source) as raw:
        try:
            text = raw.read().decode("utf-8-sig")
        except UnicodeDecodeError as problem:
            raise UnreadableFile(f"{source}: the table is not UTF-8 (byte {problem.start + 1})") from problem
    first = text.split("\n", 1)[0]
    parted = max((",", ";", "\t"), key=first.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=parted)
    try:
        for row in reader:
            if None in row:
                yield reader.line_num, BadRow(reader.line_num, "the row has more cells than the head")
                continue
            yield reader.line_num, {k: v for k, v in row.items() if v not in (None, "") or k == "text"}
    except csv.Error as problem:
        yield reader.line_num, BadRow(reader.line_num, f"the row cannot be read ({problem})")


def _parquet_rows(source: Path | BinaryIO) -> Iterator[tuple[int, Any]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(source)
        number = 0
        for batch in table.iter_batches(4096):
            for row in batch.to_pylist():
                number += 1
                yield number, row
    except (pa.ArrowException, OSError) as problem:
        raise UnreadableFile(f"{source}: not readable as Parquet ({problem})") from problem
