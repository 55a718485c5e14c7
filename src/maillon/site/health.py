"""`/healthz`: is every part alive? `/livez`: do pages answer?"""
from __future__ import annotations

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from maillon.core import beats, clock
from maillon.core.web.asks import asks

PARTS = ("worker", "listener")
_migrated = False


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
        ages = beats.ages(clock.now())
        for part in PARTS:
            age = ages.get(part)
            parts[part] = age is not None and age < beats.FRESH.total_seconds()
    except Error:
        parts["database"] = False
    healthy = all(parts.values())
    return JsonResponse({"healthy": healthy, "parts": parts}, status=200 if healthy else 503)


@asks("may_read_public")
@never_cache
def livez(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"alive": True})
