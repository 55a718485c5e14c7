"""When a digest goes out and which days it tells of: the town's local time, whatever its clock does that night."""
from __future__ import annotations

import datetime as dt
import zoneinfo
from dataclasses import dataclass

HOUR = dt.time(7, 30)
MONDAY = 0
DAYS = {"daily": 1, "weekly": 7}
LONGEST = dt.timedelta(days=31)
"""A digest never reaches further back, however long the house was shut."""


@dataclass(frozen=True)
class Period:
    """Local days from `since` up to, without, `until`."""

    since: dt.date
    until: dt.date

    @property
    def days(self) -> int:
        return (self.until - self.since).days

    @property
    def last_day(self) -> dt.date:
        return self.until - dt.timedelta(days=1)


def next_moment(after: dt.datetime, rhythm: str, time_zone: str) -> dt.datetime:
    """Return the first half past seven, town's time, strictly after `after` (aware), on a Monday when weekly; in UTC.

    Raises KeyError for a rhythm that is neither daily nor weekly.
    """
    step = DAYS[rhythm]
    zone = zoneinfo.ZoneInfo(time_zone)
    day = after.astimezone(zone).date() - dt.timedelta(days=1)
    while True:
        day += dt.timedelta(days=1)
        moment = dt.datetime.combine(day, HOUR, zone).astimezone(dt.UTC)
        if moment > after and (step == 1 or day.weekday() == MONDAY):
            return moment


def period(now: dt.datetime, rhythm: str, time_zone: str, told_until: dt.date | None = None) -> Period:
    """Return the whole days a digest sent at `now` tells of: up to yesterday, or last Sunday when weekly.

    It takes up where the one before ended (`told_until`), so that days on which the house was shut are told too.
    """
    today = now.astimezone(zoneinfo.ZoneInfo(time_zone)).date()
    until = today if rhythm == "daily" else today - dt.timedelta(days=today.weekday())
    since = until - dt.timedelta(days=DAYS[rhythm])
    if told_until is not None and told_until < until:
        since = max(told_until, until - LONGEST)
    return Period(since, until)


def so_far(now: dt.datetime, rhythm: str, time_zone: str) -> Period:
    """Return the days up to and with today: what a digest asked for at this moment tells of."""
    today = now.astimezone(zoneinfo.ZoneInfo(time_zone)).date()
    until = today + dt.timedelta(days=1)
    return Period(until - dt.timedelta(days=DAYS[rhythm]), until)
