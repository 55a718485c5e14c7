"""What the public sees: the wall, the list, a shop, a street."""
from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from maillon.core import clock
from maillon.voices.queries import (
    Choice,
    Filters,
    desk_voices,
    shop_says,
    spoken_of,
    street_says,
    town_says,
    voices_of_town,
)
from maillon.voices.web.panels_wording import reading

from .factories import NOW, a_label, a_shop, a_street, a_town, a_voice

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return a_town()


def test_the_wall_hangs_no_disputed_or_removed_voice(town, django_assert_max_num_queries):
    shop = a_shop(town)
    fine = a_voice(shop)
    a_voice(shop, state="put_aside")
    a_label(a_voice(shop, kind="complaint", stance="down"), shop, "not_complaint")
    a_voice(shop, state="removed", subject="none")
    a_voice(shop, safety=True)
    with django_assert_max_num_queries(4):
        said = town_says(town.pk, town.time_zone, NOW)
    assert [v.public_id for v in said.wall.voices] == [fine.public_id]
    assert said.voices == 4


def test_a_disputed_voice_stays_in_the_list_and_says_so(town):
    shop = a_shop(town)
    aside, excused = a_voice(shop, state="put_aside", days_ago=1), a_voice(shop, kind="complaint", days_ago=2)
    a_label(excused, shop, "not_complaint")
    page = voices_of_town(town.pk, town.time_zone, Choice(), NOW)
    assert [(v.public_id, set(v.disputes)) for v in page.items] == [
        (aside.public_id, {"not_us"}),
        (excused.public_id, {"not_complaint"}),
    ]


def test_the_list_holds_what_the_figures_count(town):
    shop = a_shop(town)
    counted = a_voice(shop)
    a_voice(shop, state="unsure")
    a_voice(shop, state="removed")
    assert [v.public_id for v in voices_of_town(town.pk, town.time_zone, Choice(), NOW).items] == [counted.public_id]
    assert town_says(town.pk, town.time_zone, NOW).voices == 1


@pytest.mark.parametrize("hour", [0, 12, 22, 23])
def test_the_list_of_seven_days_holds_the_voices_of_the_week(town, hour):
    """Seven local days, not seven times 24 hours: the list behind a figure has as many voices as the figure says."""
    now = NOW.replace(hour=hour, minute=30)
    shop = a_shop(town)
    for hours in range(0, 9 * 24, 5):
        written = now - dt.timedelta(hours=hours)
        a_voice(shop, written_at=written, day=clock.local_day(written, town.time_zone))
    figure = town_says(town.pk, town.time_zone, now).voices
    listed = voices_of_town(town.pk, town.time_zone, Choice(days="7"), now, size=100).items
    on_desk = desk_voices(shop.pk, town.time_zone, Filters(period="7"), now, size=100).items
    assert len(listed) == len(on_desk) == figure


def test_the_list_shows_what_is_chosen(town):
    street = a_street(town)
    shop = a_shop(town, street=street)
    in_shop = a_voice(shop, lang="pl", aspects=[{"aspect": "price", "stance": "up", "words": []}])
    in_street = a_voice(town=town, street=street, kind="complaint", stance="down", days_ago=20)
    a_voice(town=town, subject="none")

    def ids(**chosen):
        return [v.public_id for v in voices_of_town(town.pk, town.time_zone, Choice(**chosen), NOW).items]

    assert ids() == ids(street=street.slug) == [in_shop.public_id, in_street.public_id]
    assert ids(shop=shop.public_id) == ids(aspect="price") == ids(lang="pl") == ids(days="7") == [in_shop.public_id]
    assert ids(kind="complaint") == ids(stance="down") == [in_street.public_id]


def test_the_list_has_pages_without_gaps(town, django_assert_max_num_queries):
    shop = a_shop(town)
    wanted = {a_voice(shop, days_ago=1).public_id for _ in range(30)}
    seen, before = [], ""
    while True:
        with django_assert_max_num_queries(4):
            page = voices_of_town(town.pk, town.time_zone, Choice(), NOW, before=before, size=7)
        seen += [v.public_id for v in page.items]
        before = page.before
        if not before:
            break
    assert len(seen) == 30 and set(seen) == wanted


def test_the_most_thanked_are_measured_against_their_own_habit(town):
    famous, small = a_shop(town, name="Famous"), a_shop(town, name="Small")
    for week in range(13):
        for _ in range(9):
            a_voice(famous, days_ago=week * 7 + 1)
    for _ in range(3):
        a_voice(small, days_ago=1)
    rows = spoken_of(town.pk, NOW.date(), 5)
    assert [row.shop_id for row in rows] == [small.pk, famous.pk]
    assert rows[0].usual is None and (rows[1].usual.low, rows[1].up) == (9, 9)


def test_a_shop_page_shows_blame_too_and_its_aspects(town, django_assert_max_num_queries):
    shop = a_shop(town)
    down = a_voice(
        shop, stance="down", kind="complaint", aspects=[{"aspect": "hours", "stance": "down", "words": [["porte close", 0, 11]]}]
    )
    with django_assert_max_num_queries(4):
        said = shop_says(shop.pk, town.time_zone, NOW)
    assert [v.public_id for v in said.wall.voices] == [down.public_id]
    assert [(a.aspect, a.down, a.quotes) for a in said.aspects] == [("hours", 1, (("porte close", "fr"),))]


def test_a_street_gathers_its_shops_and_itself_once(town, django_assert_max_num_queries):
    street = a_street(town)
    voice = a_voice(a_shop(town, street=street), street=street)
    own = a_voice(town=town, street=street, days_ago=2)
    a_voice(a_shop(town, street=a_street(town)))
    with django_assert_max_num_queries(5):
        said = street_says(street.pk, town.pk, town.time_zone, NOW)
    assert {v.public_id for v in said.wall.voices} == {voice.public_id, own.public_id}
    assert said.total == 2


def test_the_voices_of_a_street_hang_in_order_of_date(town):
    street = a_street(town)
    shops = [a_shop(town, street=street) for _ in range(3)]
    for n in range(12):
        a_voice(shops[n // 4], days_ago=n, stance=("up", "down", "mixed")[n % 3], kind=("thanks", "complaint", "question")[n % 3])
    dates = [v.written_at for v in street_says(street.pk, town.pk, town.time_zone, NOW).wall.voices]
    assert dates == sorted(dates, reverse=True) and len(dates) == 6


def test_a_recommendation_without_a_thumb_says_so(town):
    voice = a_voice(a_shop(town), stance="none", kind="recommendation")
    with translation.override("en"):
        assert reading(voice) == ("none", "recommendation, no thumb")
