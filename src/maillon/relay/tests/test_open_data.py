"""Feeds and open data, read back by parsers that know nothing of us."""
from __future__ import annotations

import csv
import datetime as dt
import io
import json
import xml.etree.ElementTree as ET
from urllib.parse import urlsplit

import pytest
from django.test import Client

from maillon.voices.models import Voice
from maillon.voices.tests.factories import a_town, a_voice, a_zone

from .conftest import SUNDAY

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def get(path: str, **headers: str):
    return Client().get(path, headers=headers or None)


def addresses(place) -> list[str]:
    return ["/en/harbour/", f"/en/harbour/zones/{place.zone.public_id}/", f"/en/harbour/shops/{place.shop.public_id}/"]


def table(answer) -> list[dict[str, str]]:
    """As a spreadsheet takes it: UTF-8 by its mark."""
    assert answer.content.startswith("\ufeff".encode())
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


def test_each_place_has_all_three_with_its_voices_only(place):
    mine, others = a_voice(place.shop, text="about Pruneau"), a_voice(place.other, text="about Joaolena")
    for where, expected in zip(addresses(place), ({mine, others}, {mine}, {mine}), strict=True):
        ids = {voice.public_id for voice in expected}
        assert {row["id"] for row in table(get(where + "voices.csv"))} == ids
        assert {feature["id"] for feature in get(where + "voices.geojson").json()["features"]} == ids
        entries = ET.fromstring(get(where + "feed.atom").content).findall("a:entry", ATOM)
        assert {entry.find("a:content", ATOM).text for entry in entries} == {voice.text for voice in expected}


def test_an_atom_feed_has_all_that_the_standard_asks(place):
    """RFC 4287, 4.1: exactly one id, title, updated; an author; entries with their own; absolute links; a self link."""
    a_voice(place.shop, text="<b>bold</b> & \x0b plain 😀", lang="fr")
    a_voice(place.shop, text="second", url="javascript:alert(1)")
    answer = get("/fr/harbour/feed.atom")
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ET.fromstring(answer.content)
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "fr"
    assert feed.find("a:author/a:name", ATOM).text == "Harbour"
    assert feed.find("a:link[@rel='self']", ATOM).get("href").endswith("/fr/harbour/feed.atom")
    entries = feed.findall("a:entry", ATOM)
    assert len({entry.find("a:id", ATOM).text for entry in entries}) == 2
    for node in (feed, *entries):
        for name in ("id", "title", "updated"):
            assert len(node.findall(f"a:{name}", ATOM)) == 1
        assert dt.datetime.fromisoformat(node.find("a:updated", ATOM).text).tzinfo is not None
    for link in feed.iter("{http://www.w3.org/2005/Atom}link"):
        assert urlsplit(link.get("href")).scheme in {"http", "https"}
    assert any("<b>bold</b> &" in entry.find("a:content", ATOM).text for entry in entries)


def test_a_feed_leads_to_the_page_it_is_about(place, settings):
    ways = [ET.fromstring(get(where + "feed.atom").content).find("a:link[@rel='alternate']", ATOM).get("href")
            for where in addresses(place)]
    shop = f"/en/harbour/shops/{place.shop.slug}-{place.shop.public_id}/"
    assert ways == [settings.PUBLIC_URL + path for path in ("/en/harbour/", "/en/harbour/", shop)]
    assert all(get(path.removeprefix(settings.PUBLIC_URL)).status_code == 200 for path in ways)


def test_an_empty_place_has_a_feed_too(place):
    for where in addresses(place):
        feed = ET.fromstring(get(where + "feed.atom").content)
        assert feed.find("a:updated", ATOM) is not None and not feed.findall("a:entry", ATOM)
        assert get(where + "voices.geojson").json() == {"type": "FeatureCollection", "features": []}
        assert table(get(where + "voices.csv")) == []


def test_who_has_it_already_gets_304_and_who_has_not_gets_it(place):
    a_voice(place.shop)
    for where in addresses(place):
        for name in ("feed.atom", "voices.csv", "voices.geojson"):
            first = get(where + name)
            assert first.status_code == 200 and first["ETag"]
            same = get(where + name, if_none_match=first["ETag"])
            assert same.status_code == 304 and not same.content and same["ETag"] == first["ETag"]
    a_voice(place.shop, text="new")
    assert get(where + name, if_none_match=first["ETag"]).status_code == 200


def test_authors_and_positions_of_people_stay_out(place):
    a_voice(place.shop, author="@jeanne@example.org")
    a_voice(None, town=place.town, author="Jeanne Dupont", subject="town")
    for where in addresses(place):
        for name in ("feed.atom", "voices.csv", "voices.geojson"):
            assert b"eanne" not in get(where + name).content
    points = [feature["geometry"] for feature in get("/en/harbour/voices.geojson").json()["features"]]
    assert {json.dumps(point) for point in points} == {"null", '{"type": "Point", "coordinates": [2.39, 48.87]}'}


def test_an_address_that_leads_elsewhere_than_to_the_web_does_not_leave_the_house(place):
    a_voice(place.shop, url="javascript:alert(1)")
    for name in ("feed.atom", "voices.csv", "voices.geojson"):
        assert b"javascript" not in get(f"/en/harbour/{name}").content


def test_withdrawn_voices_are_gone_and_disputed_ones_say_so(place):
    a_voice(place.shop, text="withdrawn")
    Voice.objects.all().delete()
    a_voice(place.shop, text="disputed", state="put_aside")
    a_voice(place.shop, text="not linked surely", state="unsure", subject="shop")
    rows = table(get("/en/harbour/voices.csv"))
    assert [(row["text"], row["disputed"]) for row in rows] == [("disputed", "yes")]


@pytest.mark.parametrize("text", ["=1+1", "+33 1", "-2", "@cmd", "\t=1", "  =HYPERLINK(\"http://x\")", "＝1"])
def test_no_cell_runs_as_a_formula(place, text):
    a_voice(place.shop, text=text)
    place.shop.name = "=cmd|' /C calc'!A1"
    place.shop.save()
    row = table(get("/en/harbour/voices.csv"))[0]
    assert row["text"] == f"'{text}" and row["shops"].startswith("'=")


def test_long_lists_come_in_pages_that_follow_each_other(place, monkeypatch, settings):
    from maillon.relay.web import open_data

    monkeypatch.setattr(open_data, "TABLE_SIZE", 4)
    monkeypatch.setattr(open_data, "FEED_SIZE", 4)
    voices = [a_voice(place.shop, written_at=SUNDAY) for _ in range(10)]          # one moment: the id decides
    for name in ("voices.csv", "voices.geojson", "feed.atom"):
        found, path = [], f"/en/harbour/{name}"
        while path:
            answer = get(path)
            text = answer.content.decode()
            found += [voice.public_id for voice in voices if voice.public_id in text.replace(path, "")]
            link = answer.headers.get("Link", "")
            path = link[1:link.index(">")].removeprefix(settings.PUBLIC_URL) if link else ""
        assert sorted(found) == sorted(voice.public_id for voice in voices), name


def test_a_place_of_another_town_is_not_found(place):
    elsewhere = a_town(slug="elsewhere")
    zone = a_zone(elsewhere)
    assert get(f"/en/elsewhere/shops/{place.shop.public_id}/feed.atom").status_code == 404
    assert get(f"/en/harbour/zones/{zone.public_id}/voices.csv").status_code == 404
    assert get("/en/nowhere/feed.atom").status_code == 404
    assert get("/en/harbour/shops/0000000000/voices.geojson").status_code == 404


def test_a_full_page_costs_few_queries(place, django_assert_max_num_queries):
    for n in range(30):
        a_voice(place.shop, text=f"{n}", counted=False)
    get("/en/harbour/feed.atom")
    with django_assert_max_num_queries(9):
        get("/en/harbour/feed.atom")


def test_the_links_of_the_page_give_all(place, monkeypatch):
    from maillon.relay.web import open_data

    monkeypatch.setattr(open_data, "TABLE_SIZE", 4)
    voices = {a_voice(place.shop, written_at=SUNDAY).public_id for _ in range(10)}
    page = get("/en/harbour/").content.decode()
    found = {}
    for name in ("voices.csv", "voices.geojson"):
        assert f"/en/harbour/{name}?all=yes" in page
        answer = get(f"/en/harbour/{name}?all=yes")
        assert answer.streaming and "Link" not in answer.headers
        found[name] = b"".join(answer.streaming_content).decode()
    table = list(csv.DictReader(io.StringIO(found["voices.csv"].removeprefix("\ufeff"), newline="")))
    assert len(table) == 10 and {row["id"] for row in table} == voices and found["voices.csv"].startswith("\ufeff")
    assert {each["id"] for each in json.loads(found["voices.geojson"])["features"]} == voices
    assert not Client().head("/en/harbour/voices.csv?all=yes").content


def test_all_of_nothing_is_an_empty_table(place):
    whole = b"".join(get("/en/harbour/voices.geojson?all=yes").streaming_content)
    assert json.loads(whole) == {"type": "FeatureCollection", "features": []}
    lines = b"".join(get("/en/harbour/voices.csv?all=yes").streaming_content).decode().splitlines()
    assert len(lines) == 1
