"""The worker: takes one task at a time from django-q2's queue table, runs it here, and removes it when it is done.

The library's own cluster hands tasks from process to process through pipes with locks; a SIGKILL at the wrong moment
leaves such a lock held for ever, and up to twenty tasks leased at once. Here a killed worker leaves exactly one leased
row. The lease is short and kept alive while the task runs, so another worker has it within TASK_LEASE seconds.
"""
from __future__ import annotations

import datetime as dt
import logging
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import Error, close_old_connections, connection, transaction
from django.utils.module_loading import import_string
from django_q.exceptions import TimeoutException
from django_q.models import OrmQ, Task
from django_q.signing import BadSignature, SignedPackage
from django_q.timeout import TimeoutHandler

from maillon.core import clock

log = logging.getLogger(__name__)
POLL = 0.2
LONGEST_PAUSE = dt.timedelta(minutes=10)
DEATHS = 20                  # a task that was at work when so many workers died is taken to be what kills them


@dataclass
class Claimed:
    row_id: int
    task: dict[str, Any]
    lock: dt.datetime


def tries() -> int:
    return int(settings.Q_CLUSTER["max_attempts"])


def lease() -> dt.timedelta:
    return dt.timedelta(seconds=settings.TASK_LEASE)


def claim(now: dt.datetime) -> Claimed | None:
    """Take the oldest task whose lease is over, by a conditional UPDATE; count the try in the task itself.

    A task that was begun too often and never ended (it kills its worker) is set aside instead.
    """
    for row in OrmQ.objects.filter(lock__lte=now).order_by("lock", "id")[:5]:
        try:
            task = SignedPackage.loads(row.payload)
        except (TypeError, BadSignature, EOFError):
            log.error("task %s is not signed by this installation; dropped", row.pk)
            OrmQ.objects.filter(pk=row.pk).delete()
            continue
        if task.get("begun", 0) - task.get("failed", 0) >= DEATHS:
            set_aside(row.pk, task, f"its worker died {DEATHS} times", now)
            continue
        task["begun"] = task.get("begun", 0) + 1
        until = now + lease()
        if OrmQ.objects.filter(pk=row.pk, lock=row.lock).update(lock=until, payload=SignedPackage.dumps(task)):
            return Claimed(row.pk, task, until)
    return None


class Keeper(threading.Thread):
    """Keeps the lease of the running task alive from a thread of its own."""

    def __init__(self) -> None:
        super().__init__(daemon=True, name="lease")
        self.held: Claimed | None = None
        self.guard = threading.Lock()

    def run(self) -> None:
        while True:
            time.sleep(settings.TASK_LEASE / 3)
            with self.guard:
                if self.held is not None:
                    self._renew(self.held)

    def _renew(self, held: Claimed) -> None:
        until = clock.now() + lease()
        try:
            if OrmQ.objects.filter(pk=held.row_id, lock=held.lock).update(lock=until):
                held.lock = until
        except Error as error:         # the task itself may hold the database; its effect is harmless twice
            log.info("lease of task %s not renewed: %s", held.row_id, error)
            connection.close()

    def hold(self, claimed: Claimed | None) -> None:
        with self.guard:
            self.held = claimed


def run_one(keeper: Keeper | None = None) -> bool:
    """Take and run one task; return whether there was one."""
    claimed = claim(clock.now())
    if claimed is None:
        return False
    if keeper is not None:
        keeper.hold(claimed)
    try:
        error = _run(claimed.task)
    finally:
        if keeper is not None:
            keeper.hold(None)
    if error is None:
        OrmQ.objects.filter(pk=claimed.row_id).delete()
    else:
        _failed(claimed, error)
    return True


def _run(task: dict[str, Any]) -> str | None:
    """Run a task; return where it failed, or None."""
    try:
        with TimeoutHandler(settings.Q_CLUSTER["timeout"]):
            import_string(task["func"])(*task["args"], **task["kwargs"])
    except (Exception, TimeoutException):
        return traceback.format_exc()[-4_000:]
    return None


def _failed(claimed: Claimed, error: str) -> None:
    """Leave the task for another try after a growing pause, or set it aside; untouched if another worker has it by now."""
    task = claimed.task
    task["failed"] = task.get("failed", 0) + 1
    log.error("task %s failed, try %s:\n%s", task["func"], task["failed"], error)
    now = clock.now()
    mine = OrmQ.objects.filter(pk=claimed.row_id, lock=claimed.lock)
    if task["failed"] < tries():
        pause = min(dt.timedelta(seconds=2 ** task["failed"]), LONGEST_PAUSE)
        mine.update(lock=now + pause, payload=SignedPackage.dumps(task))
    elif mine.exists():
        set_aside(claimed.row_id, task, error, now)


def set_aside(row_id: int, task: dict[str, Any], error: str, now: dt.datetime) -> None:
    """Move a task from the queue to what the operator sees."""
    with transaction.atomic():
        if OrmQ.objects.filter(pk=row_id).delete()[0]:
            Task.objects.update_or_create(id=task["id"], defaults={
                "name": task["name"], "func": task["func"], "args": task["args"], "kwargs": task["kwargs"],
                "group": task.get("group"), "started": task["started"], "stopped": now, "result": error,
                "success": False, "attempt_count": max(tries(), task.get("begun", 0))})


def work(stop: Callable[[], bool]) -> None:
    """Take and run tasks until told to stop; the one at work is finished first."""
    keeper = Keeper()
    keeper.start()
    while not stop():
        try:
            close_old_connections()
            if not run_one(keeper):
                time.sleep(POLL)
        except Error as error:
            log.warning("the database does not answer the worker: %s; trying again", error)
            connection.close()
            time.sleep(1)
