"""What lies in the queue, and what was set aside after too many tries."""
from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django_q.models import Failure, OrmQ
from django_q.signing import BadSignature, SignedPackage

from .audit import record
from .work import later


@dataclass(frozen=True)
class SetAside:
    id: str
    function: str
    arguments: str
    tries: int
    last_try: dt.datetime
    reason: str


@dataclass(frozen=True)
class Queue:
    waiting: int
    set_aside: list[SetAside]


def queue(limit: int = 50) -> Queue:
    """Return how many tasks wait and the newest of those set aside. Two SQL queries."""
    tries = settings.Q_CLUSTER["max_attempts"]
    failed = Failure.objects.filter(attempt_count__gte=tries).order_by("-stopped")[:limit]
    rows = [SetAside(task.id, task.func, str(task.args)[:300], task.attempt_count, task.stopped, str(task.result or "")[-600:])
            for task in failed]
    return Queue(waiting=OrmQ.objects.count(), set_aside=rows)


def arguments_of(function: str) -> Iterator[tuple[Any, ...]]:
    """Yield the arguments of every task of this function that may still run: in the queue, at work or set aside.

    A task can move between the queue and those set aside meanwhile, so the queue is read before and after them.
    """
    yield from _queued(function)
    for arguments in Failure.objects.filter(func=function).values_list("args", flat=True).iterator():
        yield tuple(arguments)
    yield from _queued(function)


def _queued(function: str) -> Iterator[tuple[Any, ...]]:
    for payload in OrmQ.objects.values_list("payload", flat=True).iterator():
        try:
            task = SignedPackage.loads(payload)
        except (TypeError, BadSignature, EOFError):
            continue                  # not of this installation: no worker of ours will run it
        if task["func"] == function:
            yield tuple(task["args"])


def try_again(*, task_id: str, by: int | None, now: dt.datetime) -> bool:
    """Queue a task that was set aside once more; False when it is not there any more."""
    with transaction.atomic():
        task = Failure.objects.filter(id=task_id).first()
        if task is None or not Failure.objects.filter(id=task_id).delete()[0]:
            return False
        later(task.func, *task.args, group=task.group or "")
        record(action="task.try_again", object_kind="task", object_id=task_id, by=by, now=now)
    return True
