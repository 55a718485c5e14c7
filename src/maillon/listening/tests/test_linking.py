"""Each rule of the definition of a link, on an invented town."""

from __future__ import annotations

from typing import Any

import pytest

from maillon.listening.public import Correction, Gazetteer, Heard, PostEntry, listen
from maillon.listening.tests.town import SHOPS, ZONES, gazetteer

TOWN = gazetteer()


def heard(text: str, town: Gazetteer = TOWN, **rest: Any) -> Heard:
    return listen([PostEntry("p", text, **rest)], town)[0]


def shops(text: str, town: Gazetteer = TOWN, **rest: Any) -> set[str]:
    return {found.shop for found in heard(text, town, **rest).links}


@pytest.mark.parametrize(
    "text",
    [
        "Très bon dîner au Zéphyrin hier soir",
        "le zephyrin, quelle cuisine !",
        "Lovely evening at Le Zéphyrin",
        "Wczoraj w Le Zéphyrin było pyszne",
        "Le Zéphyrinはとても美味しかった",
        "Le Zéphyrin에서 먹은 빵이 맛있어요",
        "#LeZephyrin un régal",
        "Le Zéphirin : un régal",  # one slip
        "merci @zephyrin@sample.invalid pour l'accueil",
        "voir https://www.zephyrin.example/carte",
        "réservé au 01 99 00 11 22, personne ne répond",
    ],
)
def test_a_shop_named_in_any_way_is_linked(text: str) -> None:
    assert shops(text) == {"a"}


@pytest.mark.parametrize(
    "text",
    [
        "Des travaux juste après Le Zéphyrin",
        "There is a hole in the pavement next to Le Zéphyrin",
        "Le Zéphyrinの隣に新しい公園ができた",
        "Le Zéphyrin 옆에 공원이 생겼어요",
        "Die Baustelle gegenüber vom Le Zéphyrin nervt",
    ],
)
def test_a_shop_that_only_says_where_is_not_linked(text: str) -> None:
    assert shops(text) == set()


def test_a_name_borne_twice_needs_a_place() -> None:
    found = heard("Belle veste chez Kobalux")
    assert not found.links
    assert {u.shop for u in found.unsure} == {"c1", "c2"}
    assert found.subject == "shop"
    assert shops("Belle veste chez Kobalux, rue des Tilleuls") == {"c1"}
    assert shops("Belle veste chez Kobalux dans le 19e") == {"c2"}
    assert shops("Belle veste chez Kobalux, métro Port-Salin") == {"c1"}
    assert shops("Kobalux, pas celui de la rue des Tilleuls, est top") == {"c2"}


def test_a_geotag_does_not_settle_namesakes_nor_stand_alone() -> None:
    assert shops("Belle veste chez Kobalux", lon=2.003, lat=48.001) == set()
    assert shops("Quelle belle journée", lon=2.001, lat=48.001) == set()


def test_a_handle_of_two_branches_is_settled_by_place_only() -> None:
    assert shops("merci @kobalux pour la veste") == set()
    assert shops("merci @kobalux pour la veste, avenue Morvane") == {"c2"}


def test_a_national_chain_needs_its_street() -> None:
    assert shops("Franprix : encore une caisse sur trois ouverte") == set()
    assert shops("Franprix avenue Morvane : une caisse sur trois ouverte") == {"e"}


def test_trade_and_street_link_when_one_shop_is_left() -> None:
    assert shops("La boulangerie de la rue des Tilleuls fait un pain superbe") == {"b"}
    assert shops("The bookshop on avenue Morvane is wonderful") == {"f"}
    assert shops("Il faudrait une boulangerie rue des Tilleuls") == set()
    assert shops("La boulangerie de l'avenue Morvane est fermée") == set()


@pytest.mark.parametrize(
    "text",
    ["On a mangé au Zéphyrin à Lyon, bof", "Le Zéphyrin dans le 11e est nul", "Lunch at Le Zéphyrin in Berlin was bad"],
)
def test_another_town_or_district_is_not_linked(text: str) -> None:
    assert shops(text) == set()


def test_a_common_word_is_not_a_shop_without_proof() -> None:
    assert shops("le jardin de ma voisine est joli") == set()
    assert shops("J'ai planté des tomates dans le jardin") == set()
    assert shops("Restaurant Le Jardin, avenue Morvane : très bon couscous") == {"d"}


def test_outside_the_zone_needs_a_place_of_the_town() -> None:
    assert shops("Très bon dîner au Zéphyrin", lon=3.0, lat=48.0) == set()
    assert shops("Très bon dîner au Zéphyrin, rue des Tilleuls", lon=3.0, lat=48.0) == {"a"}


def test_two_shops_in_one_post() -> None:
    assert shops("Dîné au Zéphyrin puis acheté un roman à L'Encre Bleutée") == {"a", "f"}


def test_corrections_add_and_block_one_pair() -> None:
    town = Gazetteer.build(SHOPS, ZONES, [Correction("la cantine bleue", "f", True), Correction("Le Zéphyrin", "a", False)])
    assert shops("On adore la cantine bleue", town) == {"f"}
    assert shops("Dîner chez Mirabelline", town) == {"g"}
    assert "a" not in shops(
        "soirée, Le Zéphyrin",
        Gazetteer.build(SHOPS, ZONES, [Correction(n, "a", False) for n in ("Le Zéphyrin", "Zéphyrin")]),
    )


def test_subjects() -> None:
    assert heard("Les trottoirs de la rue des Tilleuls sont sales").subject == "street"
    assert heard("La galerie Vercotine manque de bancs").subject == "centre"
    assert heard("La mairie de Valmorin devrait planter des arbres").subject == "town"
    assert heard("Il pleut").subject == "none"
    found = heard("Très bon dîner au Zéphyrin")
    assert (found.subject, found.subject_ref) == ("shop", "a")


def test_the_gazetteer_survives_dumping_and_pickling() -> None:
    import pickle

    data = TOWN.dump()
    assert Gazetteer.load(data).dump() == data
    again = pickle.loads(pickle.dumps(TOWN))
    assert listen([PostEntry("p", "au Zéphyrin")], again) == listen([PostEntry("p", "au Zéphyrin")], TOWN)
    with pytest.raises(ValueError):
        Gazetteer.load(b"something else")
    with pytest.raises(ValueError):
        Gazetteer.build([SHOPS[0], SHOPS[0]], [])
