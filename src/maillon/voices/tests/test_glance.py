"""The glance is true at 0, 3 and 3,000 opinions a month."""
from __future__ import annotations

import datetime as dt

import pytest

from maillon.voices.models import Link
from maillon.voices.queries import Glance, glance

from .factories import NOW, a_label, a_shop, a_source, a_town, a_voice, many_voices

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    return a_shop(a_town())


def look(shop, now=NOW) -> Glance:
    return glance(shop.pk, shop.town_id, shop.town.time_zone, now)


def test_at_zero_it_says_so_and_names_the_blind_source(shop):
    a_source(shop.town, name="Google", state="blind", blind_reason="no permission")
    seen = look(shop)
    assert (seen.voices, seen.up, seen.usual, seen.last_seen, seen.waiting) == (0, 0, None, None, ())
    assert seen.quiet and seen.step == "hear"
    assert [(s.name, s.state, s.reason) for s in seen.sources] == [("Google", "blind", "no permission")]


def test_at_three_a_month_nothing_is_called_usual(shop):
    for days in (2, 12, 25, 33, 47):
        a_voice(shop, days_ago=days, aspects=[{"aspect": "product", "stance": "up", "words": [["le pain", 0, 7]]}])
    seen = look(shop)
    assert (seen.up, seen.usual, seen.in_twelve_weeks) == (1, None, 5)
    assert seen.span == 12 and [(a.aspect, a.up, a.quotes) for a in seen.liked] == [("product", 5, (("le pain", "fr"),))]
    assert seen.step == "thank"


def test_at_three_thousand_a_month_figures_come_from_counters(shop, django_assert_max_num_queries):
    many_voices(shop, 3_000)
    with django_assert_max_num_queries(6):
        seen = look(shop)
    assert 600 <= seen.voices <= 740
    assert seen.up + seen.down == seen.voices
    assert seen.usual is not None or seen.series[0] == (0, 0)
    assert seen.waiting and seen.span == 1


def test_a_full_habit_has_a_range(shop):
    for week in range(13):
        for _ in range(5 if week else 9):
            a_voice(shop, days_ago=week * 7 + 1)
    seen = look(shop)
    assert (seen.up, seen.usual.low, seen.usual.high, seen.place) == (9, 5, 5, "above")
    assert seen.series[-1] == (9, 0) and len(seen.series) == 13


def test_what_a_shop_puts_aside_leaves_its_own_figures_at_once(shop):
    kept, gone = a_voice(shop, days_ago=1), a_voice(shop, days_ago=1, stance="down", kind="complaint")
    Link.objects.filter(voice=gone).update(state="put_aside")
    seen = look(shop)
    assert (seen.voices, seen.up, seen.down, seen.waiting) == (1, 1, 0, ())
    assert seen.praise.public_id == kept.public_id


def test_waiting_is_oldest_first_and_shrinks_with_answers(shop):
    young = a_voice(shop, days_ago=1, kind="question", stance="none")
    old = a_voice(shop, days_ago=9, kind="complaint", stance="down")
    ancient = a_voice(shop, days_ago=200, kind="complaint", stance="down")
    answered = a_voice(shop, days_ago=3, kind="question", stance="none")
    excused = a_voice(shop, days_ago=4, kind="complaint", stance="down")
    a_label(answered, shop, "answered")
    a_label(excused, shop, "not_complaint")
    seen = look(shop)
    assert [w.public_id for w in seen.waiting] == [old.public_id, young.public_id]
    assert seen.waiting[0].waited == dt.timedelta(days=9)
    assert seen.first.public_id == old.public_id and ancient.public_id not in {w.public_id for w in seen.waiting}


def test_a_label_taken_back_or_refused_waits_again(shop):
    voice = a_voice(shop, days_ago=1, kind="complaint", stance="down")
    a_label(voice, shop, "answered", undone_at=NOW)
    a_label(voice, shop, "not_complaint", settled_at=NOW, outcome="refused")
    assert [w.public_id for w in look(shop).waiting] == [voice.public_id]


def test_danger_is_the_next_step(shop):
    a_voice(shop, days_ago=5, kind="complaint", stance="down")
    danger = a_voice(shop, days_ago=1, kind="complaint", stance="down", safety=True)
    seen = look(shop)
    assert seen.step == "danger" and seen.first.public_id == danger.public_id


def test_danger_waits_whatever_else_it_says(shop):
    danger = a_voice(shop, days_ago=1, kind="other", stance="none", safety=True)
    seen = look(shop)
    assert [w.public_id for w in seen.waiting] == [danger.public_id] and seen.step == "danger"
    a_label(danger, shop, "answered")
    assert look(shop).waiting == ()


def test_removed_and_unsure_voices_are_not_seen(shop):
    a_voice(shop, days_ago=1, state="removed", kind="complaint")
    a_voice(shop, days_ago=1, state="unsure", kind="complaint")
    seen = look(shop)
    assert (seen.voices, seen.waiting, seen.last_seen) == (0, (), None)


def test_the_week_ends_today_in_the_towns_own_time():
    """23:30 UTC on a Sunday is Monday in Tokyo: a voice of that Monday morning counts at once."""
    shop = a_shop(a_town(time_zone="Asia/Tokyo"))
    late = dt.datetime(2026, 11, 22, 23, 30, tzinfo=dt.UTC)
    a_voice(shop, written_at=late, day=dt.date(2026, 11, 23))
    assert look(shop, late).voices == 1


def test_another_shops_voices_do_not_show(shop):
    a_voice(a_shop(shop.town), days_ago=1)
    assert look(shop).voices == 0


def test_praise_and_blame_of_one_subject_are_both_told(shop):
    for _ in range(21):
        a_voice(shop, days_ago=1, aspects=[{"aspect": "product", "stance": "up", "words": [["le bon pain", 0, 7]]}])
    for _ in range(12):
        a_voice(shop, days_ago=1, stance="down",
                aspects=[{"aspect": "product", "stance": "down", "words": [["trop cuit", 0, 7]]}])
    for aspect in ("price", "service", "place", "hours"):
        a_voice(shop, days_ago=1, aspects=[{"aspect": aspect, "stance": "up", "words": []}])
    a_voice(shop, days_ago=1, stance="down", aspects=[{"aspect": "price", "stance": "down", "words": []}])
    seen = look(shop)
    goods = seen.liked[0]
    assert (goods.aspect, goods.most, goods.least) == ("product", 21, 12)
    assert goods.quotes == (("le bon pain", "fr"),) and goods.other_quotes == (("trop cuit", "fr"),)
    assert {line.aspect: (line.up, line.down) for line in (*seen.liked, *seen.disliked)} == {
        "product": (21, 12), "price": (1, 1), "service": (1, 0), "place": (1, 0), "hours": (1, 0)}


def test_what_the_shop_calls_no_complaint_leaves_its_complaints(shop):
    kept, gone = a_voice(shop, days_ago=1, kind="complaint", stance="down"), a_voice(shop, days_ago=1, kind="complaint",
                                                                                     stance="down")
    label = a_label(gone, shop, "not_complaint")
    seen = look(shop)
    assert seen.kinds["complaint"] == 1 and seen.voices == 2 and [w.public_id for w in seen.waiting] == [kept.public_id]
    label.outcome = "refused"
    label.save()
    assert look(shop).kinds["complaint"] == 2


def test_the_weeks_have_their_dates(shop):
    seen = look(shop)
    assert len(seen.first_days) == len(seen.series) and seen.first_days[-1] == seen.first_day
