"""Bring a town's zones, stations and street lines in from a file, again and again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from shapely.geometry import shape

from maillon.core import audit, clock

from ..connectors.zones import ZoneRow
from ..models import Street, Town, Zone
from ..rules.naming import fold, slug_of
from ..rules.reasons import FileRefused, RowRejected
from ..rules.street_names import street_key
from .gazetteer import names_changed

WIDER = {
    "station": ("quarter", "district", "town"),
    "centre": ("quarter", "district", "town"),
    "quarter": ("district", "town"),
    "district": ("town",),
    "town": (),
}


@dataclass(frozen=True)
class ZonesImported:
    """What an import of zones did. `rejections` are in file order; those with `kept` are notes."""

    added: int = 0
    changed: int = 0
    same: int = 0
    closed: int = 0
    streets: int = 0
    rejections: list[RowRejected] = field(default_factory=list)


class _DryRun(Exception):
    def __init__(self, result: ZonesImported) -> None:
        self.result = result


def import_zones(
    *,
    town_id: int,
    rows: Iterable[ZoneRow | RowRejected],
    file_name: str,
    by: int | None,
    now: dt.datetime,
    dry_run: bool = False,
) -> ZonesImported:
    """Add, update and close the town's zones; each is known by its register id. Raises FileRefused, changing nothing.

    Zones of the town that are not in the file are closed with the town's local day, never deleted.
    """
    good, bad = _read(rows)
    if not good:
        raise FileRefused("nothing_usable", rows=len(bad))
    try:
        with transaction.atomic():
            result = _write(town_id, good, bad, file_name, by, now)
            if dry_run:
                raise _DryRun(result)
    except _DryRun as dry:
        return dry.result
    return result


def _read(rows: Iterable[ZoneRow | RowRejected]) -> tuple[list[ZoneRow], list[RowRejected]]:
    good: list[ZoneRow] = []
    bad: list[RowRejected] = []
    for row in rows:
        (good if isinstance(row, ZoneRow) else bad).append(row)  # type: ignore[arg-type]
    return good, bad


def _write(
    town_id: int, good: list[ZoneRow], bad: list[RowRejected], file_name: str, by: int | None, now: dt.datetime
) -> ZonesImported:
    town = Town.objects.select_for_update().get(pk=town_id)
    day = clock.local_day(now, town.time_zone)
    streets = _streets(town_id, [row for row in good if row.kind == "street"])
    areas = [row for row in good if row.kind != "street"]
    added, changed, same, here = _zones(town_id, areas)
    moved, orphans = _nest(areas, here)
    refused = {r.ref for r in bad if r.ref and not r.kept}
    gone = [z.pk for key, z in _known(town_id).items() if z.closed_on is None and key not in here and key not in refused]
    closed = Zone.objects.filter(pk__in=gone).update(closed_on=day) if gone and areas else 0
    result = ZonesImported(added, changed, same, closed, streets, sorted([*bad, *orphans], key=lambda r: r.row))
    if added or changed or moved or closed or streets:
        names_changed(town_id=town_id)
        audit.record(
            action="zones.imported",
            object_kind="town",
            object_id=town.public_id,
            by=by,
            now=now,
            town_id=town_id,
            detail={"file": file_name[:200], "added": added, "changed": changed, "moved": moved, "closed": closed,
                    "streets": streets},
        )
    return result


def _known(town_id: int) -> dict[str, Zone]:
    return {zone.register_id: zone for zone in Zone.objects.filter(town_id=town_id)}


def _zones(town_id: int, rows: list[ZoneRow]) -> tuple[int, int, int, dict[str, Zone]]:
    known, here = _known(town_id), {}
    taken = {zone.slug: zone.register_id for zone in known.values()}
    new, changed, same = [], [], 0
    for row in rows:
        zone = known.get(row.register_id)
        facts: dict[str, Any] = {
            "kind": row.kind,
            "name": row.name,
            "folded": fold(row.name),
            "aliases": list(row.aliases),
            "geometry": row.geometry,
            "fictional": row.fictional,
            "closed_on": None,
        }
        if zone is None:
            zone = Zone(town_id=town_id, register_id=row.register_id, slug=_free_slug(row, taken), **facts)
            new.append(zone)
        elif any(getattr(zone, name) != value for name, value in facts.items()):
            for name, value in facts.items():
                setattr(zone, name, value)
            changed.append(zone)
        else:
            same += 1
        here[row.register_id] = zone
    Zone.objects.bulk_create(new, batch_size=200)
    Zone.objects.bulk_update(changed, ["kind", "name", "folded", "aliases", "geometry", "fictional", "closed_on"], batch_size=100)
    return len(new), len(changed), same, here


def _free_slug(row: ZoneRow, taken: dict[str, str]) -> str:
    """A zone's slug stays as it was made; two of one name get a number."""
    first = slug_of(row.name, fallback=row.kind)
    slug, number = first, 2
    while taken.get(slug, row.register_id) != row.register_id:
        slug, number = f"{first}-{number}", number + 1
    taken[slug] = row.register_id
    return slug


def _nest(rows: list[ZoneRow], here: dict[str, Zone]) -> tuple[int, list[RowRejected]]:
    """Set parents: the one the file names, else the narrowest wider zone around the zone's inner point.

    Only a wider kind of zone holds another one, so that nothing lies within itself. Returns how many moved, and notes.
    """
    orphans, moved = [], []
    outlines = [(zone, shape(zone.geometry)) for zone in here.values() if zone.geometry]
    for row in rows:
        zone = here[row.register_id]
        parent = here.get(row.parent)
        if parent is not None and parent.kind not in WIDER[zone.kind]:
            orphans.append(RowRejected(row.row, "parent_not_wider", {"parent": row.parent}, row.register_id, kept=True))
            parent = None
        elif row.parent and parent is None:
            orphans.append(RowRejected(row.row, "no_parent", {"parent": row.parent}, row.register_id, kept=True))
        if parent is None:
            parent = _around(zone, outlines)
        if zone.parent_id != (parent.pk if parent else None):
            zone.parent = parent
            moved.append(zone)
    Zone.objects.bulk_update(moved, ["parent"], batch_size=200)
    return len(moved), orphans


def _around(zone: Zone, outlines: list[tuple[Zone, Any]]) -> Zone | None:
    inner = shape(zone.geometry).representative_point()
    wider = WIDER[zone.kind]
    candidates = [
        (wider.index(other.kind), area.area, other.pk, other)
        for other, area in outlines
        if other.kind in wider and area.area > 0 and area.contains(inner)
    ]
    return min(candidates)[3] if candidates else None


def _streets(town_id: int, rows: list[ZoneRow]) -> int:
    """Give streets their line and aliases; returns how many are new or changed. A street is never closed by a file."""
    known = {street.folded: street for street in Street.objects.filter(town_id=town_id)}
    new: dict[str, Street] = {}
    changed = []
    for row in rows:
        key = street_key(row.name)
        if not key:
            continue
        street = known.get(key) or new.get(key)
        if street is None:
            new[key] = Street(
                town_id=town_id, name=row.name, folded=key, slug=slug_of(key), line=row.geometry, aliases=list(row.aliases)
            )
        elif street.line != row.geometry or (row.aliases and street.aliases != list(row.aliases)):
            street.line, street.aliases = row.geometry, list(row.aliases) or street.aliases
            changed.append(street)
    Street.objects.bulk_create(list(new.values()), batch_size=500)
    Street.objects.bulk_update([s for s in changed if s.pk], ["line", "aliases"], batch_size=200)
    return len(new) + sum(1 for s in changed if s.pk)
