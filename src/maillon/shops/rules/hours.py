"""Opening hours after OpenStreetMap's grammar, read for people. Times are the town's own.

Public holidays are those of the town's country (not of a region within it), as the library's calendar has them.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from babel.core import get_global
from opening_hours import OpeningHours, State

HORIZON = dt.timedelta(days=8)
FARTHEST = 366  # days looked ahead: hours of one day in a leap year are not worth a search through decades
NAMES_HOLIDAYS = re.compile(r"\bPH\b")
HOLIDAYS = "PH 00:00-24:00"


@dataclass(frozen=True)
class OpenState:
    """`until`: when that changes, naive local time; None when it does not within eight days.

    `may_differ`: today, or the day of `until`, is a public holiday and the hours do not say what applies then.
    """

    open: bool
    until: dt.datetime | None
    may_differ: bool = False


def country_of(time_zone: str) -> str:
    """The country a time zone belongs to, as an ISO code; empty where it belongs to none or several."""
    found = str(get_global("zone_territories").get(time_zone) or "")
    return found if len(found) == 2 and found.isalpha() else ""


@lru_cache(maxsize=4096)
def parsed(text: str, country: str = "") -> OpeningHours | None:
    """The hours, or None for text that is not in the grammar. A country without a calendar has no public holidays."""
    if not text:
        return None
    try:
        return OpeningHours(text, country=country or None, max_interval_days=FARTHEST)
    except Exception:  # the parser has no common error class; perhaps it is the country that it does not know
        return parsed(text) if country else None


def is_holiday(day: dt.date, country: str) -> bool:
    holidays = parsed(HOLIDAYS, country)
    return holidays is not None and bool(holidays.is_open(dt.datetime.combine(day, dt.time(12))))


def state_at(text: str, local: dt.datetime, country: str = "") -> OpenState | None:
    """Open or shut at `local` (naive, the town's time); None when the text cannot be read, or says that it is unknown."""
    hours = parsed(text, country)
    if hours is None or hours.is_unknown(local):
        return None
    change = hours.next_change(local)
    until = change if change is not None and change - local <= HORIZON else None
    may_differ = not NAMES_HOLIDAYS.search(text) and any(is_holiday(day.date(), country) for day in (local, until) if day)
    return OpenState(hours.is_open(local), until, may_differ)


def week_of(text: str, monday: dt.date, country: str = "") -> list[list[tuple[dt.time, dt.time]]] | None:
    """Opening times of seven days from `monday`; past midnight counts for the day it began. None when unreadable."""
    hours = parsed(text, country)
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
