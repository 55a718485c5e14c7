"""What leaves the house agrees with what the pages say."""
from __future__ import annotations

import datetime as dt

import pytest

from maillon.voices.public import period_summary, voices_page
from maillon.voices.queries import glance

from .factories import NOW, a_shop, a_street, a_town, a_voice, a_zone

pytestmark = pytest.mark.django_db


def test_a_shops_letter_counts_what_its_desk_counts_and_the_towns_what_the_town_counts(django_assert_max_num_queries):
    town = a_town()
    shop = a_shop(town)
    aspects = [{"aspect": "price", "stance": "down", "words": []}]
    for days, state in ((1, "sure"), (2, "put_aside"), (9, "put_aside"), (2, "unsure")):
        a_voice(shop, days_ago=days, state=state, stance="down", kind="complaint", aspects=aspects)
    day = NOW.date() + dt.timedelta(days=1)
    with django_assert_max_num_queries(9):
        summary = period_summary(town_id=town.pk, scope="shop", ref_id=shop.pk, since=day - dt.timedelta(days=7), until=day)
    seen = glance(shop.pk, town.pk, town.time_zone, NOW)
    assert {name: n for name, n in summary.counts.items() if n} == dict.fromkeys(
        ["voices", "stance:down", "kind:complaint", "aspect:price:down"], 1)
    assert (seen.voices, seen.down) == (1, 1)
    whole = period_summary(town_id=town.pk, scope="town", ref_id=town.pk, since=day - dt.timedelta(days=7), until=day)
    assert whole.counts["voices"] == 2


def test_voices_tell_the_zones_they_count_in(django_assert_max_num_queries):
    town = a_town()
    whole = a_zone(town, kind="town")
    quarter = a_zone(town, parent=whole)
    centre = a_zone(town, kind="centre", parent=quarter)
    a_voice(a_shop(town, zones=(quarter,), street=a_street(town)))
    a_voice(town=town, zone=centre, subject="centre", days_ago=1)
    with django_assert_max_num_queries(6):
        voices, _ = voices_page(town_id=town.pk, scope="zone", ref_id=quarter.pk)
    assert [voice.zone_ids for voice in voices] == [{quarter.pk}, {centre.pk, quarter.pk, whole.pk}]
