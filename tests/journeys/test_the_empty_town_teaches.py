"""A town on its first day: no page is bare, each says what comes and what to do for it."""
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .steps import become

SCENE = "empty"
TOWN = "first-day"


def test_nobody_finds_the_first_page(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("First Day has no shops here yet")
    expect(page.get_by_text(f"maillon import shops shops.geojson --town {TOWN}")).to_be_visible()


@pytest.mark.parametrize("below", ["shops/", "map/", "voices/", "search/?q=x", "search/"])
def test_each_public_page_says_something(page: Page, below: str) -> None:
    answer = page.goto(f"/en/{TOWN}/{below}")
    assert answer and answer.status == 200
    expect(page.locator("main :is(.empty, .notice)").first).to_be_visible()
    assert len(page.locator("main .empty, main .notice").first.inner_text()) > 30


def test_the_officer_learns_where_to_begin(visit: Callable[..., Page]) -> None:
    page = visit()
    become(page, "Dario")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Nothing was heard yet")
    page.locator("main").get_by_role("link", name="Add a file of posts").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Where we listen")
    expect(page.get_by_role("navigation", name="Zone dashboard").get_by_role("link", name="Sources")).to_be_visible()
    for below in ("unsure/", "disputes/", "claims/", "registers/", "streets/", "deliveries/"):
        answer = page.goto(f"/town/{TOWN}/{below}")
        assert answer and answer.status == 200, below
        expect(page.locator("main").get_by_text("yet").or_(page.locator("main .empty")).first).to_be_visible()


def test_somebody_without_a_shop_is_told_how_to_get_one(visit: Callable[..., Page]) -> None:
    page = visit()
    become(page, "Carla")
    expect(page.get_by_text("No desk yet. If you keep a shop, find it on its town's page")).to_be_visible()


def test_the_square_is_open_and_heard(visit: Callable[..., Page]) -> None:
    page = visit()
    page.goto("/sample/square/")
    expect(page.get_by_text("Nobody has spoken here yet.")).to_be_visible()
    page.get_by_label("What would you say?").fill("Quel beau marché ce matin")
    page.get_by_role("button", name="Say it").click()
    expect(page.locator("#posts article").get_by_text("heard", exact=True)).to_be_visible(timeout=20_000)
