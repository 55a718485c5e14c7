"""The worker: one task at a time, under a lease; what fails comes again, what keeps failing or killing is set aside."""
from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import InterfaceError
from django_q.models import Failure, OrmQ
from django_q.signing import SignedPackage

from maillon.core import clock, queue, work
from maillon.site import worker

done: list[tuple] = []


def task(*args: Any) -> None:
    done.append(args)


def failing() -> None:
    raise ValueError("no")


def endless() -> None:
    while True:
        pass


TASK, FAILING, ENDLESS = (f"{__name__}.{name}" for name in ("task", "failing", "endless"))
HOUR = dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def empty(db: Any) -> None:
    done.clear()


def due() -> None:
    """Let every lease and pause be over."""
    OrmQ.objects.update(lock=clock.now() - HOUR)


def test_a_task_is_run_once_and_gone() -> None:
    work.later(TASK, 1, [2])
    assert worker.run_one() and not worker.run_one()
    assert done == [(1, [2])] and not OrmQ.objects.exists()


def test_oldest_first() -> None:
    for n in range(3):
        work.later(TASK, n)
    while worker.run_one():
        pass
    assert done == [(0,), (1,), (2,)]


def test_a_claimed_task_is_nobody_elses_until_its_lease_is_over() -> None:
    work.later(TASK)
    now = clock.now()
    claimed = worker.claim(now)
    assert claimed is not None and worker.claim(now) is None
    again = worker.claim(now + worker.lease())
    assert again is not None and again.task["begun"] == 2


def test_the_keeper_renews_the_lease_of_the_task_at_work() -> None:
    work.later(TASK)
    claimed = worker.claim(clock.now())
    assert claimed is not None
    before = claimed.lock
    worker.Keeper()._renew(claimed)
    assert OrmQ.objects.get().lock == claimed.lock > before


def test_what_fails_comes_again_later_and_is_set_aside_after_five_tries() -> None:
    work.later(FAILING)
    for n in range(1, 6):
        assert worker.run_one()
        if n < 5:
            assert not worker.run_one(), "not at once"
            assert not Failure.objects.exists()
            due()
    assert not OrmQ.objects.exists()
    [aside] = queue.queue().set_aside
    assert (aside.function, aside.tries) == (FAILING, 5) and "ValueError: no" in aside.reason
    assert queue.try_again(task_id=aside.id, by=None, now=clock.now()) and OrmQ.objects.count() == 1


def test_what_kills_its_worker_each_time_is_set_aside() -> None:
    work.later(TASK)
    for _ in range(worker.DEATHS):
        assert worker.claim(clock.now()) is not None
        due()
    assert worker.claim(clock.now()) is None
    assert "died" in queue.queue().set_aside[0].reason and not OrmQ.objects.exists()


def test_a_task_that_takes_too_long_is_ended(settings: Any) -> None:
    settings.Q_CLUSTER = {**settings.Q_CLUSTER, "timeout": 1}
    work.later(ENDLESS)
    assert worker.run_one()
    assert SignedPackage.loads(OrmQ.objects.get().payload)["failed"] == 1


def test_a_worker_whose_lease_was_over_leaves_the_task_to_the_one_that_has_it_now() -> None:
    work.later(FAILING)
    late = worker.claim(clock.now())
    due()
    other = worker.claim(clock.now())
    assert late is not None and other is not None
    for _ in range(worker.tries()):
        worker._failed(late, "boom")
    row = OrmQ.objects.get()
    assert row.lock == other.lock and not SignedPackage.loads(row.payload).get("failed")
    assert not Failure.objects.exists()


def test_the_keeper_outlives_a_connection_that_broke(monkeypatch: Any) -> None:
    work.later(TASK)
    claimed = worker.claim(clock.now())
    assert claimed is not None

    def broken(*_args: Any, **_more: Any) -> None:
        raise InterfaceError("connection already closed")

    with monkeypatch.context() as while_broken:
        while_broken.setattr(worker.OrmQ.objects, "filter", broken)
        while_broken.setattr(worker.connection, "close", lambda: None)
        worker.Keeper()._renew(claimed)
    before = claimed.lock
    worker.Keeper()._renew(claimed)
    assert claimed.lock > before


def test_a_task_of_another_installation_is_not_run() -> None:
    OrmQ.objects.create(key="maillon", payload="no such thing", lock=clock.now() - HOUR)
    assert not worker.run_one() and not OrmQ.objects.exists()
