"""What was sent is forgotten in time, and nothing that could go out twice for it."""
from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail

from maillon.relay import tasks
from maillon.relay.actions import digest, prune
from maillon.relay.models import Delivery, Digest, Subscription
from maillon.relay.rules import allowance
from maillon.relay.rules.delivery import KEPT, RESTING, STATES
from maillon.relay.rules.rhythm import LONGEST

from .conftest import NOW
from .test_alert import a_danger, alerted

pytestmark = pytest.mark.django_db


def test_only_what_rests_is_forgotten_and_only_in_time(place, monkeypatch):
    monkeypatch.setattr(prune, "BATCH", 3)
    row = place.subscription("ada", "alert")
    for state in STATES.moves:
        for days in (89, 91):
            Delivery.objects.create(subscription=row, kind="alert", key=f"{state} {days}", state=state, queued_at=NOW,
                                    moved_at=NOW - dt.timedelta(days=days))
    assert prune.prune(now=NOW) == len(RESTING)
    assert set(Delivery.objects.values_list("key", flat=True)) == (
        {f"{state} 89" for state in STATES.moves} | {f"{state} 91" for state in ("queued", "held", "sending")})
    assert prune.prune(now=NOW) == 0


def test_a_summary_goes_with_what_it_carried(place):
    row = place.subscription("dario", "alert")
    long_ago = NOW - KEPT - dt.timedelta(hours=1)
    carrier = Delivery.objects.create(subscription=row, kind="summary", key="s", state="sent", queued_at=NOW, moved_at=long_ago)
    Delivery.objects.create(subscription=row, kind="alert", key="a", state="sent", queued_at=NOW, moved_at=long_ago,
                            carrier=carrier)
    assert prune.prune(now=NOW) == 2


def test_the_next_digest_still_takes_up_where_the_last_one_ended(place, run_tasks):
    row = place.subscription("ada")
    for days in (105, 98, 91):                     # three Mondays, then the house was shut
        place.clock.now = NOW - dt.timedelta(days=days)
        Subscription.objects.filter(pk=row.pk).update(next_at=place.clock.now)
        digest.make_due(now=place.clock.now)
        run_tasks()
    newest = Digest.objects.latest("until")
    place.clock.now = NOW
    tasks.forget()
    assert list(Digest.objects.all()) == [newest] and not Delivery.objects.exists()
    Subscription.objects.filter(pk=row.pk).update(next_at=NOW)
    assert digest.make_due(now=NOW) == 1
    assert Digest.objects.latest("until").since == NOW.date() - LONGEST
    assert prune.prune(now=NOW) == 1               # now there is a newer one


def test_an_event_that_comes_again_after_all_was_forgotten_alerts_nobody_twice(place, run_tasks):
    post = a_danger(place, place.shop)
    alerted(place, post)
    run_tasks()
    assert len(mail.outbox) == 3
    place.clock.forward(days=KEPT.days + 1)
    prune.prune(now=place.clock.now)
    assert not Delivery.objects.exists() and KEPT > allowance.FRESH
    assert alerted(place, post) == 0
