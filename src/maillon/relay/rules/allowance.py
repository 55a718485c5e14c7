"""How many alerts one person gets in an hour; the rest come in one summary, so that a burst never buries the first."""
from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

PER_HOUR = 5
HOUR = dt.timedelta(hours=1)
FRESH = dt.timedelta(hours=48)
"""An alert is about now: a danger written of longer ago stands in the digest."""


def summary_at(recent: Sequence[dt.datetime], now: dt.datetime) -> dt.datetime | None:
    """Return None if one more alert may go at once, else the moment of the summary that takes it along.

    `recent` are the moments of the alerts already given to this person (any order).
    """
    within = sorted(moment for moment in recent if moment > now - HOUR)
    return within[-PER_HOUR] + HOUR if len(within) >= PER_HOUR else None


def is_fresh(written_at: dt.datetime, now: dt.datetime) -> bool:
    return now - written_at <= FRESH
