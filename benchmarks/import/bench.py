"""How long a register of 100,000 shops takes to come in, for the first time and again, on SQLite and on PostgreSQL.

Peer, in the same run and process: the same file read with the same streaming reader and put by bare `executemany` into one
table with one unique index. The ratio says what stable ids, zones, search words, streets and the audit cost on top.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHOPS = int(os.environ.get("BENCH_SHOPS", "100000"))


def one(database: str, folder: Path) -> list[dict[str, object]]:
    """Run in a process of its own: Django is set up for `database`."""
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    os.environ["DJANGO_SETTINGS_MODULE"] = "maillon.site.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from maillon.core import clock
    from maillon.shops.public import import_shops, read_shops
    from maillon.territory.public import import_zones, make_town, read_zones, town_box

    call_command("migrate", verbosity=0)
    file = folder / "shops.geojson"
    town = make_town(slug="bench", name="Bench", by=None, now=clock.now())
    import_zones(town_id=town, rows=read_zones(folder / "zones.geojson"), file_name="zones.geojson", by=None, now=clock.now())
    found: list[dict[str, object]] = []

    def measure(what: str, path: Path) -> None:
        begun, cpu = time.perf_counter(), time.process_time()
        result = import_shops(
            town_id=town, register="main", rows=read_shops(path, town_box(town)), file_name=path.name, by=None, now=clock.now()
        )
        took = time.perf_counter() - begun
        found.append(
            {
                "bench": "import",
                "what": f"{what}, {connection.vendor}",
                "seconds": round(took, 1),
                "cpu_seconds": round(time.process_time() - cpu, 1),
                "shops_per_second": round(SHOPS / took),
                "counts": {k: v for k, v in result.counts.items() if v},
            }
        )

    measure("first import", file)
    measure("same file again", file)
    measure("one in ten changed", folder / "changed.geojson")
    found[0]["peak_memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    found.append(bare(file, connection))
    found[0]["ratio_to_bare"] = round(float(str(found[0]["seconds"])) / max(float(str(found[-1]["seconds"])), 0.01), 1)
    return found


def bare(file: Path, connection: object) -> dict[str, object]:
    """The same rows, read by the same reader, into one table."""
    from maillon.shops.public import read_shops

    begun = time.perf_counter()
    with connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(
            "CREATE TABLE bare (id varchar(160) PRIMARY KEY, name varchar(200), trade varchar(60), lon float, lat float)"
        )
        rows = [(r.external_id, r.name, r.trade, r.lon, r.lat) for r in read_shops(file)]  # type: ignore[union-attr]
        cursor.executemany("INSERT INTO bare VALUES (%s, %s, %s, %s, %s)", rows)
    took = time.perf_counter() - begun
    return {
        "bench": "import",
        "what": f"peer: bare executemany, {connection.vendor}",
        "seconds": round(took, 1),  # type: ignore[attr-defined]
        "shops_per_second": round(SHOPS / took),
    }


def write_files(folder: Path) -> None:
    sys.path.insert(0, str(ROOT))
    from sample import large

    (folder / "zones.geojson").write_text(json.dumps(large.zones()), "utf-8")
    for name, changed in (("shops.geojson", False), ("changed.geojson", True)):
        with (folder / name).open("w", encoding="utf-8") as out:
            out.write('{"type": "FeatureCollection", "features": [\n')
            for n, feature in enumerate(large.generate(SHOPS)):
                if changed and n % 10 == 0:
                    feature["properties"]["name"] += " bis"
                out.write((",\n" if n else "") + json.dumps(feature, ensure_ascii=False))
            out.write("\n]}\n")


def rows(databases: list[str]) -> list[dict[str, object]]:
    sys.path.insert(0, str(ROOT))
    from tests.postgres import postgres

    found: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_files(folder)
        if "sqlite" in databases:
            found += _own_process(f"sqlite:///{folder / 'bench.sqlite3'}", folder)
        if "postgresql" in databases:
            with postgres() as url:
                found += _own_process(url, folder)
    return found


def _own_process(database: str, folder: Path) -> list[dict[str, object]]:
    env = {**os.environ, "DATABASE_URL": database, "MAILLON_MODE": "sample", "MAILLON_DATA_DIR": str(folder / "var")}
    done = subprocess.run(
        [sys.executable, __file__, "--one", database, "--folder", str(folder)],
        env=env,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=Path)
    parser.add_argument("--database", action="append", choices=["sqlite", "postgresql"])
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(one(options.one, options.folder)))
        return
    found = rows(options.database or ["sqlite", "postgresql"])
    if options.json:
        options.json.write_text(json.dumps(found, indent=1, ensure_ascii=False), "utf-8")
    for row in found:
        print(
            f"{row['what']:40} {row['seconds']:>7} s (cpu {row.get('cpu_seconds', '')}) {row['shops_per_second']:>8} shops/s  "
            f"{row.get('counts', '')} {row.get('peak_memory_mb', '')} {row.get('ratio_to_bare', '')}"
        )


if __name__ == "__main__":
    main()
