"""Search as you type: any script, beginnings first, two queries whatever is typed."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillon.shops.actions import add_alias, import_shops, remove_alias
from maillon.shops.actions.places import index_streets
from maillon.shops.models import Shop
from maillon.shops.queries import search
from maillon.shops.rules.rows import ShopRow
from maillon.shops.rules.trades import MEMBERS
from maillon.shops.wording import GROUPS, TRADES, trade_name, trades_beginning
from maillon.territory.models import Street
from tests.factories import TownFactory

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)
NAMES = [
    "Épi d'Or",
    "Le Comptoir des Mots",
    "Comptoir Général",
    "築地寿司",
    "좋은빵집",
    "Ζαχαροπλαστείο Ελιά",
    "Łódź Sklep",
    "100 % Vrac",
    "🍞",
    "Boulangerie Épi",
]


@pytest.fixture
def town():
    town = TownFactory().pk
    rows = [
        ShopRow(n, f"i{n}", name, 2.3, 48.8, street="Rue de Ménilmontant" if n % 2 else "", trade="bakery")
        for n, name in enumerate(NAMES)
    ]
    import_shops(town_id=town, register="main", rows=rows, file_name="f", by=None, now=NOW)
    return town


def names(town, text, kind="shop"):
    return [found.name for found in search(town, text, "fr") if found.kind == kind]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("epi", ["Épi d'Or", "Boulangerie Épi"]),
        ("EPI D", ["Épi d'Or", "Boulangerie Épi"]),
        ("compt", ["Comptoir Général", "Le Comptoir des Mots"]),
        ("mots compt", ["Le Comptoir des Mots"]),
        ("寿司", ["築地寿司"]),
        ("築", ["築地寿司"]),
        ("빵", ["좋은빵집"]),
        ("ζαχ", ["Ζαχαροπλαστείο Ελιά"]),
        ("lodz", ["Łódź Sklep"]),
        ("100", ["100 % Vrac"]),
        ("🍞", ["🍞"]),
        ("zzz", []),
        ("", []),
        ("  ", []),
        ("%", []),
        ("_", []),
        ("épi ' OR 1=1", []),
        ("\x00", []),
    ],
)
def test_names_are_found_by_the_beginnings_of_their_words(town, text, found):
    assert names(town, text) == found


def test_streets_and_trades_are_found_too(town):
    assert names(town, "menil", "street") == ["Rue de Ménilmontant"]
    assert names(town, "rue de m", "street") == names(town, "r. de ménil", "street") == ["Rue de Ménilmontant"]
    Street.objects.create(town_id=town, name="Boulevard Barbès", folded="boulevard barbes", slug="boulevard-barbes")
    index_streets(town)
    for text in ("bd barb", "BLVD Barbès", "boulev", "barb", "boul barbes"):
        assert names(town, text, "street") == ["Boulevard Barbès"], text
    assert [f.key for f in search(town, "bakery", "en") if f.kind == "trade"] == ["bakery"]


@pytest.mark.parametrize("language", ["en", "fr", "ko"])
@pytest.mark.parametrize("text", ["bakery", "BOULANG", "boulangerie"])
def test_a_trade_is_found_by_its_word_in_any_language_of_the_portal(language, text):
    assert trades_beginning(text, language) == ["bakery"]


def test_words_of_the_readers_own_language_come_first():
    assert trades_beginning("bou", "en")[0] == "boutique" and "bakery" in trades_beginning("bou", "en")
    assert trades_beginning("bou", "fr")[0] == "butcher"    # boucherie


def test_a_search_is_two_queries(town, django_assert_max_num_queries):
    for text in ("e", "comptoir des mots et des choses", "寿"):
        with django_assert_max_num_queries(2):
            search(town, text, "fr")


def test_closed_shops_and_other_towns_are_not_found(town):
    Shop.objects.filter(name="Épi d'Or").update(closed_on=NOW.date())
    assert names(town, "epi") == ["Boulangerie Épi"]
    assert names(TownFactory().pk, "epi") == []


def test_an_alias_is_found_until_it_is_taken_away(town):
    shop = Shop.objects.get(name="Comptoir Général")
    assert add_alias(shop_id=shop.pk, name="Le Ghetto", origin="correction", by=None, now=NOW)
    assert not add_alias(shop_id=shop.pk, name="LE GHETTO", origin="correction", by=None, now=NOW)
    assert names(town, "ghet") == ["Comptoir Général"]
    assert remove_alias(shop_id=shop.pk, name="le ghetto", by=None, now=NOW)
    assert names(town, "ghet") == []


@given(text=st.text(max_size=120))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_typed_breaks_the_search(town, text):
    assert isinstance(search(town, text, "fr"), list)


@given(name=st.sampled_from(NAMES), length=st.integers(2, 12))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_shop_is_found_by_the_beginning_of_its_name(town, name, length):
    assert name in names(town, name[:length]) or not name[:length].strip("Ll'E ")


def test_trades_have_names_and_groups_only_known_trades():
    assert len(TRADES) >= 120 and set(MEMBERS) == set(GROUPS)
    members = [trade for trades in MEMBERS.values() for trade in trades]
    assert len(members) == len(set(members))
    assert trade_name("some_new_trade") == "some new trade"
    assert trades_beginning("books", "en")[0] == "books" and trades_beginning("", "en") == []
