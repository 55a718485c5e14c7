"""The fitted weights of links: they load, keep their signs, come out the same twice; and the rules hold whatever they are."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from maillon.listening.candidates import NO_CAP
from maillon.listening.known_words import dishes, first_names, other_meaning, world_names
from maillon.listening.public import Gazetteer, PostEntry, ShopEntry, listen
from maillon.listening.training_links import Example, candidates_of, dump_links, fit_weights, kept_apart, written
from maillon.listening.typos import sound
from maillon.listening.weights import MOST, START, weights

NAMES = (
    ShopEntry("dish", "Bibimbap", (), "korean", "Rue des Tilleuls", "3", lon=2.001, lat=48.001),
    ShopEntry("hero", "Le Jules Verne", (), "restaurant", "Rue des Tilleuls", "5", lon=2.001, lat=48.001),
    ShopEntry("long", "Macelleria Salumeria Fulvini", (), "butcher", "Rue des Tilleuls", "7", lon=2.001, lat=48.001),
    ShopEntry("greek", "Mavromatikos Kalypsida", (), "greek", "Rue Zambourg", "1", lon=2.005, lat=48.004),
    ShopEntry("other", "Trattoria Ombrellini", (), "italian", "Rue Zambourg", "3", lon=2.005, lat=48.004),
    ShopEntry("stern", "Perraudel", (), "restaurant", "Rue Zambourg", "9", lon=2.005, lat=48.004),
)  # fmt: skip
TOWN = Gazetteer.build(NAMES, [])


def shops(text: str, lang: str = "") -> set[str]:
    return {found.shop for found in listen([PostEntry("p", text, lang=lang)], TOWN)[0].links}


def test_the_fitted_file_names_known_features_and_keeps_their_signs() -> None:
    stored = json.loads(files("maillon.listening").joinpath("weights/linking.json").read_text("utf-8"))
    assert set(stored["weights"]) == set(START)
    for name, value in stored["weights"].items():
        sign = START[name][1]
        assert sign == 0 or value * sign >= 0, name
        assert value <= MOST.get(name, 20.0), name
    assert weights() == stored["weights"]
    assert not any("apart" in source for source in stored["texts"])


def test_fitting_twice_gives_the_same_text() -> None:
    gazetteer, rows = written("oslo")
    examples = [
        Example(c.features, gazetteer.shops[c.shop].id in row["gold"]["shops"], 1.0)
        for post, row in rows[:60]
        for c in candidates_of(post, row["lang"], gazetteer)
        if c.cap == NO_CAP
    ]
    assert dump_links(fit_weights(examples), {}) == dump_links(fit_weights(examples), {})
    without = fit_weights(examples, frozenset(["capital"]))
    assert without["capital"] == 0.0


def test_one_written_post_in_four_is_kept_apart() -> None:
    ids = [post.id for town in ("paris", "zurich", "oslo") for post, _ in written(town)[1]]
    assert len(ids) == len(set(ids)) >= 400
    assert 0.15 < sum(map(kept_apart, ids)) / len(ids) < 0.35


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Le Bibimbap était trop cuit, et les Frites aussi", set()),
        ("Dîner chez Bibimbap hier, quelle bonne surprise", {"dish"}),
        ("Bibimbap, rue des Tilleuls : un régal", {"dish"}),
        ("Ma fille relit Jules Verne tous les étés", set()),
        ("On a dîné au restaurant Le Jules Verne", {"hero"}),
    ],
)
def test_a_name_known_as_something_else_needs_more_than_itself(text: str, meant: set[str]) -> None:
    assert shops(text, "fr") == meant


@pytest.mark.parametrize(
    ("text", "lang"),
    [("La mortadella chez Fulvini, quel bonheur", "fr"), ("Waren gestern beim Fulvini, super Wurst", "de")],
)
def test_the_telling_part_of_a_long_name_is_enough(text: str, lang: str) -> None:
    assert shops(text, lang) == {"long"}


def test_a_cuisine_and_a_street_mean_the_one_shop_of_that_cuisine() -> None:
    assert shops("Le grec de la rue Zambourg fait un poulpe superbe", "fr") == {"greek"}
    assert shops("The Greek restaurant in rue Zambourg is lovely", "en") == {"greek"}
    assert shops("Le géorgien de la rue Zambourg a fermé", "fr") == set()


def test_a_name_spelt_by_ear_is_heard_where_something_stands_beside_it() -> None:
    assert sound("perrodel") == sound("perraudel")
    assert shops("Merci au Perrodel, rue Zambourg, pour la table", "fr") == {"stern"}
    assert shops("Perrodel a marqué deux buts", "fr") == set()


def test_word_lists_are_folded_and_hold_no_empty_entry() -> None:
    assert len(dishes()) > 800
    assert len(world_names()) > 500
    assert len(first_names()) > 600
    assert "" not in dishes() | world_names()
    assert other_meaning("bibimbap") == "dish"
    assert other_meaning("zephyrin") == ""


def test_whether_a_text_is_about_shops_changes_weak_names_only() -> None:
    def chance(text: str) -> float:
        heard = listen([PostEntry("p", text, lang="fr")], TOWN, threshold=0.0)[0]
        return max((f.probability for f in heard.links), default=0.0)

    assert chance("Perraudel est venu hier") < chance("Perraudel est venu hier, et le prix du pain, le service")
    street = "Mavromatikos Kalypsida, rue Zambourg"
    assert chance(street) == chance(street + ", et le prix du pain, le service")
