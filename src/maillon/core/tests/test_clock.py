"""Days are the town's: 23, 24 or 25 hours long."""
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.core.clock import day_bounds, local_day

PARIS = "Europe/Paris"


@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2028-02-29", 24)])
def test_how_long_a_day_is(day, hours):
    start, end = day_bounds(dt.date.fromisoformat(day), PARIS)
    assert (end - start).total_seconds() / 3600 == hours


def test_a_post_just_after_midnight_counts_on_the_new_day():
    assert local_day(dt.datetime(2026, 6, 30, 22, 1, tzinfo=dt.UTC), PARIS) == dt.date(2026, 7, 1)
    assert local_day(dt.datetime(2026, 6, 30, 21, 59, tzinfo=dt.UTC), PARIS) == dt.date(2026, 6, 30)


def test_a_naive_moment_is_refused():
    with pytest.raises(ValueError, match="aware"):
        local_day(dt.datetime(2026, 6, 30, 22, 1), PARIS)  # noqa: DTZ001


@given(st.datetimes(min_value=dt.datetime(2020, 1, 1), max_value=dt.datetime(2040, 1, 1), timezones=st.just(dt.UTC)),  # noqa: DTZ001
       st.sampled_from([PARIS, "Asia/Tokyo", "America/New_York", "Asia/Kathmandu"]))
def test_every_moment_lies_within_its_own_day(moment, zone):
    start, end = day_bounds(local_day(moment, zone), zone)
    assert start <= moment < end
