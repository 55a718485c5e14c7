"""What may become of a message, and how long to wait before the next try.

`sending` is written down before the mail server is spoken to; a message found in it long afterwards may have gone out
or not, so it becomes `unknown` and is never sent again unasked.
"""
from __future__ import annotations

import datetime as dt
import re

from maillon.core.states import States

STATES = States("queued", {
    "queued": frozenset({"sending", "refused"}),
    "held": frozenset({"sending", "refused"}),                       # over the hourly allowance: goes into one summary
    "sending": frozenset({"sent", "queued", "held", "refused", "failed", "unknown"}),
    "sent": frozenset(),
    "refused": frozenset(),                                          # by the reader, the mail server or ourselves
    "failed": frozenset({"queued"}),                                 # gave up; a person may have it sent again
    "unknown": frozenset({"queued"}),                                # outcome unknown; a person may have it sent again
})
RESTING = ("sent", "refused", "failed", "unknown")
"""Nothing moves a message on from here unless a person does."""
KEPT = dt.timedelta(days=90)
"""So long a message at rest is remembered: much longer than `allowance.FRESH`, after which no voice alerts anybody."""
PAUSES = (dt.timedelta(minutes=1), dt.timedelta(minutes=5), dt.timedelta(minutes=20), dt.timedelta(hours=1),
          *[dt.timedelta(hours=2)] * 36)
"""Three days in all: a mail server that is down over a week-end loses nothing, and is met again within two hours."""
LEASE = dt.timedelta(minutes=10)
"""A queued message whose task has not come by then is given another one."""
LOST = dt.timedelta(minutes=15)
"""Longer than any task may run: a message still `sending` after it has lost its sender."""


ADDRESS = re.compile(r"[^\s<>@:]+@[^\s<>@:]+")


def without_addresses(reason: str) -> str:
    """What a mail server said without the addresses it repeats: the log names no resident."""
    return ADDRESS.sub("…", reason)


def pause_after(attempts: int) -> dt.timedelta | None:
    """Return how long to wait after so many failed tries (from 1), or None to give up."""
    return PAUSES[attempts - 1] if attempts <= len(PAUSES) else None
