"""`/healthz`: is every part alive? `/livez`: do pages answer?"""
from __future__ import annotations

import datetime as dt

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from maillon.core import beats, clock
from maillon.core.web.asks import asks

PARTS = ("worker", "listener")
_migrated = False


def alive(now: dt.datetime) -> dict[str, tuple[float | None, bool]]:
    """Return for each part the seconds since its last sign of life (None: never) and whether that is fresh."""
    ages = beats.ages(now)
    return {part: (ages.get(part), ages.get(part, 1e9) < beats.FRESH.total_seconds()) for part in PARTS}


def migrated() -> bool:
    """Say whether all migrations are applied; asked once, then remembered: they are not unapplied under a running process."""
    global _migrated
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _migrated


@asks("may_read_public")
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    parts: dict[str, object] = {}
    try:
        parts["database"] = True
        parts["migrations"] = migrated()
        parts |= {part: fresh for part, (_, fresh) in alive(clock.now()).items()}
    except Error:
        parts["database"] = False
    healthy = all(parts.values())
    return JsonResponse({"healthy": healthy, "parts": parts}, status=200 if healthy else 503)


@asks("may_read_public")
@never_cache
def livez(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"alive": True})
