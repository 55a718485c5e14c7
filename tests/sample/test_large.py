"""The made-up large town: deterministic, of the asked size, inside its own zones."""

from __future__ import annotations

import importlib.util
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest
from shapely.geometry import shape

SOURCE = Path(__file__).resolve().parents[2] / "sample" / "large.py"


@pytest.fixture(scope="module")
def large():
    spec = importlib.util.spec_from_file_location("sample_large", SOURCE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_same_seed_same_town(large):
    assert list(large.generate(300)) == list(large.generate(300))
    assert list(large.generate(300)) != list(large.generate(300, seed=8))
    assert large.zones() == large.zones()


def test_it_is_streamed_and_has_the_asked_size(large):
    assert len(list(islice(large.generate(10**12), 5))) == 5
    assert sum(1 for _ in large.generate(1234)) == 1234


def test_shops_are_distinct_varied_and_inside(large):
    town = shape(large.zones()["features"][0]["geometry"])
    shops = list(large.generate(20_000))
    assert len({s["id"] for s in shops}) == 20_000
    assert all(town.covers(shape(s["geometry"])) for s in shops[::37])
    assert len({s["properties"]["street"] for s in shops}) > 1_900
    names = Counter(s["properties"]["name"] for s in shops)
    assert len(names) > 5_000 and names.most_common(1)[0][1] > 10, "many names, and some borne often"
    assert any("가" <= c <= "힣" for n in names for c in n) and any("一" <= c <= "鿿" for n in names for c in n)


def test_zones_nest_and_cover_the_town(large):
    features = large.zones()["features"]
    kinds = Counter(f["properties"]["kind"] for f in features)
    assert kinds == {"town": 1, "district": 36, "quarter": 324, "street": 2_000}
    town = shape(features[0]["geometry"])
    for kind in ("district", "quarter"):
        areas = [shape(f["geometry"]) for f in features if f["properties"]["kind"] == kind]
        assert sum(a.area for a in areas) == pytest.approx(town.area, rel=1e-3)
    ids = {f["id"] for f in features}
    assert all(f["properties"]["parent"] in ids for f in features[1:])
