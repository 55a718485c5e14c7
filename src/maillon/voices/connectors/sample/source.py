from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings as house
from django.utils.translation import gettext_lazy as _

from maillon.voices.connectors.contract import Connector
from maillon.voices.rules.deliveries import Batch, SourceDown, Upsert

EVERY = dt.timedelta(seconds=20)
BATCH = 500
RECENT = 30 * 24 * 60            # minutes; older posts may be kept back for later without thinning the last month
KEPT_BACK = 3                    # every third of the older ones

Row = dict[str, Any]


@cache
def _rows(path: str, stamp: float) -> tuple[Row, ...]:
    with Path(path).open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    return tuple(sorted(rows, key=lambda row: (-row["minutes_ago"], row["id"])))


def rows_of(path: str) -> tuple[Row, ...]:
    """Return the file's posts, oldest first. Raises SourceDown when it is missing or broken."""
    try:
        return _rows(path, Path(path).stat().st_mtime)
    except (OSError, ValueError, KeyError) as error:
        raise SourceDown(f"{Path(path).name}: {error}") from error


def split(rows: tuple[Row, ...], seed: int) -> tuple[list[Row], list[Row]]:
    """Return (those of the past, those kept back for one every twenty seconds), the same for the same seed."""
    older = [row["id"] for row in rows if row["minutes_ago"] > RECENT and not row.get("gold", {}).get("copy_of")]
    chance = random.Random(seed)
    kept = set(chance.sample(older, len(older) // KEPT_BACK))
    later = [row for row in rows if row["id"] in kept]
    chance.shuffle(later)
    return [row for row in rows if row["id"] not in kept], later


def event_of(row: Row, native_id: str, written_at: dt.datetime) -> Upsert:
    return Upsert(
        native_id=native_id, text=row["text"], written_at=written_at, tool=row.get("source") or "",
        author=row.get("author") or "", lang=row.get("lang") or "", lat=row.get("lat"), lon=row.get("lon"),
        handles=tuple(row.get("mentions") or ()), hashtags=tuple(row.get("hashtags") or ()),
        urls=tuple(row.get("urls") or ()), place_id=row.get("place_id") or "", sample=True)


class Sample(Connector):
    """Settings: `path` ("": the shipped one), `seed`, `set_up_at` (ISO).

    Cursor: `past` posts handed over, then `slot` of the last one since.
    """

    kind = "sample"
    label = _("Sample posts")
    often = seldom = EVERY

    def fetch(self, settings: Mapping[str, Any], cursor: Mapping[str, Any], now: dt.datetime) -> Batch:
        past, later = split(rows_of(settings.get("path") or str(house.SAMPLE_DIR / "posts.jsonl")), settings.get("seed", 1))
        set_up_at = dt.datetime.fromisoformat(settings["set_up_at"])
        done = cursor.get("past", 0)
        if done < len(past):
            rows = past[done:done + BATCH]
            events = tuple(event_of(row, row["id"], set_up_at - dt.timedelta(minutes=row["minutes_ago"])) for row in rows)
            return Batch(events, {"past": done + len(rows), "slot": 0}, more=done + len(rows) < len(past), backfill=True)
        slot = int((now - set_up_at) / EVERY)
        if slot <= cursor.get("slot", 0) or not later:
            return Batch((), dict(cursor))
        row = later[slot % len(later)]           # a portal that slept does not make up for it
        return Batch((event_of(row, f"live:{slot}", set_up_at + slot * EVERY),), {"past": done, "slot": slot})


CONNECTOR = Sample()
