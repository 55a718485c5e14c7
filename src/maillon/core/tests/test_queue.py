"""What was set aside after five tries is seen, and tried again with an audit row."""
import datetime as dt

import pytest
from django_q.models import OrmQ, Task

from maillon.core.models import AuditRow
from maillon.core.queue import queue, try_again

NOW = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)


def failed(task_id: str, tries: int) -> Task:
    return Task.objects.create(id=task_id, name=task_id, func="maillon.core.beats.worker_beat", args=(), kwargs={}, started=NOW,
                               stopped=NOW, success=False, attempt_count=tries, result="boom")


@pytest.mark.django_db
def test_only_what_was_tried_five_times_is_set_aside():
    failed("a" * 32, 5)
    failed("b" * 32, 2)
    assert [(task.id, task.reason) for task in queue().set_aside] == [("a" * 32, "boom")]


@pytest.mark.django_db
def test_trying_again_queues_it_once():
    failed("a" * 32, 5)
    assert try_again(task_id="a" * 32, by=None, now=NOW)
    assert not try_again(task_id="a" * 32, by=None, now=NOW)
    assert OrmQ.objects.count() == 1
    assert AuditRow.objects.get().action == "task.try_again"
