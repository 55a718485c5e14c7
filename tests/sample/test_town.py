"""The rules of the sample town, checked on the files as they are shipped."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from shapely.geometry import shape

SAMPLE = Path(__file__).resolve().parents[2] / "sample"
WEEK, MONTH, SPAN = 7 * 1440, 30 * 1440, 90 * 1440
E_MAIL = re.compile(r"(?<![@\w.])[\w.+-]+@[\w-]+\.\w")  # a handle begins with @, an address does not
PHONE = re.compile(r"(?:\+33|\b0)\s?[1-9](?:[\s.]?\d{2}){4}\b")


def read(name: str) -> dict:
    return json.loads((SAMPLE / name).read_text("utf-8"))


@pytest.fixture(scope="module")
def shops() -> dict[str, dict]:
    return {f["id"]: f for f in read("shops.geojson")["features"]}


@pytest.fixture(scope="module")
def zones() -> dict[str, dict]:
    return {f["id"]: f for f in read("zones.geojson")["features"]}


@pytest.fixture(scope="module")
def town(zones):
    return shape(zones["town:paris-18-20"]["geometry"])


def test_the_folder_stays_small():
    size = sum(p.stat().st_size for p in SAMPLE.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    assert size <= 5_000_000


def test_zones_are_complete_and_nest(zones, town):
    kinds = Counter(z["properties"]["kind"] for z in zones.values())
    assert (kinds["town"], kinds["district"], kinds["quarter"]) == (1, 3, 12)
    assert kinds["station"] >= 40 and 1 <= kinds["centre"] <= 2
    for zone in zones.values():
        assert shape(zone["geometry"]).is_valid
        assert zone["id"] == "town:paris-18-20" or zone["properties"]["parent"] in zones
    for kind in ("district", "quarter"):
        areas = [shape(z["geometry"]) for z in zones.values() if z["properties"]["kind"] == kind]
        assert sum(a.area for a in areas) == pytest.approx(town.area, rel=1e-6), "no gap and no overlap"
    for zone in zones.values():
        if zone["properties"]["kind"] == "quarter":
            parent = shape(zones[zone["properties"]["parent"]]["geometry"])
            assert shape(zone["geometry"]).difference(parent).area < 1e-12


def test_slugs_are_unique(zones):
    slugs = Counter(z["properties"]["slug"] for z in zones.values())
    assert max(slugs.values()) == 1


def test_what_was_written_for_the_project_says_so(zones):
    for zone in zones.values():
        if zone["properties"]["kind"] in ("station", "centre"):
            assert zone["properties"]["source"] == "written for the project, approximate"
        if zone["properties"]["kind"] == "centre":
            assert zone["properties"]["fictional"] is True


def test_shops_are_many_of_all_trades_and_inside_the_town(shops, town):
    real = [s for s in shops.values() if not s["properties"].get("fictional")]
    fictional = [s for s in shops.values() if s["properties"].get("fictional")]
    assert len(real) >= 1_300 and 25 <= len(fictional) <= 40
    assert all(town.covers(shape(s["geometry"])) for s in shops.values())
    assert len({s["properties"]["category"] for s in shops.values()}) >= 30
    assert all(re.fullmatch(r"osm:(node|way)/\d+|paris:[0-9a-f]{40}", s["id"]) for s in real)
    assert all(s["id"].startswith("sample:") for s in fictional)
    assert all(re.fullmatch(r"750\d\d", s["properties"]["postcode"]) for s in shops.values())


def test_names_and_streets_are_clean(shops):
    for shop in shops.values():
        name, street = shop["properties"]["name"], shop["properties"].get("street", "")
        assert name == name.strip() and "  " not in name and name
        assert not street or (street[0].isupper() and not street.isupper() and not re.search(r"\d{5}", street)), street


def test_registers_carry_nobody_s_address_and_no_merchant_s_phone(shops):
    for name in ("registers/osm.json", "registers/paris.geojson", "shops.geojson"):
        assert not E_MAIL.search((SAMPLE / name).read_text("utf-8")), name
    assert not PHONE.search((SAMPLE / "registers/paris.geojson").read_text("utf-8"))
    for shop in shops.values():
        if shop["id"].startswith("paris:"):
            assert "phone" not in shop["properties"]
        if shop["properties"].get("fictional"):
            assert shop["properties"]["phone"].startswith("+33 1 99 00 "), "the range kept for fiction"
            assert shop["properties"]["website"].endswith(".example")


def test_registers_hold_every_real_shop_and_can_be_joined(shops):
    osm = {f"osm:{e['type']}/{e['id']}" for e in read("registers/osm.json")["elements"]}
    paris = {f["id"] for f in read("registers/paris.geojson")["features"]}
    joined = {i for s in shops.values() for i in s["properties"].get("also", [])}
    real = {i for i in shops if not i.startswith("sample:")}
    assert real | joined == osm | paris and not real & joined
    assert len(joined) >= 20, "some shops stand in both registers"


def test_namesakes_a_chain_and_a_common_word_are_there(shops):
    names = Counter(s["properties"]["name"] for s in shops.values() if s["properties"].get("fictional"))
    assert names["Maison Tilleroy"] == 2 and names["Rouetabaga"] == 3 and names["Demain"] == 1
