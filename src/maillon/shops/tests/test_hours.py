# ruff: noqa: DTZ001 - these are times on the town's wall clock
"""Opening hours in words: open now, when that changes, the week."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.shops.rules.hours import country_of, is_holiday, state_at, week_of

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


CHRISTMAS_EVE = dt.datetime(2026, 12, 24, 22)
DAYS = "Mo-Sa 09:00-19:00"


@pytest.mark.parametrize(
    ("text", "moment", "country", "opened", "until", "may_differ"),
    [
        (DAYS, dt.datetime(2026, 12, 25, 10), "FR", True, dt.datetime(2026, 12, 25, 19), True),
        (DAYS, dt.datetime(2026, 12, 25, 10), "", True, dt.datetime(2026, 12, 25, 19), False),
        (DAYS, CHRISTMAS_EVE, "FR", False, dt.datetime(2026, 12, 25, 9), True),
        (DAYS, dt.datetime(2026, 12, 23, 10), "FR", True, dt.datetime(2026, 12, 23, 19), False),
        (DAYS + "; PH off", CHRISTMAS_EVE, "FR", False, dt.datetime(2026, 12, 26, 9), False),
        (DAYS + "; PH off", CHRISTMAS_EVE, "XX", False, dt.datetime(2026, 12, 25, 9), False),
        ("Mo-Sa,PH 09:00-19:00", dt.datetime(2026, 11, 1, 10), "FR", True, dt.datetime(2026, 11, 1, 19), False),
        (DAYS, dt.datetime(2026, 7, 14, 10), "NO", True, dt.datetime(2026, 7, 14, 19), False),
        ("24/7", dt.datetime(2026, 12, 25, 10), "FR", True, None, True),
    ],
)
def test_on_public_holidays_the_rule_for_them_counts_or_hours_may_differ(text, moment, country, opened, until, may_differ):
    state = state_at(text, moment, country)
    assert (state.open, state.until, state.may_differ) == (opened, until, may_differ)


def test_the_week_knows_the_holidays_of_the_country():
    week = week_of("Mo-Fr 09:00-12:00; PH off", dt.date(2026, 12, 21), "FR")
    assert week == [[(T(9), T(12))]] * 4 + [[], [], []]
    assert is_holiday(dt.date(2026, 7, 14), "FR") and not is_holiday(dt.date(2026, 7, 14), "PL")
    assert not is_holiday(dt.date(2026, 12, 25), "XX") and not is_holiday(dt.date(2026, 12, 25), "")


def test_the_country_is_that_of_the_time_zone():
    zones = ("Europe/Paris", "Europe/Oslo", "Asia/Tokyo", "Asia/Seoul", "Europe/Warsaw", "America/New_York", "UTC", "nowhere")
    assert [country_of(zone) for zone in zones] == ["FR", "NO", "JP", "KR", "PL", "US", "", ""]


def test_hours_that_say_they_are_unknown_are_unknown():
    assert state_at("Mo-Fr 10:00-12:00 unknown", dt.datetime(2026, 11, 23, 11)) is None


@given(st.text(max_size=40))
def test_no_text_breaks_it(text):
    state_at(text, SATURDAY)
    week = week_of(text, MONDAY)
    assert week is None or len(week) == 7
