"""Fronts, charts and maps: deterministic, well formed, escaped, and saying their numbers in a sentence."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Polygon, box

from maillon.core.ui.charts import clock, dots, effect, spark, usual
from maillon.core.ui.facade import DRAWING_OF, PAINTS, drawing_of, facade, facade_file
from maillon.core.ui.icons import PATHS, icon
from maillon.core.ui.shelves import SHELVES
from maillon.core.ui.townmap import Label, Pin, StreetHeat, heat_of, heat_steps, town_map

weeks = st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 900)), max_size=14)


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(str(svg))


def test_nobody_shows_anothers_wares() -> None:
    own = "bakery books butcher cheese seafood wine optician jewelry florist hairdresser pharmacy electronics furniture"
    assert [drawing_of(trade) for trade in own.split()] == own.split()
    assert len({SHELVES[trade] for trade in own.split()}) == len(own.split())
    near = {"fishmonger": "seafood", "deli": "butcher", "alcohol": "wine", "jeweller": "jewelry", "hat": "clothes",
            "computer": "electronics", "cosmetics": "perfumery", "health_food": "convenience"}
    assert {trade: drawing_of(trade) for trade in near} == near


@pytest.mark.parametrize("trade", PAINTS)
@pytest.mark.parametrize("number", ["", "7", "12 bis", None, 240])
def test_each_front_is_well_formed_and_the_same_again(trade: str, number: str | int | None) -> None:
    drawn = facade(trade, number, "Chez Léa & <Fils>")
    assert drawn == facade(trade, number, "Chez Léa & <Fils>")
    parsed(drawn)
    parsed(facade_file(trade, number, "Chez Léa"))
    assert "<Fils>" not in drawn


def test_every_trade_but_the_closed_one_has_its_window() -> None:
    assert set(SHELVES) | {"closed"} == set(PAINTS)
    assert set(DRAWING_OF.values()) <= set(PAINTS)
    assert not set(DRAWING_OF) & set(PAINTS)


def test_unknown_trades_are_drawn_as_a_shop() -> None:
    assert drawing_of("astrologer") == "shop"
    assert drawing_of("Ice Cream") == "cafe"


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_name_fits_its_board(name: str) -> None:
    sign = parsed(facade_file("shop", 1, name)).findall(".//{http://www.w3.org/2000/svg}text")[0]
    size, spacing, text = float(sign.get("font-size")), float(sign.get("letter-spacing")), sign.text or ""
    assert 10 <= size <= 19
    assert len(text) * (size * 0.25 + spacing) <= 250


def test_different_shops_of_a_trade_look_different() -> None:
    assert len({facade("restaurant", n, "x") for n in range(30)}) == 30


@settings(deadline=None)
@given(weeks, st.integers(0, 20), st.integers(0, 40))
def test_charts_are_well_formed_whatever_the_numbers(given_weeks: list, low: int, more: int) -> None:
    for drawn in (dots(given_weeks, low, low + more), spark(given_weeks)):
        assert parsed(drawn).tag.endswith("svg")


def test_no_usual_no_band() -> None:
    for drawn in (dots([(3, 0)], None, None), dots([(40, 1)], None, None)):
        assert "band" not in drawn
        assert "Usually" not in drawn
    assert 'class="usual "' in usual(3, None, None, label="x")


def test_a_dot_is_a_thumb() -> None:
    drawn = dots([(4, 1), (9, 2)], 4, 7)
    assert drawn.count('class="up"') == 13
    assert drawn.count('class="dn"') == 3
    assert "9 thumbs up, 2 down" in drawn
    assert "4 to 7" in drawn


def test_many_thumbs_become_bars() -> None:
    assert "<circle" not in dots([(400, 30)] * 12, 300, 420)


def test_sentences_are_escaped() -> None:
    for drawn in (dots([(1, 0)], 0, 1, label='"><b>'), spark([(1, 0)], '"><b>'), usual(1, 0, 2, label='"><b>')):
        assert "<b>" not in drawn.replace("<i></i><b></b>", "")
    assert "&lt;b&gt;" in clock(0.5, "late", "<b>")


def test_the_usual_keeps_to_its_scale() -> None:
    drawn = usual(500, 4, 7, top=10, label="x")
    assert "--x:100" in drawn
    assert "above" in drawn
    assert 'class="usual none"' in usual(None, 1, 5, label="x")


@settings(deadline=None)
@given(*[st.floats(-50, 50) for _ in range(3)])
def test_only_the_agreed_custom_properties_are_inline(low: float, high: float, middle: float) -> None:
    style = re.search(r'style="([^"]*)"', effect(low, high, middle, reach=20, label="x"))
    assert style
    assert re.fullmatch(r"(--(lo|hi|x|zero):[\d.]+;?)+", style[1])


def test_icons_exist_or_fail() -> None:
    parsed(icon("reply"))
    assert all(re.fullmatch(r"[MLHVCSQTAZmlhvcsqtaz\d\s.,-]+", d) for d in PATHS.values())
    with pytest.raises(KeyError):
        icon("no such icon")


@settings(deadline=None)
@given(st.lists(st.integers(0, 5000), max_size=30))
def test_heat_steps_rise_and_the_loudest_street_is_hottest(counts: list[int]) -> None:
    steps = heat_steps(counts)
    assert steps == sorted(set(steps))
    assert len(steps) <= 5
    if steps:
        assert steps[0] == 1
        assert heat_of(max(counts), steps) == len(steps)
        assert heat_of(0, steps) == 0


def test_a_map_keeps_its_places_inside_the_frame() -> None:
    land = MultiPolygon([box(2.30, 48.85, 2.35, 48.90), Polygon([(2.36, 48.86), (2.40, 48.88), (2.38, 48.85)])])
    streets = [
        StreetHeat("A & B", 4, line=[(2.31, 48.86), (2.33, 48.88)]),
        StreetHeat("C", 2, points=[(2.38, 48.86)]),
    ]
    drawn = town_map(
        [land.__geo_interface__], points=[(2.31, 48.86), (2.39, 48.865)], pins=[Pin(2.32, 48.87, "1", "/s/1", "<x>")],
        streets_heat=streets, labels=[Label(2.33, 48.88, "18")], label="A <map>",
    )  # fmt: skip
    root = parsed(drawn)
    _x, _y, width, height = map(float, root.get("viewBox").split())
    assert width == 1000
    assert height <= 1000
    outlines = "".join(p.get("d") for p in root.iter("path") if p.get("class") == "land")
    numbers = [float(n) for n in re.findall(r"-?[\d.]+", outlines)]
    assert min(numbers) >= 0
    assert max(numbers) <= 1000
    assert root.get("aria-label") == "A <map>"
    assert "A & B" in "".join(root.itertext())


def test_quarters_are_named_where_there_is_room() -> None:
    """None over the edge, none on another, the second a line away, the fourth not at all; numbers large, under the shops."""
    land = box(2.30, 48.85, 2.40, 48.90)
    names = ["Amérique & Combat", "Villette", "La Chapelle", "Belleville"]
    labels = [*(Label(2.35, 48.87, name) for name in names), Label(2.3001, 48.86, "Grandes-Carrières"), Label(2.33, 48.86, "20e")]
    drawn = parsed(town_map([land], points=[(2.31, 48.86)], labels=labels, label="x"))
    texts = {text.text: text for text in drawn.iter("text")}
    assert texts["20e"].get("class") == "ar" and texts.keys() == {"20e", *names[:3], "Grandes-Carrières"}
    assert float(texts["Grandes-Carrières"].get("x")) == 6 * len("Grandes-Carrières")
    heights = sorted(float(texts[name].get("y")) for name in names[:3])
    assert all(below - above >= 30 for above, below in pairwise(heights))
    assert [child.get("class") for child in drawn][:3] == ["land", "ar", "shops"]


def test_an_empty_town_says_so() -> None:
    assert "No place is on the map yet." in town_map([], label="x")


def test_a_town_without_outline_is_framed_by_its_shops() -> None:
    drawn = parsed(town_map([], points=[(2.3, 48.8)], label="x"))
    assert drawn.tag.endswith("svg") and "No place is on the map yet." not in ElementTree.tostring(drawn, "unicode")
