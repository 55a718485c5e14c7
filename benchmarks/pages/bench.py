"""Pages per second with 100,000 shops and 10,000 voices, against the bare framework answering the same bytes.

Both are called in this process through WSGI, without network, in turns; the figure is the median of the rounds, in pages per
second of processor time of this process, so that a busy machine does not change it (with PostgreSQL the server's own time is
left out; the milliseconds on the clock hold it). The peer is Django with no middleware and one view that returns the page's
own bytes: the ratio is what sessions, permissions, queries and templates cost.

`python -m benchmarks.pages.bench --json FILE`; BENCH_SHOPS and BENCH_VOICES make it smaller.
"""
from __future__ import annotations

import argparse
import io
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SHOPS, VOICES = (int(os.environ.get(f"BENCH_{name}", n)) for name, n in (("SHOPS", "100000"), ("VOICES", "10000")))
ROUNDS, SECONDS = 5, 1.0


def environ(path: str, cookie: str) -> dict[str, Any]:
    path, _, query = path.partition("?")
    return {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "SERVER_NAME": "localhost", "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": "localhost", "HTTP_COOKIE": cookie, "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr, "wsgi.url_scheme": "http", "wsgi.version": (1, 0), "wsgi.multithread": False,
            "wsgi.multiprocess": False, "wsgi.run_once": False}


def ask(app: Callable, path: str, cookie: str) -> bytes:
    """One request. Raises RuntimeError unless it answers 200."""
    told: list[str] = []
    body = app(environ(path, cookie), lambda status, headers, exc=None: told.append(status))
    found = b"".join(body)
    if hasattr(body, "close"):
        body.close()
    if not told[0].startswith("200"):
        raise RuntimeError(f"{path} answered {told[0]}")
    return found


def per_second(app: Callable, path: str, cookie: str) -> tuple[float, float]:
    """Pages per second of processor time, and milliseconds a page by the clock."""
    begun, cpu, n = time.perf_counter(), time.process_time(), 0
    while time.process_time() - cpu < SECONDS:
        ask(app, path, cookie)
        n += 1
    return n / (time.process_time() - cpu), 1000 * (time.perf_counter() - begun) / n


def count_queries(app: Callable, path: str, cookie: str) -> tuple[int, bytes]:
    from django.db import connection

    asked: list[str] = []

    def wrap(execute: Callable, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(wrap):
        body = ask(app, path, cookie)
    return len(asked), body


def bare(body: bytes) -> tuple[Callable, Any]:
    """Django alone: no middleware, one view that returns `body`. Use it inside the context that comes with it."""
    from django.core.handlers.wsgi import WSGIHandler
    from django.http import HttpResponse
    from django.test.utils import override_settings
    from django.urls import re_path

    urls = type(sys)("bare_urls")
    urls.urlpatterns = [re_path("", lambda request: HttpResponse(body))]     # type: ignore[attr-defined]
    settings = override_settings(MIDDLEWARE=[], ROOT_URLCONF=urls)
    with settings:
        return WSGIHandler(), settings


def measure(app: Callable, what: str, path: str, cookie: str) -> dict[str, object]:
    ask(app, path, cookie)
    queries, body = count_queries(app, path, cookie)
    peer, settings = bare(body)
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(per_second(app, path, cookie))
        with settings:
            theirs.append(per_second(peer, path, "")[0])
    mine, its = statistics.median(rate for rate, _ in ours), statistics.median(theirs)
    return {
        "bench": "pages",
        "what": what,
        "pages_per_second": round(mine, 1),
        "milliseconds": round(statistics.median(ms for _, ms in ours), 1),
        "queries": queries,
        "bytes": len(body),
        "bare_per_second": round(its),
        "ratio_to_bare": round(its / mine, 1),
    }


def rows(database: str) -> list[dict[str, object]]:
    with tempfile.TemporaryDirectory() as name:
        os.environ.update(
            MAILLON_MODE="sample",
            MAILLON_TESTING="1",
            MAILLON_DATA_DIR=name,
            MAILLON_SAMPLE_DIR=str(ROOT / "sample"),
            DATABASE_URL=database or f"sqlite:///{name}/bench.sqlite3",
            DJANGO_SETTINGS_MODULE="maillon.site.settings",
        )
        sys.path[:0] = [str(ROOT), str(ROOT / "src")]
        import django

        django.setup()
        return _rows(Path(name))


def _rows(folder: Path) -> list[dict[str, object]]:
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application
    from django.db import connection

    from maillon.core import clock

    from .people import signed_in
    from .town import make

    call_command("migrate", verbosity=0)
    slug, shop = make(SHOPS, VOICES, clock.now(), folder)
    connection.cursor().execute("ANALYZE")
    app = get_wsgi_application()
    keeper, officer = signed_in(shop, slug)
    return [measure(app, f"{what}, {connection.vendor}", path, cookie) for what, path, cookie in (
        ("desk of a shop with 3,000 a month", f"/desk/{shop}/", keeper),
        ("desk, asked again every 5 s", f"/desk/{shop}/top/", keeper),
        ("town page", f"/fr/{slug}/", ""),
        ("voices of the town", f"/fr/{slug}/voices/", ""),
        ("voices that blame hours", f"/fr/{slug}/voices/?aspect=hours&stance=down", ""),
        ("zone dashboard, whole town", f"/town/{slug}/", officer),
        ("street by street", f"/town/{slug}/streets/", officer))]


def table(found: list[dict[str, object]]) -> None:
    from rich.console import Console
    from rich.table import Table

    shown = Table(title=f"{SHOPS:,} shops, {VOICES:,} voices; median of {ROUNDS} rounds")
    for head in ("page", "pages / cpu s", "ms", "queries", "bytes", "bare / cpu s", "ratio"):
        shown.add_column(head, justify="left" if head == "page" else "right")
    for row in found:
        shown.add_row(*(str(row[key]) for key in (
            "what", "pages_per_second", "milliseconds", "queries", "bytes", "bare_per_second", "ratio_to_bare")))
    Console().print(shown)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--database", default="", help="a DATABASE_URL; SQLite in a new folder by default")
    asked = parser.parse_args()
    found = rows(asked.database)
    table(found)
    if asked.json:
        asked.json.write_text(json.dumps({"shops": SHOPS, "voices": VOICES, "rows": found}, indent=1) + "\n")


if __name__ == "__main__":
    main()
