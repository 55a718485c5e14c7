"""What is usual, what is news, what to do next, what hangs on a wall: pure rules."""
from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.voices.rules.evidence import signs
from maillon.voices.rules.finding import Candidate, most_unusual
from maillon.voices.rules.hearing import state_of
from maillon.voices.rules.next_step import first_to_answer, step
from maillon.voices.rules.usual import Usual, strangeness, usual_of
from maillon.voices.rules.variety import choose, loud

NOW = dt.datetime(2026, 11, 22, 11, 0, tzinfo=dt.UTC)


def test_the_usual_is_the_middle_half_of_the_weeks():
    assert usual_of([5, 4, 6, 5, 7, 4, 5, 6, 7, 4, 6, 5]) == Usual(4, 6)


def test_too_few_voices_or_weeks_have_no_usual():
    assert usual_of([0] * 12) is None
    assert usual_of([1, 0, 0, 0, 2, 0, 1, 0, 0, 1, 0, 1]) is None
    assert usual_of([0] * 9 + [9, 9, 9], listened=3) is None


def test_weeks_before_anybody_listened_do_not_count_as_silence():
    assert usual_of([0] * 8 + [6, 6, 6, 6], listened=4) == Usual(6, 6)


@given(st.lists(st.integers(0, 500), min_size=12, max_size=12), st.integers(0, 1000))
def test_the_usual_is_made_of_counts_that_happened_and_strangeness_is_zero_within(weeks, n):
    usual = usual_of(weeks)
    if usual is None:
        return
    assert usual.low in weeks and usual.high in weeks and usual.low <= usual.high
    assert (strangeness(n, usual) == 0) == (usual.place(n) == "within")
    assert (strangeness(n, usual) > 0) == (usual.place(n) == "above")


def test_the_finding_is_what_lies_farthest_from_its_habit():
    rows = [Candidate("street", "1", "rue A", 41, Usual(14, 22)), Candidate("street", "2", "rue B", 28, Usual(20, 31)),
            Candidate("shop", "3", "C", 9, Usual(4, 7))]
    found = most_unusual(rows, 78)
    assert (found.kind, found.name, found.above) == ("street", "rue A", True)
    assert round(found.times, 1) == 2.3


@pytest.mark.parametrize(("rows", "total", "kind"), [
    ([], 0, "empty"),
    ([Candidate("street", "1", "rue A", 3, None)], 3, "few"),
    ([Candidate("street", "1", "rue A", 20, Usual(14, 22))], 20, "quiet"),
    ([Candidate("street", "1", "rue A", 2, Usual(0, 0))], 2, "quiet"),
])
def test_where_nothing_differs_the_finding_says_so(rows, total, kind):
    assert most_unusual(rows, total).kind == kind


@dataclass(frozen=True)
class Item:
    kind: str = "question"
    safety: bool = False
    stance: str = "up"
    lang: str = "fr"
    author: str = "a"
    about: int = 1
    text: str = "x" * 60


def test_danger_is_answered_first_then_the_oldest_complaint():
    danger = Item("question", safety=True)
    complaint, later = Item("complaint", author="b"), Item("complaint", author="c")
    assert first_to_answer([Item(), complaint, later]) is complaint
    assert first_to_answer([Item(), complaint, danger]) is danger
    assert first_to_answer([]) is None


@pytest.mark.parametrize(("known", "wanted"), [
    ({"danger": True, "waiting": True}, "danger"), ({"waiting": True, "thanks": True}, "answer"), ({"thanks": True}, "thank"),
    ({"blind": True}, "hear"), ({"blind": True, "ever": True}, "page"), ({}, "page"),
])
def test_there_is_one_next_step(known, wanted):
    assert step(**{"waiting": False, "danger": False, "thanks": False, "blind": False, "ever": False} | known) == wanted


@pytest.mark.parametrize(
    ("state", "due", "wanted"),
    [
        ("listening", -5, "heard"),
        ("listening", 300, "slow"),
        ("blind", 0, "blind"),
        ("paused", 900, "paused"),
        ("done", 900, "done"),
    ],
)
def test_a_source_is_heard_slow_or_blind(state, due, wanted):
    next_at = NOW - dt.timedelta(minutes=due)
    assert state_of(state=state, checked_at=NOW, next_at=next_at, now=NOW) == wanted


def test_evidence_is_read_strongest_first_and_rubbish_is_left_out():
    rows = signs([{"kind": "geotag", "text": "", "start": None}, {"kind": "name", "text": "Pruneau", "start": 3, "end": 10},
                  {"kind": "name", "text": "pruneau", "start": 30, "end": 37}, "rubbish", {"text": "no kind"}])
    assert [(r.kind, r.strength) for r in rows] == [("name", 3), ("geotag", 1)]


def test_a_wall_is_varied_and_mostly_praise():
    pool = [Item(about=1, author=str(i)) for i in range(10)] + [Item(about=n, author=f"x{n}", stance="down") for n in range(2, 8)]
    hung = choose(pool, 8)
    assert len(hung) == 8
    assert sum(v.stance == "down" for v in hung) == 2
    assert hung == choose(pool, 8)


def test_a_wall_does_not_repeat_how_a_voice_begins():
    pool = [Item(about=n, author=str(n), text="Merci à la boulangerie du coin, " + "x" * n) for n in range(6)]
    other = Item(about=9, author="z", text="Elle a redonné sa forme au chapeau")
    assert other in choose([*pool, other], 2)


def test_a_wall_of_blame_only_stays_short():
    assert len(choose([Item(stance="down", about=n, author=str(n)) for n in range(9)], 8)) == 2


@given(
    st.lists(st.builds(Item, stance=st.sampled_from(["up", "down", "none"]), about=st.integers(0, 4)), max_size=30),
    st.integers(0, 9),
)
def test_at_most_two_voices_are_loud_and_they_do_not_touch(pool, wanted):
    hung = choose(pool, wanted)
    large = sorted(loud(hung))
    assert len(hung) <= wanted and len(large) <= 2
    assert all(hung[i].stance == "up" for i in large)
    assert len(large) < 2 or large[1] - large[0] >= 3
