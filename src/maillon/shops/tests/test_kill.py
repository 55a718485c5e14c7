"""SIGKILL in the middle of an import: all of it or nothing of it, and the next import goes through. On either database.

Its database is a file (or a PostgreSQL database) of its own: two processes must open it.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import secrets
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

SHOPS, KILLS = 4000, 5
TABLES = ("shops_shop", "shops_externalid", "shops_shopzone", "shops_searchtoken", "territory_street", "shops_importrun")
PROGRAM = f"""
import datetime as dt, json, sys
import django
django.setup()
from django.core.management import call_command
from maillon.shops.actions import import_shops
from maillon.shops.models import ExternalId, ImportRun, SearchToken, Shop, ShopZone
from maillon.shops.rules.rows import ShopRow
from maillon.territory.actions import import_zones, make_town
from maillon.territory.connectors.zones import ZoneRow
from maillon.territory.models import Street, Town
now = dt.datetime.now(dt.UTC)
if sys.argv[1] == "make":
    call_command("migrate", verbosity=0)
    town = make_town(slug="ici", name="Ici", by=None, now=now)
    ring = [[2.0, 48.0], [2.5, 48.0], [2.5, 49.0], [2.0, 49.0], [2.0, 48.0]]
    row = ZoneRow(1, "z", "quarter", "Nord", (), {{"type": "Polygon", "coordinates": [ring]}})
    import_zones(town_id=town, rows=[row], file_name="z", by=None, now=now)
if sys.argv[1] == "import":
    rows = [ShopRow(n, f"i{{n}}", f"Shop {{n}}", 2.1 + n % 97 / 300, 48.1, street=f"Rue {{n % 50}}")
            for n in range(1, {SHOPS} + 1)]
    print("ready", flush=True)
    import_shops(town_id=Town.objects.get().pk, register="main", rows=rows, file_name="f", by=None, now=now)
print(json.dumps([model.objects.count() for model in (Shop, ExternalId, ShopZone, SearchToken, Street, ImportRun)]))
"""


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    url, drop = f"sqlite:///{tmp_path / 'kill.sqlite3'}", lambda: None
    server = os.environ.get("DATABASE_URL", "")
    if server.startswith("postgres"):
        import psycopg

        name = f"kill_{secrets.token_hex(4)}"
        head, _, tail = server.partition("?")
        url = head.rpartition("/")[0] + f"/{name}" + (f"?{tail}" if tail else "")
        with psycopg.connect(server, autocommit=True) as admin:
            admin.execute(f"CREATE DATABASE {name}")

        def drop() -> None:
            with psycopg.connect(server, autocommit=True) as admin:
                admin.execute(f"DROP DATABASE {name} WITH (FORCE)")

    yield {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "maillon.site.settings",
        "MAILLON_DATA_DIR": str(tmp_path),
    }
    drop()


def start(what: str, environment: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", PROGRAM, what], env=environment, stdout=subprocess.PIPE, text=True)


def counts(what: str, environment: dict[str, str]) -> list[int]:
    child = start(what, environment)
    out, _ = child.communicate(timeout=180)
    assert child.returncode == 0
    return list(json.loads(out.splitlines()[-1]))


def look(url: str) -> list[int]:
    """Count without Django: its start costs more than the import."""
    if url.startswith("postgres"):
        import psycopg

        with psycopg.connect(url) as database:
            return [database.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] for table in TABLES]  # type: ignore[index]
    with contextlib.closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as database:
        return [database.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] for table in TABLES]


@pytest.mark.kill
def test_a_killed_import_leaves_all_or_nothing(environment):
    nothing, dice, killed = counts("make", environment), random.Random(4), 0
    for _ in range(KILLS):
        child = start("import", environment)
        assert child.stdout is not None and child.stdout.readline() == "ready\n"
        time.sleep(dice.uniform(0, 0.9))
        child.send_signal(signal.SIGKILL)
        child.wait()
        found = look(environment["DATABASE_URL"])
        if found != nothing:
            assert found[:3] == [SHOPS, SHOPS, SHOPS] and found[4:] == [50, 1], found
            break
        killed += 1
    assert killed, "no kill fell into the import: make it longer"
    found = counts("import", environment)
    assert found[:3] == [SHOPS, SHOPS, SHOPS] and found[4] == 50
