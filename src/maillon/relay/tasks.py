"""Background work of relay: loads ids, calls one action."""
from __future__ import annotations

import logging

from django.utils.translation import gettext_noop

from maillon.core import clock
from maillon.territory.public import towns

from .actions import delivery, digest, prune, subscribe
from .mailing import letters, transport

log = logging.getLogger(__name__)


def send(delivery_id: int) -> None:
    """Send one message. Harmless twice: only a queued one is taken, and it is `sending` before anything goes out."""
    row = delivery.begin(delivery_id=delivery_id, now=clock.now(), host=letters.host())
    if row is None:
        return
    try:
        letter = letters.compose(row)
    except letters.Withheld as reason:
        delivery.settle(delivery_id=row.pk, outcome="refused", reason=str(reason), now=clock.now())
        if reason.ends:
            subscribe.end_for_role(subscription_id=row.subscription_id, now=clock.now())
        return
    except Exception as error:                  # nothing went out yet: it may be tried again
        log.exception("letter of delivery %s", row.public_id)
        delivery.settle(delivery_id=row.pk, outcome="later", now=clock.now(),
                        reason=gettext_noop("it could not be written") + f": {error!r}")
        return
    outcome = transport.hand_over(letter)
    delivery.settle(delivery_id=row.pk, outcome=outcome.state, reason=outcome.reason, now=clock.now())


def make_due_digests() -> None:
    """A chore."""
    digest.make_due(now=clock.now())


def move_deliveries() -> None:
    """A chore: held alerts get their summary, what waits for another try a task, what lost its sender is unknown."""
    delivery.sum_up_held(now=clock.now())
    delivery.requeue_due(now=clock.now())
    delivery.note_lost(now=clock.now())


def sign_up_holders() -> None:
    """A chore: whoever was given a role since gets its subscriptions."""
    for town in towns():
        subscribe.sign_up_holders(town_id=town.id, time_zone=town.time_zone, now=clock.now())


def forget() -> None:
    """A chore: what was sent long ago."""
    prune.prune(now=clock.now())
