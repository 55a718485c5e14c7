"""Signs of life of the processes."""
from __future__ import annotations

import datetime as dt

from .models import Beat

FRESH = dt.timedelta(seconds=60)


def beat(part: str, now: dt.datetime) -> None:
    Beat.objects.update_or_create(part=part, defaults={"at": now})


def ages(now: dt.datetime) -> dict[str, float]:
    """Return seconds since each part's last beat."""
    return {row.part: (now - row.at).total_seconds() for row in Beat.objects.all()}


def worker_beat() -> None:
    """A chore: it runs in the worker, so its beat proves that work is being taken from the queue."""
    from . import clock

    beat("worker", clock.now())
