"""Search as you type: any script, beginnings first, at most four queries whatever is typed."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillon.shops.actions import add_alias, import_shops, remove_alias
from maillon.shops.actions.places import index_streets
from maillon.shops.models import Shop
from maillon.shops.queries import search
from maillon.shops.rules.rows import ShopRow
from maillon.shops.rules.trade_words import everyday_words
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


EVERYDAY = {
    "hairdresser": "hairdresser coiffeur coiffeurs barber kapper frisør fryzjer 美容院 미용실",
    "optician": "optician opticien glasses lunettes bril briller okulary 眼鏡 안경",
    "florist": "flowers fleurs florist bloemen blomster kwiaty 花屋 꽃집",
    "bakery": "bread pain bakeries bakkerij brød chleb パン屋 빵집",
    "books": "bookshop bookshops livres boekhandel bokhandel księgarnia 本屋 서점",
    "restaurant": "restaurants resto レストラン 식당 restauracje",
    "cafe": "カフェ cafés kawiarnia kafé 카페",
    "seafood": "fish poissonnier visboer 魚屋",
}


@pytest.mark.parametrize("trade", EVERYDAY)
def test_an_everyday_word_leads_to_its_trade_in_every_language(trade):
    for word in EVERYDAY[trade].split():
        for language in ("en", "fr", "ja"):
            assert trade in trades_beginning(word, language, 3), (word, language)


@pytest.mark.parametrize(
    ("text", "trade"),
    [("salon de thé", "cafe"), ("salons de the", "cafe"), ("book shop", "books"), ("flower shops", "florist")],
)
def test_several_words_lead_to_a_trade_too(text, trade):
    assert trades_beginning(text, "en")[0] == trade


def test_everyday_words_are_of_known_trades_and_languages():
    for language in ("en", "fr", "nl", "nb", "pl", "ja", "ko"):
        words = everyday_words(language)
        assert len(words) > 50 and set(words) <= set(TRADES)


def test_a_trade_of_which_the_town_has_no_shop_is_not_proposed(town):
    assert names(town, "bread", "trade") and not names(town, "fleurs", "trade")


def test_an_address_finds_the_shop_at_that_number_and_its_street(town):
    at = {"12": "Chez Paul", "12 bis": "Chez Anne", "120": "Chez Luc", "2": "Chez Eve"}
    rows = [
        ShopRow(n, f"l{n}", name, 2.3, 48.8, street="Rue Lepic", housenumber=number)
        for n, (number, name) in enumerate(at.items())
    ]
    import_shops(town_id=town, register="more", rows=rows, file_name="f", by=None, now=NOW)
    for text in ("12 rue lepic", "12, Rue Lepic", "rue Lepic 12", "12 r. lepic", "12 lepic"):
        found = [(f.kind, f.name) for f in search(town, text, "fr")]
        assert found == [("shop", "Chez Paul"), ("shop", "Chez Anne"), ("street", "Rue Lepic")], text
    assert names(town, "12bis rue lepic") == names(town, "12 bis rue lepic") == ["Chez Anne"]
    assert names(town, "99 rue lepic") == [] and names(town, "99 rue lepic", "street") == ["Rue Lepic"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("fournil pruno", "Fournil Pruneau"),
        ("fuornil pruneau", "Fournil Pruneau"),
        ("fournill", "Fournil Pruneau"),
        ("comtoir des mots", "Le Comptoir des Mots"),
        ("compotir general", "Comptoir Général"),
        ("boulangrie epi", "Boulangerie Épi"),
    ],
)
def test_a_slip_or_two_still_find_the_name_when_nothing_else_does(town, text, name):
    row = ShopRow(1, "p", "Fournil Pruneau", 2.3, 48.8, trade="bakery")
    import_shops(town_id=town, register="more", rows=[row], file_name="f", by=None, now=NOW)
    found = search(town, text, "fr")
    assert found[0].name == name and all(f.guessed for f in found)
    assert not any(f.guessed for f in search(town, name, "fr"))
    assert search(town, "quincaillerie du nord", "fr") == search(town, "fournil de la gare", "fr") == []


def test_words_of_the_readers_own_language_come_first():
    assert trades_beginning("bou", "en")[0] == "boutique" and "bakery" in trades_beginning("bou", "en")
    assert trades_beginning("bou", "fr")[0] == "butcher"    # boucherie


def test_a_search_is_at_most_four_queries(town, django_assert_max_num_queries):
    for text in ("e", "comptoir des mots et des choses", "寿", "boulangeries", "12 rue de menil", "comtpoir"):
        with django_assert_max_num_queries(4):
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
