"""Chores: the listener's clock; two listeners are harmless."""
import datetime as dt

import pytest
from django_q.models import OrmQ

from maillon.core import chores
from maillon.core.models import Chore

NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
BEAT = "maillon.core.beats.worker_beat"


@pytest.fixture(autouse=True)
def only_the_beat(monkeypatch):
    monkeypatch.setattr(chores, "_rhythms", {BEAT: chores.Rhythm(BEAT, dt.timedelta(seconds=15))})


@pytest.mark.django_db
def test_a_chore_starts_when_it_is_due_and_not_before():
    assert chores.start_due(NOON) == [BEAT]
    assert chores.start_due(NOON + dt.timedelta(seconds=14)) == []
    assert chores.start_due(NOON + dt.timedelta(seconds=15)) == [BEAT]
    assert OrmQ.objects.count() == 2


@pytest.mark.django_db
def test_a_second_listener_finds_it_taken():
    """The other one read the old `next_at` a moment ago; its UPDATE finds no such row any more."""
    chores.start_due(NOON)
    before = Chore.objects.get(name=BEAT).next_at
    later = NOON + dt.timedelta(seconds=20)
    assert chores.start_due(later) == [BEAT]
    assert Chore.objects.filter(name=BEAT, next_at=before).update(next_at=later) == 0
    assert chores.start_due(later) == []


@pytest.mark.django_db
def test_a_listener_that_slept_starts_each_chore_once():
    chores.start_due(NOON)
    assert chores.start_due(NOON + dt.timedelta(days=3)) == [BEAT]
    assert chores.start_due(NOON + dt.timedelta(days=3)) == []


@pytest.mark.django_db
def test_a_chore_that_could_not_be_queued_is_still_due(monkeypatch):
    chores.start_due(NOON)
    later = NOON + dt.timedelta(seconds=20)

    def killed(function):
        raise SystemExit

    with monkeypatch.context() as broken, pytest.raises(SystemExit):
        broken.setattr(chores, "later", killed)
        chores.start_due(later)
    assert chores.start_due(later) == [BEAT]
