"""A street's map: the street itself, every shop, numbers that can be read."""

import datetime as dt
import re
from itertools import combinations
from math import cos, hypot, radians

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from maillon.shops.actions import import_shops
from maillon.shops.rules.rows import ShopRow
from maillon.shops.rules.street_drawing import MOST_APART, ROOMY, joined, margin_around, run_through, spread
from maillon.territory.models import Street
from tests.factories import TownFactory

NOW = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)
PARIS = cos(radians(48.87))
near = st.tuples(st.floats(2.30, 2.305), st.floats(48.87, 48.873))


def page_of(client, places):
    town = TownFactory(slug="ici", name="Ici", time_zone="Europe/Paris")
    rows = [
        ShopRow(n, f"i{n}", f"Boutique {n}", lon, lat, street="Rue Myrha", housenumber=str(n))
        for n, (lon, lat) in enumerate(places, 1)
    ]
    import_shops(town_id=town.pk, register="main", rows=rows, file_name="f", by=None, now=NOW)
    return client.get(reverse("street", kwargs={"town": "ici", "slug": "rue-myrha"})).text


def numbers(page):
    return re.findall(r'<g class="pin"><circle[^>]*/><text[^>]*>([^<]+)<', page)


@pytest.mark.django_db
def test_every_shop_has_its_number_on_the_map_even_at_one_place(client):
    page = page_of(client, [(2.39, 48.87)] * 3 + [(2.39 + n / 20_000, 48.87 + n / 90_000) for n in range(9)])
    assert numbers(page) == [str(n) for n in range(1, 13)] and page.count('<path class="lead"') >= 2
    assert "a short line leads from the number to its dot" in page


@pytest.mark.django_db
def test_the_street_is_drawn_by_its_line_or_through_its_shops(client):
    page = page_of(client, [(2.39 + n / 2000, 48.87) for n in range(5)])
    assert '<path class="way run"' in page and "no line of the street is known" in page
    assert "a short line leads" not in page
    Street.objects.update(line={"type": "LineString", "coordinates": [[2.39, 48.87], [2.395, 48.87]]})
    page = client.get(reverse("street", kwargs={"town": "ici", "slug": "rue-myrha"})).text
    assert '<path class="way line"' in page and "way run" not in page and "no line of the street" not in page


@pytest.mark.django_db
def test_too_many_numbers_are_joined_and_none_is_lost(client):
    page = page_of(client, [(2.39 + n / 40_000, 48.87) for n in range(100)])
    pins = numbers(page)
    assert sum(1 + int([*pin.split("+"), "0"][1]) for pin in pins) == 100 and len(pins) < 100
    assert "is number 3 with two shops beside it" in page


@given(places=st.lists(near, max_size=MOST_APART))
@settings(max_examples=40, deadline=None)
def test_numbers_are_moved_apart_and_stay_near(places):
    moved = spread(places)
    assert len(moved) == len(places)
    flat = [(lon * PARIS, lat) for lon, lat in moved]
    if len(flat) < 2:
        return
    extent = max(max(p[axis] for p in flat) - min(p[axis] for p in flat) for axis in (0, 1))
    extent += 2 * margin_around(moved)
    assert min(hypot(a[0] - b[0], a[1] - b[1]) for a, b in combinations(flat, 2)) > extent * 0.036
    if len(places) <= 6:
        aside = [hypot((a[0] - b[0]) * PARIS, a[1] - b[1]) for a, b in zip(places, moved, strict=True)]
        assert max(aside) < extent * ROOMY / 1000 * 4


@given(places=st.lists(near, min_size=1, max_size=120))
@settings(max_examples=40, deadline=None)
def test_a_run_goes_through_its_shops_and_groups_hold_each_once(places):
    run = run_through(places)
    assert bool(run) == (len(set(places)) > 1)
    assert all(2.295 < lon < 2.31 and 48.865 < lat < 48.878 for lon, lat in run)
    assert sorted(n for group in joined(places) for n in group) == list(range(len(places)))
