"""What every story does on its way: become somebody of the cast, find a shop, open somebody's desk. All of it in the browser."""
from __future__ import annotations

import re
from urllib.parse import quote

from playwright.sync_api import Locator, Page, expect

TOWN = "paris-18-20"
FOURNIL = "Fournil Pruneau"


def become(page: Page, name: str, language: str = "en") -> str:
    """One tap on the door of the sample town, and the pages in a language of one's choice; returns where one's day begins."""
    page.goto("/sample/")
    page.get_by_role("button", name=f"Sign in as {name}").click()
    page.wait_for_url(re.compile(r"/(desk|town|operator|me)/"))
    door = path_of(page)
    page.goto(f"/language/?to={language}&next={quote(door)}")
    return door


def path_of(page: Page) -> str:
    """The address of the page without its host and its fragment."""
    return re.sub(r"^https?://[^/]+", "", page.url).partition("#")[0]


def public_page_of(page: Page, shop: str = FOURNIL, town: str = TOWN) -> str:
    """Find a shop by its name, as a neighbour would, and stand on its public page."""
    page.goto(f"/en/{town}/search/?q={quote(shop)}")
    page.locator("main .found a", has_text=shop).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(shop)
    return path_of(page)


def shop_id(public_page: str) -> str:
    """The id at the end of a shop's public address."""
    return public_page.rstrip("/").rpartition("-")[2]


def say(page: Page, text: str, author: str = "") -> None:
    """Write on the square and wait until it was heard."""
    page.goto("/sample/square/")
    page.get_by_label("What would you say?").fill(text)
    if author:
        page.get_by_label("As whom?").fill(author)
    page.get_by_role("button", name="Say it").click()
    expect(on_the_square(page, text).get_by_text("heard", exact=True)).to_be_visible(timeout=20_000)


def on_the_square(page: Page, text: str) -> Locator:
    return page.locator("#posts article", has_text=text[:60])


def voice(page: Page, words: str) -> Locator:
    """The card of a voice on a desk or on the dashboard, by words in it."""
    return page.locator("article.post", has_text=words)


def number_in(text: str) -> int:
    """The first number of a sentence, its groups joined."""
    found = re.search(r"\d[\d,.  ]*", text)
    assert found, text
    return int(re.sub(r"\D", "", found.group()))


def reload_until(page: Page, wanted: Locator, tries: int = 40) -> None:
    """For pages that do not refresh by themselves: read again until it is there."""
    for _ in range(tries):
        try:
            expect(wanted).to_be_visible(timeout=500)
            return
        except AssertionError:
            page.reload()
    expect(wanted).to_be_visible()
