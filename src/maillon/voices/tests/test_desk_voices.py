"""The list of a desk: filters, pages, evidence."""
from __future__ import annotations

import pytest

from maillon.voices.queries import Filters, desk_voices, opening

from .factories import NOW, a_label, a_shop, a_street, a_town, a_voice, many_voices

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    town = a_town()
    return a_shop(town, name="Fournil Pruneau", street=a_street(town, name="rue de Ménilmontant"), housenumber="92")


def ids(shop, **chosen):
    return [item.voice.public_id for item in desk_voices(shop.pk, shop.town.time_zone, Filters(**chosen), NOW).items]


def test_filters_choose_what_they_say(shop):
    praise = a_voice(shop, days_ago=1)
    price = a_voice(
        shop, days_ago=9, stance="down", kind="complaint", lang="en", aspects=[{"aspect": "price", "stance": "down", "words": []}]
    )
    aside = a_voice(shop, days_ago=2, state="put_aside")
    maybe = a_voice(shop, days_ago=3, state="unsure")
    danger = a_voice(shop, days_ago=40, safety=True, stance="down")
    a_voice(shop, days_ago=1, state="removed")
    assert ids(shop) == [praise.public_id, price.public_id, danger.public_id]
    assert ids(shop, kind="complaint") == ids(shop, aspect="price") == ids(shop, lang="en") == [price.public_id]
    assert ids(shop, show="answer") == [danger.public_id, price.public_id]
    assert ids(shop, stance="up") == ids(shop, period="7") == [praise.public_id]
    assert ids(shop, show="aside") == [aside.public_id]
    assert ids(shop, show="maybe") == [maybe.public_id]
    assert ids(shop, show="safety") == [danger.public_id]


def test_an_address_with_rubbish_filters_nothing():
    read = Filters.read({"show": "x", "kind": "'; drop", "lang": "fr<script>", "period": "9999", "aspect": "price"})
    assert read == Filters(aspect="price")
    assert Filters.read(read.query()) == read


def test_pages_hold_every_voice_once_also_when_one_arrives_meanwhile(shop, django_assert_max_num_queries):
    many_voices(shop, 103)
    seen, before = [], ""
    while True:
        with django_assert_max_num_queries(2):
            page = desk_voices(shop.pk, shop.town.time_zone, Filters(), NOW, before=before)
        seen += [item.voice.public_id for item in page.items]
        a_voice(shop)
        before = page.before
        if not before:
            break
    assert len(seen) == len(set(seen)) == 103


def test_what_waits_has_pages_too_oldest_first(shop):
    wanted = [a_voice(shop, days_ago=60 - n, kind="question", stance="none").public_id for n in range(45)]
    seen, before = [], ""
    while True:
        page = desk_voices(shop.pk, shop.town.time_zone, Filters(show="answer"), NOW, before=before)
        seen += [item.voice.public_id for item in page.items]
        before = page.before
        if not before:
            break
    assert seen == wanted


def test_it_opens_with_what_waits_and_the_newest_of_the_rest(shop, django_assert_max_num_queries):
    praise = [a_voice(shop, days_ago=n).public_id for n in (1, 2, 3)]
    waiting = [a_voice(shop, days_ago=n, kind="complaint", stance="down").public_id for n in (9, 8, 0)]
    a_voice(shop, state="unsure")
    with django_assert_max_num_queries(1):
        page, newest = opening(shop.pk, NOW, 2)
    assert [item.voice.public_id for item in page.items] == waiting[:2] and page.before
    assert [item.voice.public_id for item in newest] == [waiting[2], praise[0]]
    page, newest = opening(shop.pk, NOW, 5)
    assert [item.voice.public_id for item in (*page.items, *newest)] == [*waiting, *praise] and not page.before


def test_evidence_marks_and_rivals_come_along(shop):
    other = a_shop(shop.town, name="Pruneau et Fils")
    text = "Le pain du Fournil Pruneau est si bon"
    voice = a_voice(shop, text=text, stance_words=[["si bon", 31, 37]],
                    evidence=[{"kind": "geotag", "text": "", "start": None, "end": None},
                              {"kind": "name", "text": "Fournil Pruneau", "start": 11, "end": 26}])
    voice.links.create(shop=other, probability=0.3, state="unsure", written_at=voice.written_at)
    item = desk_voices(shop.pk, shop.town.time_zone, Filters(), NOW).items[0]
    assert item.rival == "Pruneau et Fils"
    assert [(s.kind, s.strength) for s in item.voice.shops[0].signs] == [("name", 3), ("geotag", 1)]
    assert item.voice.marks == ((31, 37, "for"),)


def test_what_the_shop_did_is_remembered(shop):
    voice = a_voice(shop, kind="complaint", stance="down")
    assert desk_voices(shop.pk, shop.town.time_zone, Filters(), NOW).items[0].waits
    a_label(voice, shop, "answered")
    item = desk_voices(shop.pk, shop.town.time_zone, Filters(), NOW).items[0]
    assert item.answered and not item.waits
    stranger = a_shop(shop.town)
    a_label(voice, stranger, "not_complaint")
    assert not desk_voices(shop.pk, shop.town.time_zone, Filters(), NOW).items[0].not_complaint
