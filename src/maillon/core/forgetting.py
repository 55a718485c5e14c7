"""Marks of events that were dealt with are forgotten once no redelivery can come any more."""
from __future__ import annotations

import datetime as dt

from . import clock, queue
from .events import deliver
from .models import Handled

KEPT = dt.timedelta(days=30)
"""What it takes is that no task is left; the days are for whoever looks into what happened."""
BATCH = 500
DELIVER = f"{deliver.__module__}.{deliver.__name__}"


def forget_handled(now: dt.datetime) -> int:
    """Delete the marks older than KEPT of events of which no task is left; return how many.

    An event is delivered again only by a task that lies in the queue, is at work, or was set aside and may be tried
    again: while there is one, its mark stays however old it is.
    """
    old = Handled.objects.filter(at__lt=now - KEPT).order_by("pk")
    to_come = {arguments[2] for arguments in queue.arguments_of(DELIVER)} if old.exists() else set()
    gone = last = 0
    while rows := list(old.filter(pk__gt=last).values_list("pk", "event_id")[:BATCH]):
        last = rows[-1][0]
        gone += Handled.objects.filter(pk__in=[pk for pk, event_id in rows if event_id not in to_come]).delete()[0]
    return gone


def forget() -> None:
    """A chore."""
    forget_handled(clock.now())
