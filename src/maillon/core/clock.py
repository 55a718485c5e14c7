"""The only place that reads the clock; views, tasks and the listener pass `now` down."""
from __future__ import annotations

import datetime as dt
import zoneinfo


def now() -> dt.datetime:
    """Return the present moment, aware, in UTC."""
    return dt.datetime.now(dt.UTC)


def local_day(moment: dt.datetime, time_zone: str) -> dt.date:
    """Return the calendar day of `moment` in the town's `time_zone` (IANA name): the *day* of counters and deadlines.

    Raises ValueError if `moment` is naive.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment must be aware")
    return moment.astimezone(zoneinfo.ZoneInfo(time_zone)).date()


def day_bounds(day: dt.date, time_zone: str) -> tuple[dt.datetime, dt.datetime]:
    """Return the first moment of `day` and of the next one, in UTC; 23, 24 or 25 hours apart."""
    zone = zoneinfo.ZoneInfo(time_zone)
    start = dt.datetime.combine(day, dt.time(), zone).astimezone(dt.UTC)
    end = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), zone).astimezone(dt.UTC)
    return start, end
