"""The town's gazetteer: built from shops, zones, corrections and what the town has learnt, kept as bytes, held by each process.

It is rebuilt when the town's `gazetteer_version` moves. Shops bear their primary keys in it; the file stays in the data
folder. Streets and zones are known to the ear by name, and found again by it.
"""
from __future__ import annotations

import contextlib
import logging
import os
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from maillon.listening import public as listening
from maillon.shops.public import gazetteer_shops
from maillon.territory.public import fold, gazetteer_zones

from .models import Correction
from .queries.tunings import standing

log = logging.getLogger(__name__)
WIDEST_FIRST = ("town", "district", "station", "quarter", "centre", "street")
HELD = 8                     # towns a process keeps in memory
_held: OrderedDict[tuple[int, int], TownGazetteer] = OrderedDict()


@dataclass(frozen=True)
class TownGazetteer:
    gazetteer: listening.Gazetteer
    shops: frozenset[int]                          # primary keys it may name
    streets: dict[str, int]                        # folded name → primary key
    zones: dict[tuple[str, str], int]              # subject, folded name → primary key

    def place(self, subject: str, ref: str) -> tuple[int | None, int | None]:
        """Return (street, zone) primary keys of what a post speaks of, each or none."""
        name = fold(ref or "")
        return (self.streets.get(name) if subject == "street" else None, self.zones.get((subject, name)))


def gazetteer_of(town_id: int, version: int) -> TownGazetteer:
    """Return the town's gazetteer of this version: from memory, else from its file, else built anew."""
    key = (town_id, version)
    if key not in _held:
        gazetteer = _load(town_id, version) or _build(town_id, version)
        streets, zones = _places(town_id)
        _held[key] = TownGazetteer(gazetteer, frozenset(int(shop.id) for shop in gazetteer.shops), streets, zones)
        for other in [k for k in _held if k[0] == town_id and k != key]:
            del _held[other]
        while len(_held) > HELD:
            _held.popitem(last=False)
    _held.move_to_end(key)
    return _held[key]


def _folder() -> Path:
    folder = Path(settings.DATA_DIR) / "gazetteers"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _load(town_id: int, version: int) -> listening.Gazetteer | None:
    path = _folder() / f"{town_id}-{version}.bin"
    try:
        data = path.read_bytes()
    except OSError:
        return None
    try:
        return listening.Gazetteer.load(data)
    except Exception:                    # of another release, or cut short: built anew
        log.warning("the kept gazetteer %s cannot be read; it is built anew", path.name)
        return None


def _places(town_id: int) -> tuple[dict[str, int], dict[tuple[str, str], int]]:
    """Names of streets and zones; where two zones bear one name, the narrower one."""
    streets: dict[str, int] = {}
    zones: dict[tuple[str, str], int] = {}
    for place in sorted(gazetteer_zones(town_id), key=lambda place: WIDEST_FIRST.index(place.kind)):
        for name in (*place.aliases, place.name):
            if place.kind == "street":
                streets[fold(name)] = place.ref_id
            else:
                zones["centre" if place.kind == "centre" else "town", fold(name)] = place.ref_id
    return streets, zones


def _build(town_id: int, version: int) -> listening.Gazetteer:
    shops = [
        listening.ShopEntry(
            id=str(shop.ref_id), name=shop.name, aliases=tuple(shop.aliases), category=shop.trade, street=shop.street,
            housenumber=shop.housenumber, postcode=shop.postcode, website=shop.website, phone=shop.phone,
            handles=tuple(shop.handles), place_ids=dict(shop.place_ids), lon=shop.lon, lat=shop.lat)
        for shop in gazetteer_shops(town_id)]
    zones = [listening.ZoneEntry(name=zone.name, kind=zone.kind, aliases=tuple(zone.aliases), geometry=zone.geometry)
             for zone in gazetteer_zones(town_id)]
    corrections = [listening.Correction(alias=c.alias, shop_id=str(c.shop_id), allowed=c.allowed)
                   for c in Correction.objects.filter(town_id=town_id, undone_at=None).order_by("pk")]
    gazetteer = listening.Gazetteer.build(shops, zones, corrections, tuning_of(town_id))
    _keep(town_id, version, gazetteer.dump())
    return gazetteer


def tuning_of(town_id: int) -> listening.Tuning:
    """What the town has learnt, if anything."""
    run = standing(town_id)
    return listening.Tuning(run.moved, run.threshold) if run else listening.Tuning()


def _keep(town_id: int, version: int, data: bytes) -> None:
    """Write the file in one move, so that no process reads half of it, and drop older ones. A full disk only costs time."""
    folder = _folder()
    draft = folder / f"{town_id}-{version}.{os.getpid()}.tmp"
    try:
        draft.write_bytes(data)
        draft.replace(folder / f"{town_id}-{version}.bin")
    except OSError as error:
        log.warning("the gazetteer of town %s cannot be kept: %s", town_id, error)
        with contextlib.suppress(OSError):
            draft.unlink()
        return
    for old in folder.glob(f"{town_id}-*.bin"):
        number = old.stem.rpartition("-")[2]
        if number.isdigit() and int(number) < version:
            with contextlib.suppress(OSError):
                old.unlink()
