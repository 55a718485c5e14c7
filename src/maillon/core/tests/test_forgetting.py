"""Marks of events go in time, and never while the event may still come again."""
import datetime as dt

import pytest
from django.db import transaction
from django_q.models import OrmQ, Task
from django_q.signing import SignedPackage

from maillon.core import chores, events, forgetting, work
from maillon.core.models import Handled
from maillon.core.queue import try_again

from .test_events import BreadSold, sold  # noqa: F401

NOW = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
pytestmark = pytest.mark.django_db


def handled(event_id: str, days_ago: float, reaction: str = "a:b") -> None:
    row = Handled.objects.create(event_id=event_id, reaction=reaction)
    Handled.objects.filter(pk=row.pk).update(at=NOW - dt.timedelta(days=days_ago))


def kept() -> set[str]:
    return set(Handled.objects.values_list("event_id", flat=True))


def test_old_marks_go_and_young_ones_stay(monkeypatch):
    monkeypatch.setattr(forgetting, "BATCH", 2)
    for n in range(5):
        handled(f"old {n}", 31)
    handled("young", 29)
    work.later("maillon.core.beats.worker_beat")
    assert forgetting.forget_handled(NOW) == 5
    assert forgetting.forget_handled(NOW) == 0
    assert kept() == {"young"}


def test_what_may_still_be_delivered_keeps_its_mark_however_old(sold):  # noqa: F811
    with transaction.atomic():
        for loaves in (3, 4):
            events.tell(BreadSold(loaves))
    tasks = [SignedPackage.loads(row.payload) for row in OrmQ.objects.order_by("pk")]
    in_queue, aside = [task["args"][2] for task in tasks]
    OrmQ.objects.latest("pk").delete()             # its worker died too often after it had taken effect
    Task.objects.create(stopped=NOW, success=False, attempt_count=5,
                        **{field: tasks[1][field] for field in ("id", "name", "func", "args", "kwargs", "started")})
    OrmQ.objects.create(key="maillon", payload="not signed by us", lock=NOW)
    for event_id in (in_queue, aside, "gone"):
        handled(event_id, 400, sold)
    assert forgetting.forget_handled(NOW) == 1
    assert kept() == {in_queue, aside}
    assert try_again(task_id=tasks[1]["id"], by=None, now=NOW)
    assert forgetting.forget_handled(NOW) == 0
    OrmQ.objects.all().delete()
    assert forgetting.forget_handled(NOW) == 2 and not kept()


def test_the_listener_starts_it():
    started = chores.start_due(dt.datetime(2026, 11, 22, tzinfo=dt.UTC))
    assert "maillon.core.forgetting.forget" in started
    forgetting.forget()
