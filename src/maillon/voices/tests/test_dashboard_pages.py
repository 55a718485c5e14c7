"""The zone dashboard and its sub pages: who sees them, what the moderator decides, the tables and their CSV."""
from __future__ import annotations

import csv
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillon.accounts.models import Person
from maillon.core import clock
from maillon.voices.actions import is_us, put_aside
from maillon.voices.models import Count, Link

from .factories import a_shop, a_source, a_street, a_voice, a_zone

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(cast):
    """Everybody reads English here, whatever the catalogues hold."""
    Person.objects.update(language="en")
    return cast


@pytest.fixture
def now(monkeypatch):
    moment = clock.now()
    monkeypatch.setattr(clock, "now", lambda: moment)
    return moment


def get(cast, name, key="gael", **query):
    return cast.client(key).get(reverse(name, kwargs={"town": cast.town.slug}), query)


def said(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def doubtful(cast, now, **given):
    """A voice that may speak of either of two shops."""
    voice = a_voice(cast.shop, written_at=now, state="unsure", text="Chez Pruneau, quel pain", **given)
    voice.links.create(shop=cast.arcade_shop, probability=0.4, state="unsure", written_at=now)
    return voice


@pytest.mark.parametrize("name", ["zone-dashboard", "streets", "streets-csv", "aspects-csv"])
@pytest.mark.parametrize(
    ("key", "status"),
    [("dario", 200), ("gael", 200), ("fanny", 200), ("ada", 403), ("elsa", 403), ("hugo", 403), ("nobody", 302)],
)
def test_the_dashboard_opens_to_those_who_look_after_the_town(cast, name, key, status):
    assert get(cast, name, key).status_code == status


@pytest.mark.parametrize("name", ["unsure", "disputes"])
@pytest.mark.parametrize(
    ("key", "status"), [("dario", 200), ("gael", 200), ("fanny", 403), ("ada", 403), ("elsa", 403), ("nobody", 302)]
)
def test_only_moderators_decide(cast, name, key, status):
    assert get(cast, name, key).status_code == status


def test_an_empty_town_teaches(cast, now):
    a_source(cast.town, name="Reviews", state="blind", blind_reason="No agreement.")
    words = said(get(cast, "zone-dashboard"))
    for expected in (
        "We are listening. Nothing was heard yet",
        "No street was spoken of",
        "No agreement.",
        "No shop disputes a voice.",
    ):
        assert expected in words


def test_the_manager_of_a_zone_sees_that_zone_only(cast, now):
    a_voice(cast.shop, written_at=now, text="Loin de la galerie", safety=True)
    a_voice(cast.arcade_shop, written_at=now, text="Dans la galerie", safety=True)
    words = said(get(cast, "zone-dashboard", "fanny"))
    assert "Dans la galerie" in words and "Loin de la galerie" not in words and "Passage Vercotte" in words
    words = said(get(cast, "zone-dashboard", "fanny", zone="harbour"))
    assert "Loin de la galerie" not in words


def test_danger_stands_on_top(cast, now):
    a_voice(cast.shop, written_at=now, text="Odeur de gaz", safety=True, stance="down", kind="complaint")
    html = get(cast, "zone-dashboard").content.decode()
    assert html.index("speaks of a danger") < html.index("<h1>")


def test_the_week_costs_sixteen_queries_at_most(cast, now):
    street = a_street(cast.town)
    for i in range(40):
        a_voice(a_shop(cast.town, street=street) if i % 4 else cast.shop, days_ago=0, written_at=now, safety=i == 3,
                aspects=[{"aspect": "access", "stance": "down", "words": []}])
    doubtful(cast, now)
    client, address = cast.client("gael"), reverse("zone-dashboard", kwargs={"town": cast.town.slug})
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    assert len(queries) <= 16, [q["sql"][:120] for q in queries]


def test_an_unsure_link_is_chosen_counted_and_undone(cast, now):
    voice = doubtful(cast, now)
    html = get(cast, "unsure").content.decode()
    assert "Fournil Pruneau" in html and "Poissonnerie Joaolena" in html and 'data-key="1"' in html
    address = reverse("unsure-choose", kwargs={"town": cast.town.slug, "voice_id": voice.public_id})
    done = cast.client("gael").post(address, {"shop": cast.shop.public_id})
    assert dict(voice.links.values_list("shop_id", "state")) == {cast.shop.pk: "confirmed", cast.arcade_shop.pk: "removed"}
    assert Count.objects.get(scope="shop", ref_id=cast.shop.pk, measure="voices").n == 1
    page = cast.client("gael").get(done["Location"]).content.decode()
    assert "Linked" in page and "No link waits to be checked." in page
    undo = re.search(r'action="([^"]+/undo/)"', page)[1]
    cast.client("gael").post(undo)
    assert set(voice.links.values_list("state", flat=True)) == {"unsure"}
    assert Count.objects.get(scope="shop", ref_id=cast.shop.pk, measure="voices").n == 0


def test_none_of_them_and_a_shop_of_another_town(cast, now):
    voice = doubtful(cast, now)
    address = reverse("unsure-choose", kwargs={"town": cast.town.slug, "voice_id": voice.public_id})
    assert cast.client("gael").post(address, {"shop": cast.other_shop.public_id}).status_code == 404
    assert cast.client("elsa").post(address, {"shop": "none"}).status_code == 403
    assert cast.client("gael").post(address, {"shop": "none"}).status_code == 302
    assert set(voice.links.values_list("state", flat=True)) == {"removed"}
    assert "done=late" in cast.client("gael").post(address, {"shop": "none"})["Location"]


def test_later_leads_to_the_next_and_round_again(cast, now):
    first, second = doubtful(cast, now), doubtful(cast, now.replace(year=now.year - 1))
    assert "1 of 2" in said(get(cast, "unsure"))
    assert "2 of 2" in said(get(cast, "unsure", after=first.public_id))
    assert "1 of 2" in said(get(cast, "unsure", after=second.public_id))


@pytest.mark.parametrize(("decision", "state"), [("confirm", "removed"), ("refuse", "confirmed")])
def test_a_dispute_is_decided_for_everybody_and_undone(cast, now, decision, state):
    voice = a_voice(cast.shop, written_at=now, text="Pas chez nous")
    put_aside(voice_id=voice.pk, shop_id=cast.shop.pk, by=cast.ada.pk, now=now)
    page = said(get(cast, "disputes"))
    assert "Pas chez nous" in page and "says “not us”" in page
    address = reverse("dispute-decide", kwargs={"town": cast.town.slug, "voice_id": voice.public_id})
    done = cast.client("gael").post(address, {"what": "not_us", "shop": cast.shop.public_id, "decision": decision})
    assert Link.objects.get(voice=voice).state == state
    html = cast.client("gael").get(done["Location"]).content.decode()
    assert "No shop disputes a voice." in html
    cast.client("gael").post(re.search(r'action="([^"]+/undo/)"', html)[1])
    assert Link.objects.get(voice=voice).state == "put_aside"


def test_another_towns_voice_is_not_there(cast, now):
    voice = a_voice(cast.other_shop, written_at=now)
    for name in ("dispute-decide", "unsure-choose", "decision-undo"):
        address = reverse(name, kwargs={"town": cast.town.slug, "voice_id": voice.public_id})
        assert cast.client("gael").post(address, {"shop": "none"}).status_code == 404, name


@pytest.mark.parametrize("before", ["", "\u200b", "\n", " "])
def test_every_figure_has_its_csv_safe_for_spreadsheets(cast, now, before):
    street = a_street(cast.town, name=f'{before}=HYPERLINK("http://x")')
    a_voice(town=cast.town, street=street, written_at=now, aspects=[{"aspect": "access", "stance": "down", "words": []}])
    rows = list(csv.reader(io.StringIO(get(cast, "streets-csv").content.decode("utf-8-sig"))))
    assert rows[0][:2] == ["street", "voices"] and rows[1][0] == f"'{street.name}"
    subjects = get(cast, "aspects-csv").content.decode("utf-8-sig").splitlines()
    assert subjects[1].startswith("access,1,0,1") and len(subjects) == 7


def test_the_whole_table_of_streets(cast, now):
    street = a_street(cast.town, name="Quay Street")
    a_voice(town=cast.town, street=street, written_at=now)
    assert "Quay Street" in said(get(cast, "streets")) and "too few to say" in said(get(cast, "streets"))


def test_later_is_kept_through_decisions_until_the_queue_is_through(cast, now):
    first, second, third = (doubtful(cast, now.replace(year=now.year - years)) for years in range(3))
    html = get(cast, "unsure", after=first.public_id).content.decode()
    assert second.public_id in html and f'name="after" value="{first.public_id}"' in html
    address = reverse("unsure-choose", kwargs={"town": cast.town.slug, "voice_id": second.public_id})
    done = cast.client("gael").post(address, {"shop": cast.shop.public_id, "back": "unsure", "after": first.public_id})
    page = cast.client("gael").get(done["Location"]).content.decode()
    assert f'id="v-{third.public_id}"' in page
    third.links.update(state="removed")
    assert f'id="v-{first.public_id}"' in cast.client("gael").get(done["Location"]).content.decode()
    first.links.update(state="removed")
    third.links.update(state="unsure")
    assert f'id="v-{third.public_id}"' in get(cast, "unsure", after=first.public_id).content.decode(), "decided meanwhile"


def test_a_shop_that_says_it_is_theirs_is_named_to_whom_decides(cast, now):
    voice = doubtful(cast, now)
    assert "says: it is us" not in said(get(cast, "unsure"))
    is_us(voice_id=voice.pk, shop_id=cast.shop.pk, by=cast.ada.pk, now=now)
    assert f"{cast.shop.name} says: it is us." in said(get(cast, "unsure"))


def test_the_unlikely_are_looked_at_on_demand_and_one_stays_among_them(cast, now):
    voice, other = doubtful(cast, now), doubtful(cast, now.replace(year=now.year - 1))
    Link.objects.update(probability=0.05)
    assert "No link waits to be checked" in said(get(cast, "unsure")) and "hardly believe" in said(get(cast, "unsure"))
    assert "count" not in get(cast, "zone-dashboard").content.decode().split("Links to check")[1][:40]
    html = get(cast, "unsure", show="unlikely").content.decode()
    assert f'id="v-{voice.public_id}"' in html and f"?after={voice.public_id}&amp;show=unlikely" in html
    address = reverse("unsure-choose", kwargs={"town": cast.town.slug, "voice_id": voice.public_id})
    done = cast.client("gael").post(address, {"shop": "none", "back": "unsure", "show": "unlikely"})
    assert f'id="v-{other.public_id}"' in cast.client("gael").get(done["Location"]).content.decode()


def test_none_of_them_says_what_stays(cast, now):
    voice = doubtful(cast, now)
    voice.links.filter(shop=cast.arcade_shop).update(state="sure")
    address = reverse("unsure-choose", kwargs={"town": cast.town.slug, "voice_id": voice.public_id})
    done = cast.client("gael").post(address, {"shop": "none", "back": "unsure"})
    assert f"It stays linked to: {cast.arcade_shop.name}." in said(cast.client("gael").get(done["Location"]))
    voice.links.update(state="unsure")
    done = cast.client("gael").post(address, {"shop": "none", "back": "unsure"})
    assert "Linked to no shop." in said(cast.client("gael").get(done["Location"]))


def test_the_doubt_has_its_reason(cast, now):
    voice = doubtful(cast, now)
    assert "Only the name speaks for it" in said(get(cast, "unsure"))
    voice.links.update(probability=0.5)
    assert "1 other shop fits nearly as well" in said(get(cast, "unsure"))


def test_what_the_ear_doubts_is_told_once_and_each_candidate_says_why(cast, now):
    voice = doubtful(cast, now, evidence=[{"kind": "name", "text": "Pruneau", "start": 5, "end": 12}])
    voice.links.filter(shop=cast.shop).update(probability=0.45, doubts=["namesake", "part"])
    voice.links.filter(shop=cast.arcade_shop).update(doubts=["namesake", "misspelt"])
    page = said(get(cast, "unsure"))
    assert page.count("Other shops of the town bear this name too.") == 1
    assert page.count("Only a part of the name is written.") == page.count("The name is written with a slip.") == 1
    assert "The post writes the shop’s name, “ Pruneau ”. Only a part" in page and "a guess, 45%" in page


@pytest.mark.parametrize(("name", "offered"), [
    ("zone-dashboard", True), ("streets", True), ("unsure", False), ("disputes", False), ("lessons", False)])
def test_the_choice_of_a_zone_stands_where_it_chooses(cast, name, offered):
    a_zone(cast.town)
    assert ('<select id="zone"' in get(cast, name, "dario").content.decode()) is offered
