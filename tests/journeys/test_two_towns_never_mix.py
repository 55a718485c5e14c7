"""The sample installation holds a second town. Nothing of one shows in the other, whoever looks and whatever is asked."""
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .steps import TOWN, become, public_page_of, shop_id

SCENE = "sample"
OTHER = "elsewhere"
OURS = ("Fournil", "Pruneau", "Paris 18e", "Ménilmontant", "Goutte d'Or", "Pyrénées")
PAGES = ["", "shops/", "map/", "voices/", "voices/?days=90", "search/?q=fournil", "search/?q=rue", "shops.csv", "shops.geojson",
         "zones.geojson", "feed.atom", "voices.csv", "voices.geojson"]


@pytest.mark.parametrize("below", PAGES)
def test_public_pages_of_the_other_town_know_nothing_of_ours(visit: Callable[..., Page], below: str) -> None:
    page = visit()
    answer = page.request.get(f"/en/{OTHER}/{below}")
    assert answer.status == 200
    told = answer.text().replace("q=fournil", "").replace("“fournil”", "").replace('value="fournil"', "")
    assert not [word for word in OURS if word in told], below


def test_addresses_of_ours_lead_nowhere_there(visit: Callable[..., Page]) -> None:
    page = visit()
    public = public_page_of(page)
    number = shop_id(public)
    for address in (public, f"/en/{TOWN}/streets/rue-de-menilmontant/", f"/en/{TOWN}/shops/{number}/feed.atom",
                    f"/en/{TOWN}/shops/{number}/voices.csv", f"/en/{TOWN}/shops/{number}/voices.geojson"):
        assert page.request.get(address).status == 200, address
        assert page.request.get(address.replace(TOWN, OTHER)).status == 404, address
    assert page.request.get(f"/en/{OTHER}/voices/?shop={number}").text().count("Pruneau") == 0


@pytest.mark.parametrize(("who", "own", "foreign"), [("Elsa", OTHER, TOWN), ("Dario", TOWN, OTHER)])
def test_an_officer_governs_one_town(visit: Callable[..., Page], who: str, own: str, foreign: str) -> None:
    page = visit()
    become(page, who)
    for below in ("", "streets/", "unsure/", "disputes/", "claims/", "people/", "sources/", "registers/", "deliveries/",
                  "streets.csv"):
        assert page.request.get(f"/town/{own}/{below}").status == 200, below
        assert page.request.get(f"/town/{foreign}/{below}").status == 403, below


def test_the_outsider_counts_nothing_of_ours(visit: Callable[..., Page]) -> None:
    page = visit()
    number = shop_id(public_page_of(page))
    become(page, "Elsa")
    expect(page.locator(".pagehead .kicker")).to_contain_text("0 voices, 0 shops, 0 streets")
    text = page.locator("body").inner_text()
    assert not [word for word in OURS if word in text]
    assert page.request.get(f"/desk/{number}/").status == 403
