"""Background work: a function's dotted path and plain arguments, put into the same database, so atomic with the change.

Delivered at least once, also after SIGKILL (the queue's lease runs out and another worker takes it); set aside after
five tries. A task loads ids and calls one action; it must be harmless twice.
"""
from __future__ import annotations

from typing import Any

from django.utils import timezone
from django_q.models import OrmQ
from django_q.tasks import async_task


def later(function: str, *args: Any, group: str = "") -> None:
    """Queue `function` (dotted path) with plain, JSON-like `args` in the present transaction. Only failures are kept."""
    async_task(function, *args, group=group or function.rpartition(".")[2], save=False)


def waiting() -> int:
    """Return how many tasks wait for a worker now; those at work do not wait."""
    return int(OrmQ.objects.filter(lock__lte=timezone.now()).count())
