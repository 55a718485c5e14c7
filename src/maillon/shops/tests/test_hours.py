# ruff: noqa: DTZ001 - these are times on the town's wall clock
"""Opening hours in words: open now, when that changes, the week."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.shops.rules.hours import state_at, week_of

SATURDAY = dt.datetime(2026, 11, 21, 18, 0)
MONDAY = dt.date(2026, 11, 16)
T = dt.time


@pytest.mark.parametrize(
    ("text", "moment", "opened", "until"),
    [
        ("Mo-Sa 09:00-19:00", SATURDAY, True, dt.datetime(2026, 11, 21, 19)),
        ("Mo-Sa 09:00-17:00", SATURDAY, False, dt.datetime(2026, 11, 23, 9)),
        ("24/7", SATURDAY, True, None),
        ("off", SATURDAY, False, None),
        ("Fr 20:00-02:00", dt.datetime(2026, 11, 21, 1), True, dt.datetime(2026, 11, 21, 2)),
    ],
)
def test_open_or_shut_and_until_when(text, moment, opened, until):
    state = state_at(text, moment)
    assert (state.open, state.until) == (opened, until)


@pytest.mark.parametrize("text", ["", "whenever we like", "Mo-", "<b>"])
def test_unreadable_hours_are_unknown(text):
    assert state_at(text, SATURDAY) is None and week_of(text, MONDAY) is None


def test_the_week_begins_on_monday_and_a_night_belongs_to_its_evening():
    week = week_of("Mo 09:00-12:00,14:00-18:00; Fr 20:00-02:00; Su 10:00-12:00", MONDAY)
    assert week == [[(T(9), T(12)), (T(14), T(18))], [], [], [], [(T(20), T(2))], [], [(T(10), T(12))]]


def test_all_day_is_midnight_to_midnight():
    assert week_of("24/7", MONDAY) == [[(T(0), T(0))]] * 7


@given(st.text(max_size=40))
def test_no_text_breaks_it(text):
    state_at(text, SATURDAY)
    week = week_of(text, MONDAY)
    assert week is None or len(week) == 7
