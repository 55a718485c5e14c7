"""Voices on the public pages: town, list, shop, street. No account, no author, bounded queries."""
from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from maillon.core import clock

from .factories import a_label, a_shop, a_street, a_town, a_voice, many_voices

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def now(monkeypatch):
    moment = clock.now()
    monkeypatch.setattr(clock, "now", lambda: moment)
    return moment


@pytest.fixture
def shop():
    town = a_town()
    return a_shop(town, name="Fournil Pruneau", street=a_street(town, name="Mill Street"), lon=2.39, lat=48.87)


@pytest.mark.parametrize(("query", "said"), [("", "Nothing was heard yet"), ("?kind=thanks", "No voice fits this choice")])
def test_a_town_where_nobody_has_spoken_says_so_and_offers_no_choice(shop, query, said):
    html = Client().get(reverse("town-voices", kwargs={"town": shop.town.slug}) + query).content.decode()
    assert said in html and ("Filter the voices" in html) is bool(query)


def page(name, **where):
    answer = Client().get(reverse(name, kwargs=where))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_wall_hangs_on_the_town_page(shop, now):
    a_voice(
        shop, written_at=now, text="Le pain vaut la queue", stance_words=[["vaut la queue", 8, 21]], author="@secret@example.org"
    )
    html = page("town", town=shop.town.slug)
    assert re.search(r'<mark class="for">.*?vaut la queue</mark>', html)
    assert "Fournil Pruneau" in html and "sample" in html and "@secret" not in html


def test_a_town_without_voices_teaches(shop):
    assert "Nothing was heard yet." in page("town", town=shop.town.slug)


def test_the_most_thanked_shops_stand_first_with_their_figures(shop, now):
    other = a_shop(shop.town, name="Librairie Anselme", lon=2.38, lat=48.88)
    for _ in range(3):
        a_voice(other, written_at=now)
    a_voice(shop, written_at=now)
    html = page("town", town=shop.town.slug)
    assert html.index("Librairie Anselme") < html.index("Fournil Pruneau") and "thumbs up this week" in html


def test_the_town_page_costs_fourteen_queries_at_most(shop, now):
    many_voices(shop, 200, now=now)
    for _ in range(8):
        many_voices(a_shop(shop.town, street=shop.street, lon=2.38, lat=48.88), 20, now=now)
    address = reverse("town", kwargs={"town": shop.town.slug})
    Client().get(address)
    with CaptureQueriesContext(connection) as queries:
        assert Client().get(address).status_code == 200
    assert len(queries) <= 14, [q["sql"][:120] for q in queries]


@pytest.mark.parametrize("query", ["", "?kind=complaint", "?aspect=product&days=28", "?street=mill-street", "?lang=fr&stance=up"])
def test_the_list_costs_seven_queries_at_most(shop, now, query):
    many_voices(shop, 60, now=now)
    address = reverse("town-voices", kwargs={"town": shop.town.slug}) + query
    Client().get(address)
    with CaptureQueriesContext(connection) as queries:
        answer = Client().get(address)
    assert answer.status_code == 200 and " numéro " in answer.content.decode()
    assert len(queries) <= 7


def test_older_voices_are_one_link_away(shop, now):
    many_voices(shop, 60, now=now)
    address, seen = reverse("town-voices", kwargs={"town": shop.town.slug}), []
    step = address
    while step:
        html = Client().get(step).content.decode()
        seen += re.findall(r"numéro (\d+)", html.replace("</mark>", ""))
        older = re.search(r'<a href="(\?[^"]+)" rel="next">', html)
        step = address + older[1].replace("&amp;", "&") if older else ""
    assert sorted(map(int, set(seen))) == list(range(60))


def test_a_disputed_voice_says_so_on_the_shops_page(shop, now):
    voice = a_voice(shop, written_at=now, text="Porte close", stance="down", kind="complaint", state="put_aside")
    a_label(voice, shop, "not_us")
    html = page("shop", town=shop.town.slug, slug=shop.slug, shop_id=shop.public_id)
    assert "Porte close" in html and "disputed by the shop" in html


def test_a_quiet_shops_page_says_so(shop):
    assert "Nobody has spoken of it yet" in page("shop", town=shop.town.slug, slug=shop.slug, shop_id=shop.public_id)


def test_a_street_page_gathers_what_is_said_there(shop, now):
    a_voice(shop, written_at=now, text="Le pain est bon")
    a_voice(town=shop.town, street=shop.street, written_at=now, text="Le trottoir est coupé", stance="down", kind="complaint")
    html = page("street", town=shop.town.slug, slug=shop.street.slug)
    assert "Le pain est bon" in html and "Le trottoir est coupé" in html
