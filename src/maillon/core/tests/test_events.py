"""Events: told with the change, delivered at least once, taking effect once."""
from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.db import transaction
from django_q.models import OrmQ

from maillon.core import clock, events, work
from maillon.core.models import Chore, Handled


@dataclass(frozen=True)
class BreadSold:
    loaves: int


@pytest.fixture
def sold():
    """A reaction that leaves a trace in the database; signed off again afterwards."""
    def react(event: BreadSold) -> None:
        Chore.objects.create(name=f"sold {event.loaves}", next_at="2026-01-01T00:00:00Z")
        if event.loaves == 13:
            raise ValueError("a baker's dozen")

    react.__qualname__ = "react"
    events.when(BreadSold)(react)
    yield f"{__name__}:react"
    events._reactions.pop(BreadSold)


def deliver(event: BreadSold, event_id: str, reaction: str) -> None:
    events.deliver(events.path_of(BreadSold), {"loaves": event.loaves}, event_id, reaction)


@pytest.mark.django_db
def test_telling_queues_one_task_a_reaction_with_the_change(sold):
    with transaction.atomic():
        events.tell(BreadSold(3))
    assert OrmQ.objects.count() == 1
    assert events.reactions_to(BreadSold) == [sold]


@pytest.mark.django_db
def test_a_change_that_fails_tells_nothing(sold):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        events.tell(BreadSold(3))
        _ = 1 / 0
    assert OrmQ.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_telling_outside_a_transaction_is_refused(sold):
    with pytest.raises(RuntimeError):
        events.tell(BreadSold(3))


@pytest.mark.django_db
def test_a_second_delivery_changes_nothing(sold):
    deliver(BreadSold(3), "e1", sold)
    deliver(BreadSold(3), "e1", sold)
    assert Chore.objects.filter(name="sold 3").count() == 1
    assert Handled.objects.count() == 1


@pytest.mark.django_db
def test_a_failing_reaction_leaves_no_mark_so_it_is_tried_again(sold):
    with pytest.raises(ValueError, match="dozen"):
        deliver(BreadSold(13), "e2", sold)
    assert not Handled.objects.exists()
    assert not Chore.objects.exists()


@pytest.mark.django_db
def test_a_reaction_that_left_the_house_is_let_go():
    deliver(BreadSold(3), "e3", "nowhere:gone")
    assert not Handled.objects.exists()


@pytest.mark.django_db
def test_work_goes_back_with_its_transaction():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        work.later("maillon.core.beats.worker_beat")
        _ = 1 / 0
    assert not OrmQ.objects.exists()


@pytest.mark.django_db
def test_marks_do_not_stay_for_ever(sold):
    deliver(BreadSold(3), "old", sold)
    Handled.objects.update(at=clock.now() - events.KEPT)
    deliver(BreadSold(4), "new", sold)
    events.sweep_handled()
    assert Handled.objects.get().event_id == "new"
