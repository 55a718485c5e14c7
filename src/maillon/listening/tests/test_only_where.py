"""A name that only says where, a short form that is a place, a slip beside the right name, a town in another script."""

from __future__ import annotations

import pytest

from maillon.listening.public import Gazetteer, PostEntry, ShopEntry, ZoneEntry, listen
from maillon.listening.tests.town import SHOPS, ZONES

MORE = (
    ShopEntry("p1", "Café Morvane", (), "cafe", "Rue des Tilleuls", "20", "75018", lon=2.004, lat=48.001),
    ShopEntry("p2", "Boulangerie Port-Salin", (), "bakery", "Avenue Morvane", "40", "75019", lon=2.016, lat=48.012),
    ShopEntry("p3", "Restaurant Ouagadougou", (), "restaurant", "Avenue Morvane", "44", "75019", lon=2.016, lat=48.012),
)
TOWN = Gazetteer.build((*SHOPS, *MORE), (*ZONES, ZoneEntry("Avenue Morvane", "street")))


def shops(text: str) -> set[str]:
    return {found.shop for found in listen([PostEntry("p", text)], TOWN)[0].links}


@pytest.mark.parametrize(
    "text",
    [
        "Une voiture en feu devant Le Zéphyrin, rue des Tilleuls",
        "Trou dans le trottoir à côté de la boulangerie Chouquard, rue des Tilleuls",
        "Le banc entre la poste et Le Zéphyrin, rue des Tilleuls, a disparu",
        "The lamp next to Le Zéphyrin, rue des Tilleuls, is out again",
        "The bin opposite Le Zéphyrin, rue des Tilleuls, overflows",
        "Just past Le Zéphyrin, rue des Tilleuls, they dig up the pavement",
        "Gegenüber vom Le Zéphyrin, rue des Tilleuls, steht ein Kran",
        "Naast Le Zéphyrin, rue des Tilleuls, staat een hijskraan",
        "Obok Le Zéphyrin, rue des Tilleuls, stoi dźwig",
        "Ved siden av Le Zéphyrin, rue des Tilleuls, står det en kran",
        "Frente a Le Zéphyrin, rue des Tilleuls, hay una grúa",
        "Accanto a Le Zéphyrin, rue des Tilleuls, c'è una gru",
        "rue des TilleulsのLe Zéphyrinの前に自転車が倒れている",
        "rue des Tilleuls Le Zéphyrin 앞에 자전거가 쓰러져 있어요",
    ],
)
def test_the_street_of_a_landmark_proves_nothing(text: str) -> None:
    assert shops(text) == set()


def test_a_landmark_that_is_also_spoken_of_is_linked() -> None:
    assert shops("Rendez-vous devant Le Zéphyrin. Le Zéphyrin sert un couscous superbe, rue des Tilleuls") == {"a"}


@pytest.mark.parametrize(
    "text",
    ["On se retrouve à Morvane samedi", "Port-Salin est en travaux", "Que de monde à Port-Salin", "Vol pour Ouagadougou demain"],
)
def test_a_short_form_that_is_a_place_names_no_shop(text: str) -> None:
    assert shops(text) == set()


def test_the_whole_name_still_names_it() -> None:
    assert shops("Très bon accueil au Café Morvane, rue des Tilleuls") == {"p1"}


def test_a_slip_beside_the_right_name_adds_no_proof() -> None:
    """A slip alone is proof; beside the right name it is none."""
    alone = listen([PostEntry("p", 'Bravo "Chez Mirabeline" !')], TOWN)[0].links[0]
    beside = listen([PostEntry("p", 'Dîné chez Mirabelline, bravo "Chez Mirabeline" !')], TOWN)[0].links[0]
    assert [e.kind for e in alone.evidence] == ["typo"]
    assert [e.kind for e in beside.evidence] == ["name"]


@pytest.mark.parametrize(
    "text", ["베를린 Le Zéphyrin 맛있어요", "ベルリンのLe Zéphyrinは美味しい", "Lunch at Le Zéphyrin in ベルリン was lovely"]
)
def test_a_town_elsewhere_in_another_script_is_heard(text: str) -> None:
    assert shops(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Le lampadaire près de chez nous clignote, celui du trottoir côté Café Morvane aussi",
        "Street lamp by Café Morvane has been flickering since Monday",
        "Die Haltestelle bei Café Morvane ist seit heute verlegt",
        "Sleutelbos gevonden op de stoep voor Café Morvane",
        "Regardé Café Morvane hier soir, quel film",
        "Listening to the album Café Morvane on repeat",
        "Obejrzałam film Café Morvane, polecam",
    ],
)
def test_a_thing_of_the_street_or_a_film_says_nothing_of_the_shop(text: str) -> None:
    assert shops(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Super film ! Café Morvane ensuite, parfait pour en parler",
        "Finished reading my book at Café Morvane, best cocoa in town",
        "After the concert we went to eat. Café Morvane was open, bless them",
        "The new lamp is lovely. By the way, Café Morvane bakes on Sundays now",
    ],
)
def test_a_film_or_a_lamp_in_another_sentence_or_at_the_shop_takes_nothing_from_it(text: str) -> None:
    assert shops(text) == {"p1"}
