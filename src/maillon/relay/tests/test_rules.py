"""Rhythm, states, allowance, headline, formulas: the rules that need no database."""
from __future__ import annotations

import csv
import datetime as dt
import io
import itertools
import zoneinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.core.safe_cells import safe_cell
from maillon.core.states import MoveRefused
from maillon.relay.rules import allowance, headline, rhythm
from maillon.relay.rules.delivery import PAUSES, STATES, pause_after

ZONES = ["Europe/Paris", "Asia/Tokyo", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca"]
moments = st.integers(1_100_000_000, 2_000_000_000).map(lambda seconds: dt.datetime.fromtimestamp(seconds, dt.UTC))


def utc(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=dt.UTC)


@pytest.mark.parametrize(("after", "due"), [
    (utc(2026, 10, 24, 5, 29), utc(2026, 10, 24, 5, 30)),       # summer: 07:30 is 05:30 UTC
    (utc(2026, 10, 24, 5, 30), utc(2026, 10, 25, 6, 30)),       # the night of 25 hours
    (utc(2026, 3, 28, 6, 30), utc(2026, 3, 29, 5, 30)),         # the night of 23 hours
])
def test_a_daily_digest_comes_at_half_past_seven_whatever_the_clock_does(after, due):
    assert rhythm.next_moment(after, "daily", "Europe/Paris") == due


@given(moments, st.sampled_from(["daily", "weekly"]), st.sampled_from(ZONES))
def test_the_next_moment_is_the_first_one(after, pace, zone):
    due = rhythm.next_moment(after, pace, zone)
    local = due.astimezone(zoneinfo.ZoneInfo(zone))
    assert after < due <= after + dt.timedelta(days=9 if pace == "weekly" else 3)      # Apia once had no 30 December
    assert local.time() == rhythm.HOUR
    assert pace == "daily" or local.weekday() == 0


@given(moments, st.sampled_from(["daily", "weekly"]), st.sampled_from(ZONES))
def test_periods_follow_each_other_without_gap_or_overlap(start, pace, zone):
    told = None
    moment = start
    for _ in range(4):
        moment = rhythm.next_moment(moment, pace, zone)
        period = rhythm.period(moment, pace, zone, told)
        assert told is None or period.since == told
        assert period.until <= moment.astimezone(zoneinfo.ZoneInfo(zone)).date()
        told = period.until


def test_days_on_which_the_house_was_shut_are_told_but_not_for_ever():
    monday = utc(2026, 11, 23, 7, 0)
    assert rhythm.period(monday, "daily", "Europe/Paris", dt.date(2026, 11, 20)).days == 3
    assert rhythm.period(monday, "daily", "Europe/Paris", dt.date(2026, 1, 1)).days == 31
    week = rhythm.Period(dt.date(2026, 11, 16), dt.date(2026, 11, 23))
    assert rhythm.period(monday, "weekly", "Europe/Paris") == week
    assert rhythm.so_far(monday, "weekly", "Europe/Paris").last_day == dt.date(2026, 11, 23)


def test_every_move_of_a_message_is_in_the_table_and_no_other():
    allowed = {
        ("queued", "sending"), ("queued", "refused"), ("held", "sending"), ("held", "refused"), ("sending", "sent"),
        ("sending", "queued"), ("sending", "held"), ("sending", "refused"), ("sending", "failed"),
        ("sending", "unknown"), ("failed", "queued"), ("unknown", "queued")}
    for before, after in itertools.product(STATES.moves, repeat=2):
        assert STATES.allows(before, after) == ((before, after) in allowed)
        if (before, after) not in allowed:
            with pytest.raises(MoveRefused):
                STATES.check(before, after)


def test_tries_are_further_and_further_apart_and_then_end():
    pauses = [pause_after(n) for n in range(1, len(PAUSES) + 2)]
    assert pauses[-1] is None
    assert pauses[:-1] == sorted(p for p in pauses if p)


def test_the_allowance_of_alerts():
    now = utc(2026, 11, 22, 12)
    minutes = [now - dt.timedelta(minutes=m) for m in (50, 40, 30, 20)]
    assert allowance.summary_at(minutes, now) is None
    assert allowance.summary_at([*minutes, now], now) == now + dt.timedelta(minutes=10)
    assert allowance.summary_at([now - dt.timedelta(hours=2)] * 9, now) is None


@pytest.mark.parametrize(("counts", "usual", "kind", "aspect"), [
    ({"voices": 90, "safety": 1, "kind:complaint": 40}, 10, "safety", ""),
    ({"voices": 12, "kind:complaint": 3}, 5, "above", ""),
    ({"voices": 4, "kind:complaint": 1, "kind:question": 1}, 5, "asking", ""),
    ({"voices": 9, "kind:complaint": 4, "aspect:price:down": 4, "aspect:product:up": 3}, 9, "aspect_down", "price"),
    ({"voices": 9, "aspect:product:up": 5, "aspect:price:down": 1}, 9, "praise", "product"),
    ({"voices": 2}, None, "voices", ""),
    ({"voices": 0, "stance:up": 0}, 4, "silence", ""),
    ({}, None, "silence", ""),
])
def test_the_subject_says_the_one_thing_that_matters(counts, usual, kind, aspect):
    chosen = headline.choose(counts, usual)
    assert (chosen.kind, chosen.aspect) == (kind, aspect)


@given(st.dictionaries(st.sampled_from(["voices", "safety", "kind:complaint", "aspect:price:down", "stance:up"]),
                       st.integers(-2, 50)), st.none() | st.integers(0, 30))
def test_every_count_has_a_headline(counts, usual):
    assert headline.choose(counts, usual).kind in headline.KINDS


# What may stand before a formula and still be dropped by a program that reads the sheet.
UNSEEN = st.text(st.sampled_from(" \t\r\n\f\v\0\x1c\x85\u00a0\u2003\u200b\u202e\u2028\u3000\ufeff"))


@pytest.mark.parametrize("cell", ["=1+1", "\f@SUM(A1)", "\u200b=1", "\u2003-2", " \ufeff＝1", "\tx", "\r", "\n=1"])
def test_a_formula_is_made_text(cell):
    assert safe_cell(cell) == "'" + cell


@given(UNSEEN, st.text())
def test_no_cell_is_a_formula(unseen, text):
    text = unseen + text
    cell = safe_cell(text)
    assert cell.endswith(text)
    assert not cell.lstrip().startswith(("=", "+", "-", "@"))
    sheet = io.StringIO()
    csv.writer(sheet).writerow([cell, "end"])
    if "\x00" not in cell:
        assert next(csv.reader(io.StringIO(sheet.getvalue(), newline="")))[0] == cell
