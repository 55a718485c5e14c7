"""Opening hours after OpenStreetMap's grammar, read for people. Times are the town's own; public holidays are not known here."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from opening_hours import OpeningHours, State

HORIZON = dt.timedelta(days=8)


@dataclass(frozen=True)
class OpenState:
    """`until`: when that changes, naive local time; None when it does not within eight days."""

    open: bool
    until: dt.datetime | None


@lru_cache(maxsize=4096)
def parsed(text: str) -> OpeningHours | None:
    """The hours, or None for text that is not in the grammar."""
    try:
        return OpeningHours(text) if text else None
    except Exception:  # the parser has no common error class
        return None


def state_at(text: str, local: dt.datetime) -> OpenState | None:
    """Open or shut at `local` (naive, the town's time); None when the text cannot be read."""
    hours = parsed(text)
    if hours is None:
        return None
    change = hours.next_change(local)
    return OpenState(hours.is_open(local), change if change is not None and change - local <= HORIZON else None)


def week_of(text: str, monday: dt.date) -> list[list[tuple[dt.time, dt.time]]] | None:
    """Opening times of seven days from `monday`; past midnight counts for the day it began. None when unreadable."""
    hours = parsed(text)
    if hours is None:
        return None
    days: list[list[tuple[dt.time, dt.time]]] = [[] for _ in range(7)]
    start = dt.datetime.combine(monday, dt.time())
    for begins, ends, state, _comment in hours.intervals(start, start + dt.timedelta(days=7)):
        if state != State.OPEN:
            continue
        day = (begins.date() - monday).days
        if (
            begins.time() == dt.time()
            and day
            and days[day - 1]
            and days[day - 1][-1][1] == dt.time()
            and ends.time() <= dt.time(6)
        ):
            days[day - 1][-1] = (days[day - 1][-1][0], ends.time())
            continue
        while 0 <= day < 7:
            midnight = dt.datetime.combine(monday + dt.timedelta(days=day + 1), dt.time())
            days[day].append((begins.time(), min(ends, midnight).time()))
            if ends <= midnight or (ends.time() <= dt.time(6) and (ends - midnight) < dt.timedelta(days=1)):
                if ends > midnight:
                    days[day][-1] = (begins.time(), ends.time())
                break
            begins, day = midnight, day + 1
    return days
