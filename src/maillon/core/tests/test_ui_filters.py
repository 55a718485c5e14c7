"""Dates, ages and numbers as the reader writes them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from maillon.core.ui.filters import ago, language_name, localdate, localtime, number, percent

NOW = datetime(2026, 11, 19, 8, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "November 19, 2026"), ("fr", "19 novembre 2026"), ("ja", "2026年11月19日"), ("xx", "November 19, 2026")],
)
def test_a_date(language: str, said: str) -> None:
    assert localdate(date(2026, 11, 19), language=language) == said


def test_a_moment_is_told_in_the_active_time_zone() -> None:
    with timezone.override("Europe/Paris"):
        assert localtime(NOW, language="fr") == "9\u00a0h\u00a012"
        assert localdate(datetime(2026, 11, 19, 23, 30, tzinfo=UTC), "monthday", "fr") == "20 nov."


@pytest.mark.parametrize(
    ("hour", "minute", "language", "said"),
    [
        (8, 30, "fr", "8\u00a0h\u00a030"), (8, 5, "fr", "8\u00a0h\u00a005"), (19, 0, "fr", "19\u00a0h"), (0, 0, "fr", "0\u00a0h"),
        (8, 5, "en", "8:05\u202fAM"), (8, 5, "nl", "08:05"), (19, 0, "xx", "7:00\u202fPM"),
    ],
)  # fmt: skip
def test_the_time_of_day(hour: int, minute: int, language: str, said: str) -> None:
    assert localtime(datetime(2026, 11, 19, hour, minute), language=language) == said  # noqa: DTZ001


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        (timedelta(minutes=12), "12 min. ago"), (timedelta(hours=3), "3 hr. ago"), (timedelta(days=2), "2 days ago"),
        (timedelta(minutes=-5), "just now"), (timedelta(seconds=20), "just now"), (timedelta(days=800), "2 yr. ago"),
    ],
)  # fmt: skip
def test_ago(passed: timedelta, said: str) -> None:
    assert ago(NOW - passed, NOW, "en") == said


def test_ago_in_french() -> None:
    assert ago(NOW - timedelta(minutes=12), NOW, "fr").replace("\xa0", " ").replace("\u202f", " ") == "il y a 12 min"


def test_numbers_are_grouped_as_the_reader_writes_them() -> None:
    assert number(1383, "en") == "1,383"
    assert number(1383, "fr") == "1\u202f383"
    assert percent(0.12, "en") == "12%"


def test_a_language_has_a_name_in_the_readers_language() -> None:
    assert language_name("pl", "fr") == "polonais"
    assert language_name("zz", "fr") == "zz"
