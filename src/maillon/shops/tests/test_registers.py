"""Two registers, one shop: joined when two signs agree, proposed on one, the old address redirects for ever."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.shops.actions import MergeRefused, import_shops, merge, refuse_merge
from maillon.shops.models import ExternalId, MergeProposal, SearchToken, Shop, ShopAlias, ShopZone
from maillon.shops.queries import open_proposals
from maillon.shops.rules.rows import ShopRow
from maillon.shops.rules.same_shop import Looks, phone_key, signs_between, site_key
from tests.factories import TownFactory, ZoneFactory

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)
FACTS = {"lon": 2.35, "lat": 48.89, "street": "Rue Myrha", "phone": "+33 1 42 00 11 22", "website": "https://www.epi.example/"}


def bring(town, register, *rows):
    return import_shops(town_id=town, register=register, rows=rows, file_name="f", by=None, now=NOW, allow_closing=True).counts


def row(ident, name="Épi d'Or", n=1, **more):
    return ShopRow(n, ident, name, **{**FACTS, **more})


@pytest.fixture
def town():
    return TownFactory().pk


def test_two_signs_join_unasked_and_fill_what_was_empty(town):
    bring(town, "osm", row("o1", housenumber="", website=""))
    counts = bring(town, "paris", row("p1", "EPI D'OR", phone="01 42 00 11 22", housenumber="3", trade="bakery"))
    assert (counts["joined"], counts["added"], counts["proposed"]) == (1, 0, 0)
    shop = Shop.objects.get()
    assert (shop.name, shop.phone, shop.housenumber, shop.trade) == ("Épi d'Or", FACTS["phone"], "3", "bakery")
    assert set(ExternalId.objects.values_list("register", flat=True)) == {"osm", "paris"}


@pytest.mark.parametrize(
    ("other", "signs"),
    [
        ({"phone": "", "website": ""}, ["name_near"]),
        ({"name": "Autre", "website": ""}, ["same_phone"]),
        ({"name": "Autre", "phone": "", "website": "http://epi.example"}, ["same_site"]),
    ],
)
def test_one_sign_is_proposed(town, other, signs):
    bring(town, "osm", row("o1"))
    assert bring(town, "paris", row("p1", **other))["proposed"] == 1
    proposal = MergeProposal.objects.get()
    assert (proposal.signs, proposal.state, Shop.objects.count()) == (signs, "open", 2)


@pytest.mark.parametrize(
    "other", [{"lon": 2.36, "phone": "", "website": ""}, {"name": "Autre", "street": "Rue Neuve", "lon": 2.4}]
)
def test_no_sign_no_proposal(town, other):
    bring(town, "osm", row("o1"))
    counts = bring(town, "paris", row("p1", **other))
    assert (counts["added"], counts["proposed"], counts["joined"]) == (1, 0, 0)


def test_namesakes_of_one_register_stay_two(town):
    counts = bring(town, "osm", row("o1"), row("o2", n=2))
    assert (counts["added"], counts["proposed"]) == (2, 0)


def test_two_rows_never_join_one_shop(town):
    bring(town, "osm", row("o1"))
    counts = bring(town, "paris", row("p1"), row("p2", n=2))
    assert (counts["joined"], counts["added"]) == (1, 1)


def test_an_id_that_the_other_register_names_is_the_same_shop(town):
    bring(town, "main", row("osm:node/1", also=("paris:7",)))
    counts = bring(town, "paris", ShopRow(1, "paris:7", "Un tout autre nom", lon=2.4, lat=48.8))
    assert (counts["added"], Shop.objects.count()) == (0, 1)
    assert Shop.objects.get().name == "Épi d'Or"
    assert bring(town, "osm", row("osm:node/1", "Épi"))["joined"] == 1


def test_a_second_register_never_overwrites_the_first_and_imports_stay_idempotent(town):
    bring(town, "osm", row("o1"))
    bring(town, "paris", row("p1", phone="01 42 00 11 22", trade="bakery"))
    before = Shop.objects.values().get()
    assert bring(town, "paris", row("p1", phone="01 42 00 11 22", trade="bakery"))["same"] == 1
    assert bring(town, "osm", row("o1"))["same"] == 1
    assert Shop.objects.values().get() == before
    bring(town, "paris", row("p1", "Autre nom", phone="9999999999", trade="pastry"))
    after = Shop.objects.get()
    assert (after.name, after.phone, after.trade) == ("Épi d'Or", FACTS["phone"], "bakery")


def test_a_shop_stays_open_while_one_register_holds_it(town):
    bring(town, "osm", row("o1"), row("o2", "Autre", n=2, lon=2.4, phone="", website=""))
    bring(town, "paris", row("p1"))
    assert bring(town, "osm", row("o2", "Autre", n=2, lon=2.4, phone="", website=""))["closed"] == 0
    bring(town, "paris", row("p9", "Neuf", lon=2.39, phone="", website=""))
    assert Shop.objects.get(name="Épi d'Or").closed_on is not None


def test_merging_moves_ids_and_names_and_redirects(town):
    bring(town, "osm", row("o1"))
    bring(town, "paris", row("p1", "Boulangerie Épi", website="", housenumber="3"))
    proposal = MergeProposal.objects.get()
    kept, other = proposal.kept, proposal.other
    merge(proposal_id=proposal.pk, by=None, now=NOW)
    other.refresh_from_db()
    kept.refresh_from_db()
    assert (other.merged_into, other.closed_on, kept.housenumber) == (kept, dt.date(2026, 11, 21), "3")
    assert ShopAlias.objects.filter(shop=kept, name="Boulangerie Épi").exists()
    assert SearchToken.objects.filter(kind="shop", ref_id=kept.pk, token="boulangerie").exists()
    assert not SearchToken.objects.filter(kind="shop", ref_id=other.pk).exists()
    assert open_proposals(town) == ([], 0)
    with pytest.raises(MergeRefused):
        merge(proposal_id=proposal.pk, by=None, now=NOW)
    counts = bring(town, "paris", row("p1", "Boulangerie Épi", website="", housenumber="3"))
    assert (counts["same"], counts["added"], counts["reopened"]) == (1, 0, 0)


def names_of(shop):
    return set(ShopAlias.objects.filter(shop=shop).values_list("name", flat=True))


def test_names_that_came_by_a_merge_survive_the_next_import(town):
    bring(town, "osm", row("o1"))
    bring(town, "paris", row("p1", "Boulangerie Épi", website="", aliases=("Chez Léa",)))
    merge(proposal_id=MergeProposal.objects.get().pk, by=None, now=NOW)
    bring(town, "osm", row("o1", trade="bakery"))
    assert names_of(Shop.objects.get(closed_on=None)) == {"Boulangerie Épi", "Chez Léa"}


def test_a_name_that_a_second_register_gave_up_is_gone(town):
    bring(town, "osm", row("o1"))
    bring(town, "paris", row("p1", "Boulangerie Épi", aliases=("Chez Léa",)))
    assert names_of(Shop.objects.get()) == {"Boulangerie Épi", "Chez Léa"}
    bring(town, "paris", row("p1", "Le Fournil"))
    assert names_of(Shop.objects.get()) == {"Le Fournil"}
    assert not SearchToken.objects.filter(kind="shop", token="lea").exists()


def test_when_the_first_register_lets_go_the_other_says_what_the_shop_is(town):
    bring(town, "osm", row("o1", aliases=("Vieux Nom",)), row("o2", "Autre", n=2, lon=2.4, phone="", website=""))
    bring(town, "paris", row("p1"))
    bring(town, "osm", row("o2", "Autre", n=2, lon=2.4, phone="", website=""))
    bring(town, "paris", row("p1", "Le Fournil", trade="bakery"))
    shop = Shop.objects.exclude(name="Autre").get()
    assert (shop.name, shop.trade, names_of(shop)) == ("Le Fournil", "bakery", set())


@pytest.mark.parametrize("also", [("paris:7",), ()])
def test_a_closed_shop_opens_when_another_register_holds_it(town, also):
    bring(town, "main", row("osm:node/1", also=also), row("osm:node/2", "Autre", n=2, lon=2.4, phone="", website=""))
    bring(town, "main", row("osm:node/2", "Autre", n=2, lon=2.4, phone="", website=""))
    shop = Shop.objects.get(name="Épi d'Or")
    assert shop.closed_on is not None
    counts = bring(town, "paris", row("paris:7", also=("osm:node/1",)))
    shop.refresh_from_db()
    assert (shop.closed_on, counts["reopened"], counts["added"]) == (None, 1, 0)
    assert SearchToken.objects.filter(kind="shop", ref_id=shop.pk, token="epi").exists()


def test_a_house_number_of_another_street_is_not_taken_over(town):
    bring(town, "main", row("osm:node/1", also=("paris:7",)))
    bring(town, "paris", row("paris:7", street="Rue Neuve", housenumber="99", postcode="75018"))
    shop = Shop.objects.get()
    assert (shop.street.name, shop.housenumber, shop.postcode) == ("Rue Myrha", "", "75018")


def entry(town, name, **more):
    return Shop.objects.create(town_id=town, name=name, folded=name.lower(), slug=name.lower(), **more)


def asked(kept, other, **more):
    return MergeProposal.objects.create(town_id=kept.town_id, kept=kept, other=other, signs=["name_near"], **more)


def test_an_address_leads_on_in_one_step_however_often_shops_were_merged(town):
    one, two, three = (entry(town, name) for name in ("Un", "Deux", "Trois"))
    for kept, other in ((two, three), (one, two)):
        merge(proposal_id=asked(kept, other).pk, by=None, now=NOW)
    assert list(Shop.objects.exclude(pk=one.pk).values_list("merged_into", flat=True)) == [one.pk, one.pk]


def test_what_was_asked_of_an_entry_is_asked_of_the_one_it_became(town):
    one, two, three, four = (entry(town, name) for name in ("Un", "Deux", "Trois", "Quatre"))
    first = asked(one, two)
    asked(two, three), asked(two, four), asked(one, four, state="refused")
    merge(proposal_id=first.pk, by=None, now=NOW)
    found, count = open_proposals(town)
    assert count == 1 and [(p.kept.id, p.other.id) for p in found] == [(one.pk, three.pk)]


def test_a_merged_shop_lies_in_the_zones_of_the_place_it_took_over(town):
    zone = ZoneFactory(town_id=town, geometry={"type": "Polygon", "coordinates": [[[2, 48], [3, 48], [3, 49], [2, 49], [2, 48]]]})
    one, two = entry(town, "Un"), entry(town, "Deux", lon=2.35, lat=48.89)
    merge(proposal_id=asked(one, two).pk, by=None, now=NOW)
    assert list(ShopZone.objects.filter(shop=one).values_list("zone", flat=True)) == [zone.pk]


def test_a_refused_pair_is_not_asked_again(town):
    bring(town, "osm", row("o1"))
    bring(town, "paris", row("p1", "Autre", website=""))
    refuse_merge(proposal_id=MergeProposal.objects.get().pk, by=None, now=NOW)
    counts = bring(town, "paris", row("p1", "Autre", website="", trade="bakery"))
    assert (counts["proposed"], MergeProposal.objects.get().state) == (0, "refused")


def looks(**more):
    return Looks(
        **{"id": 1, "folded": "epi", "lon": 2.35, "lat": 48.89, "phone": "142001122", "site": "epi.example", "street": 1, **more}
    )


@given(st.floats(-0.01, 0.01), st.floats(-0.01, 0.01))
def test_signs_are_symmetric(dx, dy):
    one, other = looks(), looks(id=2, lon=2.35 + dx, lat=48.89 + dy)
    assert signs_between(one, other) == signs_between(other, one)


def test_nothing_known_is_no_sign():
    blank = looks(folded="", phone="", site="", street=None)
    assert signs_between(blank, looks(id=2, folded="", phone="", site="", street=None)) == []


def test_keys_of_phones_and_sites():
    assert phone_key("+33 (0)1 42 00 11 22") == phone_key("01.42.00.11.22") != phone_key("12")
    assert site_key("https://www.Epi.example/") == site_key("http://epi.example") == "epi.example"
    assert site_key("http://[x") == ""
