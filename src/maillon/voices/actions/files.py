"""A file becomes a source in three steps: received, its columns named, started."""
from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from maillon.core import audit, work
from maillon.core.public_id import new_public_id
from maillon.territory.public import town_by_id
from maillon.voices.connectors.file.mapping import guess
from maillon.voices.connectors.file.reading import FileRefused, Problem, Shape, look
from maillon.voices.connectors.file.source import DryRun, dry_run, folder_of, unroll, unrolled
from maillon.voices.models import Source
from maillon.voices.rules.cleaning import clean_line
from maillon.voices.rules.deliveries import SourceDown
from maillon.voices.rules.rhythm import LEASE

from .sources import PULL, NameTaken

LARGEST = 200 * 1024 * 1024              # bytes
LOOKED_AT = 200                          # rows in which columns are looked for


def receive_file(*, town_id: int, name: str, file_name: str, pieces: Iterable[bytes], by: int, now: dt.datetime) -> str:
    """Keep an uploaded file as a draft of a source and guess its columns; return the source's public id.

    Raises FileRefused (also `too_large`), NameTaken.
    """
    public_id, name = new_public_id(), clean_line(name, 120) or "file"
    folder = Path(settings.DATA_DIR) / "sources" / public_id
    folder.mkdir(mode=0o700, parents=True)
    try:
        _write(folder / "original", pieces)
        town = town_by_id(town_id)
        assert town is not None
        given = {"folder": f"sources/{public_id}", "file_name": clean_line(file_name, 200),
                 "time_zone": town.time_zone, "day_first": True,
                 "tool": "", "written_at": now.isoformat()} | _looked_at(folder, "")
        with transaction.atomic():
            source, made = Source.objects.get_or_create(town_id=town_id, kind="file", name=name, defaults={
                "public_id": public_id, "state": "draft", "settings": given})
            if not made:
                raise NameTaken(name)
            audit.record(action="source.added", object_kind="source", object_id=source.pk, by=by, now=now, town_id=town_id,
                         detail={"kind": "file", "name": name, "file": given["file_name"]})
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return public_id


def _write(path: Path, pieces: Iterable[bytes]) -> None:
    size = 0
    with path.open("wb") as out:
        for piece in pieces:
            size += len(piece)
            if size > LARGEST:
                raise FileRefused("too_large")
            out.write(piece)


def _looked_at(folder: Path, encoding: str) -> dict[str, Any]:
    """Find out how the file is written, unroll it, and guess which column is what. Raises FileRefused."""
    try:
        shape: Shape = look(folder / "original", encoding)
    except LookupError as error:
        raise FileRefused("encoding") from error
    count = unroll(folder, shape)
    columns: dict[str, None] = {}
    for number, (_, found) in enumerate(unrolled(folder)):
        if number >= LOOKED_AT:
            break
        if not isinstance(found, Problem):
            columns.update(dict.fromkeys(found[1]))
    if not columns:
        raise FileRefused("no_rows")
    return {"format": shape.format, "encoding": shape.encoding, "count": count, "columns": guess(columns)}


def name_columns(*, source_id: int, columns: Mapping[str, str], encoding: str = "", day_first: bool = True,
                 tool: str = "") -> None:
    """Say which column is what, before the start. Another `encoding` reads the file anew and guesses the columns again.

    Raises FileRefused; ValueError for a source that has started.
    """
    source = _draft(source_id)
    changed = bool(encoding) and encoding != source.settings["encoding"]
    given = source.settings | {"columns": dict(columns), "day_first": day_first, "tool": clean_line(tool, 30)}
    if changed:
        given |= _looked_at(folder_of(given), encoding)
    Source.objects.filter(pk=source_id, state="draft").update(settings=given)


def try_file(*, source_id: int) -> DryRun:
    """Read the whole file with the columns as they are named now, and store nothing. A file that is gone holds nothing."""
    try:
        return dry_run(Source.objects.get(pk=source_id).settings)
    except SourceDown:
        return DryRun()


def start_file(*, source_id: int, by: int, now: dt.datetime) -> None:
    """Start taking the file in. Raises ValueError when it has started already or no column is the text."""
    with transaction.atomic():
        source = _draft(source_id)
        if not source.settings["columns"].get("text"):
            raise ValueError("no column is the text")
        Source.objects.filter(pk=source_id).update(state="listening", next_at=now + LEASE)
        audit.record(action="source.started", object_kind="source", object_id=source_id, by=by, now=now, town_id=source.town_id)
        work.later(PULL, source_id, group="pull")


def _draft(source_id: int) -> Source:
    source = Source.objects.filter(pk=source_id, kind="file", state="draft").first()
    if source is None:
        raise ValueError("it has started")
    return source
