"""Regular chores. A context signs one up; the listener, the only clock, claims the due ones."""
from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from .models import Chore
from .work import later


@dataclass(frozen=True)
class Rhythm:
    function: str                     # dotted path of the task
    every: dt.timedelta


_rhythms: dict[str, Rhythm] = {}


def every(seconds: float, function: str) -> None:
    """Sign a task up (in an app's `ready`), to be queued every `seconds`."""
    _rhythms[function] = Rhythm(function, dt.timedelta(seconds=seconds))


def start_due(now: dt.datetime) -> list[str]:
    """Queue what is due and return its names. Two listeners are harmless: only one UPDATE finds the old `next_at`."""
    known = dict(Chore.objects.values_list("name", "next_at"))
    Chore.objects.bulk_create([Chore(name=name, next_at=now) for name in _rhythms if name not in known],
                              ignore_conflicts=True)
    return [name for name, rhythm in _rhythms.items() if known.get(name, now) <= now
            and _start(name, rhythm, due=known.get(name, now), now=now)]


def _start(name: str, rhythm: Rhythm, *, due: dt.datetime, now: dt.datetime) -> bool:
    """Claim and queue together: a listener killed between the two would skip a daily chore for a day."""
    with transaction.atomic():
        if not Chore.objects.filter(name=name, next_at=due).update(next_at=now + rhythm.every):
            return False
        later(rhythm.function)
    return True
