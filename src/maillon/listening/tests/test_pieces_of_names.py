"""Names in pieces, with slips, or beside what they are besides: what is linked and what is not, on an invented town."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.listening import streetside
from maillon.listening.entries import Correction, Evidence
from maillon.listening.page import find_names, open_page
from maillon.listening.public import Gazetteer, PostEntry, ShopEntry, ZoneEntry, listen
from maillon.listening.slip_making import LEAST_LETTERS, misspelt
from maillon.listening.tests.town import SHOPS, ZONES, square
from maillon.listening.weights import LEAST, MOST, bounds
from maillon.listening.whereabouts import whereabouts

MORE = (
    ShopEntry("w", "Wunderkorn", (), "bakery", "Rue Beaumanoir", "16", "75018", lon=2.004, lat=48.004),
    ShopEntry("m", "In bocca al merlo", (), "restaurant", "Rue Beaumanoir", "20", "75018", lon=2.0042, lat=48.004),
    ShopEntry("p1", "Tartempomme", (), "restaurant", "Rue des Saules", "1", "75018", lon=2.006, lat=48.006),
    ShopEntry("p2", "Tartempomme", (), "restaurant", "Quai Morvane", "3", "75019", lon=2.018, lat=48.018),
    ShopEntry("l", "Dépôt vente Clarisse Dumail", (), "clothes", "", "", "75018", lon=2.007, lat=48.002),
)
TOWN = Gazetteer.build(
    (*SHOPS, *MORE), (*ZONES, ZoneEntry("20e arrondissement", "district", ("20e",), square(2.02, 48.02, 0.01)))
)
PARIS = Gazetteer.build((), [ZoneEntry("Paris 1-20", "town", (), square(2.0, 48.0, 0.1))])


def shops(text: str) -> set[str]:
    return {found.shop for found in listen([PostEntry("p", text)], TOWN)[0].links}


@pytest.mark.parametrize(
    ("text", "shop"),
    [
        ("Petit pain noir au Wunder, rue Beaumanoir, encore tiède", "w"),
        ("pizza bij in boca al merlo, rue beaumanoir, top", "m"),
        ("Merci à Clarisse Dumail pour le manteau, vendu en deux jours", "l"),
        ("Un dîner superbe à Tartempome, rue des Saules", "p1"),
    ],
)
def test_a_piece_of_a_name_is_enough_beside_its_street(text: str, shop: str) -> None:
    assert shops(text) == {shop}


@pytest.mark.parametrize(
    "text",
    [
        "Le Wunder, quelle soirée",  # no street says which
        "Un banc cassé à côté de Wunderkorn, rue Beaumanoir",
        "Un banc cassé à côté du Wunder, rue Beaumanoir",
        "Le roman Wunder se passe rue Beaumanoir",
    ],
)
def test_a_piece_that_no_street_settles_or_that_says_where_is_not(text: str) -> None:
    assert "w" not in shops(text)


@pytest.mark.parametrize(
    ("text", "alias", "shop"),
    [
        ("Petit pain noir au Wunder, rue Beaumanoir, encore tiède", "Wunder", "w"),
        ("Petit pain noir au Wunder, rue Beaumanoir, encore tiède", "Wunderkorn", "w"),
        ("Dîner chez Mirabeline, un régal", "Mirabeline", "g"),
    ],
)
def test_a_lesson_on_a_piece_or_a_slip_holds(text: str, alias: str, shop: str) -> None:
    twin = ShopEntry("w2", "Wunderkorn", (), "bakery", "Quai Morvane", "2", "75019", lon=2.018, lat=48.018)
    listed = (*SHOPS, *MORE, twin)
    before, after = (Gazetteer.build(listed, ZONES, lessons) for lessons in ((), [Correction(alias, shop, False)]))
    said = [{f.shop for f in listen([PostEntry("p", text)], town)[0].links} for town in (before, after)]
    assert shop in said[0] and shop not in said[1]


def test_two_of_one_name_far_apart_in_one_street_are_not_told_by_a_piece() -> None:
    twin = ShopEntry("w2", "Wunderkorn", (), "bakery", "Rue Beaumanoir", "160", "75018", lon=2.02, lat=48.004)
    town = Gazetteer.build((*SHOPS, *MORE, twin), ZONES)
    assert not listen([PostEntry("p", "Petit pain noir au Wunder, rue Beaumanoir")], town)[0].links


def test_a_street_named_again_and_again_is_searched_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    meant = streetside._meant
    monkeypatch.setattr(streetside, "_meant", lambda word, own: asked.append(word) or meant(word, own))
    listen([PostEntry("p", "Encore Grimbelot, rue Beaumanoir. " * 50)], TOWN)
    assert asked == ["grimbelot"]


@pytest.mark.parametrize("text", ["Tartempomme. Io ci torno", "Tartempomme. Ver y volver", "CHARIVe, Tartempomme"])
def test_little_words_are_no_roman_districts(text: str) -> None:
    page = open_page(PostEntry("p", text))
    find_names(page, PARIS)
    assert not whereabouts(page, PARIS).districts


@pytest.mark.parametrize(
    ("text", "number"),
    [("Un bar du dix-septième arrondissement", 17), ("Un bar dans le dix-neuvième", 19), ("Un bar dans le septième", 7)],
)
def test_districts_of_two_french_words(text: str, number: int) -> None:
    page = open_page(PostEntry("p", text))
    page.lang = "fr"
    find_names(page, PARIS)
    assert whereabouts(page, PARIS).districts == {number}


def test_a_town_learns_no_weight_that_the_release_may_not_have() -> None:
    assert all(bounds(name)[0] == least for name, least in LEAST.items())
    assert all(bounds(name)[1] == most for name, most in MOST.items())


def test_a_postcode_of_odd_digits_is_no_district() -> None:
    town = Gazetteer.build([ShopEntry("o", "Odette", (), "bakery", "", "", "75²", lon=2.0, lat=48.0)], ZONES)
    assert town.district_of == [0]


@pytest.mark.parametrize("text", ["Dîner chez Tartempomme dans le XVIIIe", "Toll bei Tartempomme im achtzehnten Arrondissement"])
def test_a_district_in_roman_numbers_or_words_settles_a_namesake(text: str) -> None:
    assert shops(text) == {"p1"}


@pytest.mark.parametrize(
    "text", ["Le Zéphirrin : un bon dîner", "Dîner chez Mirabeline, un régal", "chez mirrabellline ce midi, tout bon"]
)
def test_a_name_is_found_one_slip_or_two_away(text: str) -> None:
    assert len(shops(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "W Krakowie Tartempomme ma świetny żurek",
        "Tartempomme, ma voisine du dessus, a retrouvé mon chat",
        "Le roman Tartempomme est sorti en poche",
    ],
)
def test_another_town_a_neighbour_or_a_novel_is_no_shop(text: str) -> None:
    assert not shops(text)


@given(st.text(max_size=30), st.text(min_size=1, max_size=20), st.text(max_size=30), st.integers(1, 2))
def test_a_made_slip_touches_nothing_but_the_name(before: str, name: str, after: str, slips: int) -> None:
    post = PostEntry("p1", before + name + after)
    where = Evidence("name", name, len(before), len(before) + len(name))
    made = misspelt(post, where, slips)
    assert made == misspelt(post, where, slips)
    if made is not None:
        assert made.text.startswith(before) and made.text.endswith(after) and made.text != post.text
        assert sum(c.isalpha() for c in name) >= LEAST_LETTERS


def test_a_name_without_a_place_in_the_text_gets_no_slip() -> None:
    assert misspelt(PostEntry("p", "…"), Evidence("geotag", "40 m", None, None)) is None
