"""Bring a register of shops in, again and again: stable ids, closed ones kept with their day, nothing half-written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import shapely
from django.db import transaction

from maillon.core import audit, clock, events
from maillon.territory.public import FileRefused, RowRejected, ensure_streets, names_changed, outlines_of, town_by_id, zones_of

from ..events import ShopsImported
from ..models import ImportRejection, ImportRun
from ..rules.rows import ShopRow
from .bulk import insert_rows
from .places import index_streets
from .register import Register
from .spool import Progress, Spool

REGISTER_LIMIT = 40


@dataclass(frozen=True)
class ImportResult:
    """Counts: added, changed, same, joined (to a shop of another register), proposed, closed, reopened, refused, outside,
    streets. `rejections` in file order, the first 5,000; `reasons` counts them all by reason."""

    run_id: int
    counts: dict[str, int]
    rejections: list[RowRejected] = field(default_factory=list)
    reasons: dict[str, int] = field(default_factory=dict)


class _DryRun(Exception):
    pass


def quiet(phase: str, done: int, total: int | None) -> None:
    """No progress shown."""


def import_shops(
    *,
    town_id: int,
    register: str,
    rows: Iterable[ShopRow | RowRejected],
    file_name: str,
    by: int | None,
    now: dt.datetime,
    progress: Progress = quiet,
    allow_closing: bool = False,
    only_inside: bool = False,
    dry_run: bool = False,
) -> ImportResult:
    """Import `rows` as the whole register named `register` of a town.

    A shop is known by (town, register, id): changed ones are updated, those no longer there are closed with the town's local
    day, those that come back are opened again. `only_inside` leaves out what lies outside the town's own outline.
    `progress(phase, done, total)` is told read, write. Raises FileRefused, changing nothing but the list of runs.
    """
    register = register.strip()[:REGISTER_LIMIT] or "main"
    spool = Spool(town_outline(town_id) if only_inside else None)
    try:
        spool.fill(rows, progress)
        return _in_one_transaction(town_id, register, spool, file_name, by, now, progress, allow_closing, dry_run)
    except FileRefused as refused:
        if not dry_run:
            ImportRun.objects.create(
                town_id=town_id,
                register=register,
                file_name=file_name[:200],
                by_id=by,
                started_at=now,
                ended_at=clock.now(),
                state=ImportRun.State.FAILED,
                counts={"reason": refused.reason, "args": {k: str(v)[:200] for k, v in refused.args_of.items()}},
            )
        raise
    finally:
        spool.close()


def town_outline(town_id: int) -> Any | None:
    """The town's own outline, prepared; None where no zone of kind town was imported."""
    own = {zone.id for zone in zones_of(town_id, ("town",), geometry=False)}
    areas = [area for zone_id, area in outlines_of(town_id) if zone_id in own]
    if not areas:
        return None
    outline = shapely.union_all(areas)
    shapely.prepare(outline)
    return outline


def _in_one_transaction(
    town_id: int,
    register: str,
    spool: Spool,
    file_name: str,
    by: int | None,
    now: dt.datetime,
    progress: Progress,
    allow_closing: bool,
    dry_run: bool,
) -> ImportResult:
    result: ImportResult | None = None
    try:
        with transaction.atomic():
            result = _write(town_id, register, spool, file_name, by, now, progress, allow_closing)
            if dry_run:
                raise _DryRun
    except _DryRun:
        pass
    assert result is not None
    return result


def _write(
    town_id: int,
    register: str,
    spool: Spool,
    file_name: str,
    by: int | None,
    now: dt.datetime,
    progress: Progress,
    allow_closing: bool,
) -> ImportResult:
    town = town_by_id(town_id)
    assert town is not None
    run = ImportRun.objects.create(town_id=town_id, register=register, file_name=file_name[:200], by_id=by, started_at=now)
    streets = ensure_streets(town_id=town_id, names=spool.streets)
    book = Register(town_id, register, streets.ids, clock.local_day(now, town.time_zone), now)
    gone = book.gone(spool.seen)
    if not allow_closing and len(gone) * 10 > book.alive * 3:
        raise FileRefused("too_many_close", gone=len(gone), known=book.alive, register=register)
    done = 0
    for batch in spool.batches():
        book.take(batch)
        done += len(batch)
        progress("write", done, spool.good)
    book.close(gone)
    index_streets(town_id)
    counts = {**book.counts, "refused": spool.refused, "outside": spool.outside, "streets": streets.made}
    _tell(run, counts, spool, town_id, register, by, now, bool(book.touched or streets.made))
    return ImportResult(run.pk, counts, sorted(spool.told, key=lambda r: r.row), dict(spool.reasons))


def _tell(
    run: ImportRun,
    counts: dict[str, int],
    spool: Spool,
    town_id: int,
    register: str,
    by: int | None,
    now: dt.datetime,
    touched: bool,
) -> None:
    insert_rows(
        ImportRejection,
        ("run", "row", "ref", "reason", "args", "kept"),
        [(run.pk, r.row, r.ref[:160], r.reason, _storable(r.args), r.kept) for r in spool.told],
    )
    run.counts, run.state, run.ended_at = {**counts, "reasons": dict(spool.reasons)}, ImportRun.State.DONE, clock.now()
    run.save(update_fields=["counts", "state", "ended_at"])
    audit.record(
        action="shops.imported",
        object_kind="import_run",
        object_id=run.pk,
        by=by,
        now=now,
        town_id=town_id,
        detail={"register": register, "file": run.file_name, **counts},
    )
    if touched:
        names_changed(town_id=town_id)
        events.tell(ShopsImported(town_id=town_id, register=register, run_id=run.pk))


def _storable(args: dict[str, Any]) -> dict[str, Any]:
    return {key: value if isinstance(value, int | float) else str(value).replace("\x00", "")[:200] for key, value in args.items()}
