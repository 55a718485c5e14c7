"""The town in the browser: what each page holds, how many queries it takes, what it never does."""

import csv
import datetime as dt
import gzip
import io
import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from maillon.shops.actions import import_shops, merge
from maillon.shops.models import MergeProposal, Shop
from maillon.shops.queries import positions
from maillon.shops.rules.rows import ShopRow
from maillon.shops.wording import TRADES
from maillon.territory.models import Street
from tests.factories import TownFactory, ZoneFactory

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)
SQUARE = {"type": "Polygon", "coordinates": [[[2.0, 48.0], [2.5, 48.0], [2.5, 49.0], [2.0, 49.0], [2.0, 48.0]]]}
MOST_QUERIES, MOST_BYTES = 12, 60_000
EVIL = "<img src=x onerror=alert(1)>"


@pytest.fixture(autouse=True)
def _fresh():
    positions.forget()


@pytest.fixture
def town():
    town = TownFactory(slug="ici", name="Ici", time_zone="Europe/Paris", awning="#14513f")
    for kind in ("town", "quarter"):
        ZoneFactory(town=town, kind=kind, name=f"Le {kind}", slug=f"le-{kind}", geometry=SQUARE)
    return town


def fill(town, count, **more):
    trades = sorted(TRADES)
    rows = [
        ShopRow(
            n,
            f"i{n}",
            f"Boutique numéro {n}",
            2.1 + n % 97 / 300,
            48.1 + n % 89 / 150,
            trade=trades[n % len(trades)],
            street=f"Rue {n % 40}",
            housenumber=str(n),
            opening_hours="Mo-Su 09:00-19:00",
            **more,
        )
        for n in range(1, count + 1)
    ]
    import_shops(town_id=town.pk, register="main", rows=rows, file_name="f", by=None, now=NOW)


@pytest.fixture
def shop(town):
    row = ShopRow(
        1,
        "a",
        EVIL,
        2.3,
        48.8,
        street="Rue <b>Myrha",
        trade="bakery",
        website="https://x.example",
        phone="=1+1",
        opening_hours="Mo-Fr 08:00-19:00",
    )
    import_shops(town_id=town.pk, register="main", rows=[row], file_name="f", by=None, now=NOW)
    return Shop.objects.get()


def address(shop, **more):
    return reverse("shop", kwargs={"town": "ici", "slug": shop.slug, "shop_id": shop.public_id, **more})


def pages(town):
    street = Street.objects.order_by("pk").first()
    some = Shop.objects.order_by("pk").first()
    return [
        reverse("town", kwargs={"town": "ici"}),
        reverse("shops", kwargs={"town": "ici"}),
        reverse("shops", kwargs={"town": "ici"}) + "?group=food&zone=le-quarter&page=2",
        reverse("search", kwargs={"town": "ici"}) + "?q=bou",
        reverse("map", kwargs={"town": "ici"}),
        reverse("street", kwargs={"town": "ici", "slug": street.slug}),
        address(some),
    ]


@pytest.mark.parametrize("count", [3, 4000])
def test_pages_take_a_bounded_number_of_queries_and_bytes(client, town, count, django_assert_max_num_queries):
    fill(town, count)
    for page in pages(town):
        with django_assert_max_num_queries(MOST_QUERIES):
            answer = client.get(page)
        assert answer.status_code == 200, page
        assert len(gzip.compress(answer.content)) < MOST_BYTES, page


def in_street(n, **more):
    return ShopRow(n, f"i{n}", f"Boutique {n}", **{"lon": 2.3, "lat": 48.8, **more}, street="Rue Myrha", housenumber=str(n))


def test_a_street_names_its_shops_that_have_no_position(client, town):
    rows = [in_street(1), in_street(2, lon=None, lat=None)]
    import_shops(town_id=town.pk, register="main", rows=rows, file_name="f", by=None, now=NOW)
    page = client.get(reverse("street", kwargs={"town": "ici", "slug": "rue-myrha"})).text
    assert "Boutique 1" in page and "Boutique 2" in page and "2 shops, by number" in page
    shop = Shop.objects.get(name="Boutique 2")
    assert client.get(address(shop)).status_code == 200 and "tique 2" in client.get("/en/ici/search/?q=bou").text


def test_a_town_of_which_no_shop_has_a_position_shows_its_shops(client, town):
    rows = [in_street(n, lon=None, lat=None) for n in (1, 2)]
    import_shops(town_id=town.pk, register="main", rows=rows, file_name="f", by=None, now=NOW)
    for page in pages(town):
        assert client.get(page).status_code == 200
    assert "Boutique 1" in client.get(reverse("town", kwargs={"town": "ici"})).text


def test_a_long_street_goes_on_on_the_next_page(client, town):
    rows = [in_street(n, lon=2.3 + n / 10_000) for n in range(1, 251)]
    import_shops(town_id=town.pk, register="main", rows=rows, file_name="f", by=None, now=NOW)
    first = reverse("street", kwargs={"town": "ici", "slug": "rue-myrha"})
    seen = []
    for n in ("1", "2", "3"):
        page = client.get(first, {"page": n}).text
        seen += [m for m in range(1, 251) if f">Boutique {m}</a>" in page]
        assert "250 shops" in page and len(gzip.compress(page.encode())) < MOST_BYTES
    assert seen == list(range(1, 251))


def test_an_empty_town_teaches_what_to_do(client, town):
    answer = client.get(reverse("town", kwargs={"town": "ici"}))
    assert "maillon import shops" in answer.text and "--town ici" in answer.text
    assert "maillon import shops" in client.get(reverse("shops", kwargs={"town": "ici"})).text, "no choice among nothing"
    assert "maillon import" not in client.get(reverse("shops", kwargs={"town": "ici"}), {"trade": "bakery"}).text
    for name in ("shops", "map", "search", "shops-csv", "shops-geojson", "zones-geojson"):
        assert client.get(reverse(name, kwargs={"town": "ici"})).status_code == 200


def test_html_in_names_is_text_on_every_page(client, town, shop):
    for page in (*pages(town), reverse("search", kwargs={"town": "ici"}) + "?q=img"):
        answer = client.get(page)
        assert EVIL not in answer.text and "<b>Myrha" not in answer.text, page
    assert "&lt;img" in client.get(address(shop)).text
    assert EVIL not in client.get(reverse("front", kwargs={"shop_id": shop.public_id})).text


def test_what_is_typed_is_text_too(client, town, shop):
    for htmx in ({}, {"headers": {"HX-Request": "true"}}):
        assert (
            "<script"
            not in client.get(reverse("search", kwargs={"town": "ici"}), {"q": "<script>x"}, **htmx).text.split("<main")[-1]
        )


def test_what_is_proposed_when_nothing_is_found_finds_something(client, town, shop):
    page = client.get(reverse("search", kwargs={"town": "ici"}), {"q": "zzzz"}).text.split("<main")[-1]
    assert "Nothing found" in page and 'href="/en/ici/search/?q=Bakery"' in page and "寿司" not in page
    assert "Nothing found" not in client.get("/en/ici/search/?q=Bakery").text


def test_a_guess_is_told_as_one(client, town):
    rows = [ShopRow(1, "a", "Fournil Pruneau", 2.3, 48.8)]
    import_shops(town_id=town.pk, register="main", rows=rows, file_name="f", by=None, now=NOW)
    for more in ({}, {"headers": {"HX-Request": "true"}}):
        page = client.get(reverse("search", kwargs={"town": "ici"}), {"q": "fournil pruno"}, **more).text
        assert "Almost the same:" in page and "Pruneau" in page
        assert "Almost the same:" not in client.get(reverse("search", kwargs={"town": "ici"}), {"q": "pruneau"}, **more).text


def test_the_id_decides_and_a_wrong_slug_leads_on(client, town, shop):
    for slug in ("nonsense", "", "a-b-c"):
        answer = client.get(address(shop, slug=slug) if slug else address(shop).replace(shop.slug + "-", "-"))
        assert (answer.status_code, answer["Location"]) == (301, address(shop))
    assert client.get(address(shop, shop_id="0000000000")).status_code == 404


def test_a_shop_of_another_town_is_not_found_here(client, shop):
    other = TownFactory(slug="la")
    assert client.get(address(shop, town=other.slug)).status_code == 404


def test_a_merged_shop_leads_to_the_one_that_stays(client, town, shop):
    other = Shop.objects.create(town=town, name="Double", folded="double", slug="double")
    proposal = MergeProposal.objects.create(town=town, kept=shop, other=other)
    merge(proposal_id=proposal.pk, by=None, now=NOW)
    answer = client.get(address(other))
    assert (answer.status_code, answer["Location"]) == (301, address(shop))


def test_a_closed_shop_says_since_when(client, town, shop):
    Shop.objects.update(closed_on=dt.date(2026, 5, 4))
    with_language = address(shop).replace("/en/", "/en/")
    assert "Closed for good since May 4, 2026" in client.get(with_language).text
    assert (
        EVIL.replace("<", "&lt;").replace(">", "&gt;") in client.get(reverse("shops", kwargs={"town": "ici"}) + "?closed=1").text
    )


def test_on_a_public_holiday_hours_may_differ_unless_the_shop_says(client, town, shop, monkeypatch):
    bastille = dt.datetime(2026, 7, 14, 8, tzinfo=dt.UTC)    # a Tuesday, 10:00 in Paris
    monkeypatch.setattr("maillon.core.clock.now", lambda: bastille)
    assert "(public holiday: hours may differ)" in client.get(address(shop)).text
    assert "(public holiday: hours may differ)" in client.get(reverse("shops", kwargs={"town": "ici"})).text
    Shop.objects.update(opening_hours="Mo-Fr 08:00-19:00; PH off")
    page = client.get(address(shop)).text
    assert "hours may differ)" not in page and "Opens tomorrow at 8:00" in page and "Tuesday (public holiday)" in page


def test_bad_filters_and_pages_are_left_out(client, town, shop):
    for query in ("page=0", "page=99999", "page=x", "page=-1", "group=nothing", "zone=", "trade=" + "x" * 500, "page=９"):
        assert client.get(reverse("shops", kwargs={"town": "ici"}) + "?" + query).status_code == 200


def test_alternates_are_absolute_and_only_of_complete_languages(client, town, shop):
    found = re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"', client.get(address(shop)).text)
    there = address(shop).removeprefix("/en/")
    home = "http://testserver"
    assert found == [("en", f"{home}/en/{there}"), ("fr", f"{home}/fr/{there}"), ("x-default", f"{home}/en/{there}")]


def test_a_zone_that_is_not_there_is_not_the_whole_town(client, town, shop):
    answer = client.get(reverse("shops", kwargs={"town": "ici"}) + "?zone=nowhere")
    assert answer.status_code == 404 and "There is no such part of the town here." in answer.text
    assert "?zone=le-quarter" in answer.text and "1 shop" not in answer.text.split("<main")[-1]


def test_counts_beside_the_filters_are_those_of_the_zone(client, town):
    rows = [ShopRow(n, f"i{n}", f"Ici {n}", 2.1, 48.5, trade="bakery") for n in range(3)]
    rows += [ShopRow(n, f"i{n}", f"Ailleurs {n}", 2.9, 48.5, trade="bakery") for n in range(3, 8)]
    import_shops(town_id=town.pk, register="main", rows=rows, file_name="f", by=None, now=NOW)
    page = reverse("shops", kwargs={"town": "ici"})
    assert "Bakery (8)" in client.get(page).text
    inside = client.get(page + "?zone=le-quarter").text
    assert "Bakery (3)" in inside and "3 shops in Le quarter" in inside and "(8)" not in inside
    assert "3 shops in Le quarter" in client.get(page + "?zone=le-quarter&group=bread").text


def test_csv_guards_formulas_and_answers_unchanged(client, town, shop):
    answer = client.get(reverse("shops-csv", kwargs={"town": "ici"}))
    rows = list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert (rows[0]["name"], rows[0]["phone"], rows[0]["id"]) == (EVIL, "'=1+1", shop.public_id)
    columns = "id name trade street housenumber postcode lon lat website phone opening_hours fictional closed_on"
    assert list(rows[0]) == columns.split()    # others read them by these names
    again = client.get(reverse("shops-csv", kwargs={"town": "ici"}), headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


def test_geojson_is_geojson(client, town, shop):
    data = json.loads(b"".join(client.get(reverse("shops-geojson", kwargs={"town": "ici"}))))
    assert data["features"][0]["geometry"] == {"type": "Point", "coordinates": [2.3, 48.8]}
    zones = client.get(reverse("zones-geojson", kwargs={"town": "ici"})).json()
    assert zones["bbox"] == [2.0, 48.0, 2.5, 49.0] and {f["properties"]["kind"] for f in zones["features"]} == {"town", "quarter"}


def test_tiles_are_cached_by_version(client, town, shop, django_assert_max_num_queries):
    tile = reverse("map-tile", kwargs={"town": "ici", "z": 4, "x": 8, "y": 5})
    with django_assert_max_num_queries(4):
        answer = client.get(tile)
    assert answer.status_code == 200 and EVIL.encode() in answer.content
    assert client.get(tile, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    import_shops(town_id=town.pk, register="main", rows=[ShopRow(1, "a", "Neuf", 2.3, 48.8)], file_name="f", by=None, now=NOW)
    fresh = client.get(tile, headers={"If-None-Match": answer["ETag"]})
    assert fresh.status_code == 200 and b"Neuf" in fresh.content
    assert client.get(reverse("map-tile", kwargs={"town": "ici", "z": 40, "x": 0, "y": 0})).status_code == 404


def test_the_town_has_its_own_stylesheet(client, town):
    assert "#14513f" in client.get("/ici.css").text
    TownFactory(slug="sans")
    assert client.get("/sans.css").status_code == 404


def test_unknown_towns_and_streets_are_not_found(client, town):
    for page in (
        "/en/nowhere/",
        "/en/nowhere/shops/",
        "/en/nowhere/map/1/0/0.mvt",
        "/en/ici/streets/nowhere/",
        "/nowhere.css",
        "/fronts/0000000000.svg",
    ):
        assert client.get(page).status_code == 404, page


def test_public_pages_are_read_only(town, shop):
    for page in pages(town):
        assert Client().post(page).status_code == 405


def test_the_officer_decides_on_pairs(cast):
    here = cast.town
    one, two = (Shop.objects.create(town=here, name=name, folded=name.lower(), slug=name.lower()) for name in ("Epi", "Epee"))
    proposal = MergeProposal.objects.create(town=here, kept=one, other=two, signs=["same_phone"])
    page = reverse("registers", kwargs={"town": here.slug})
    assert cast.client("elsa").get(page).status_code == 403
    dario = cast.client("dario")
    assert "Epee" in dario.get(page).text
    dario.post(page, {"proposal": proposal.pk, "answer": "same"})
    two.refresh_from_db()
    assert two.merged_into == one
    assert dario.post(page, {"proposal": "x"}).status_code == 302
