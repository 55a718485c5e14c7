"""Shops, trades and streets while one types, in any script, accents or none, by mouse or arrow keys, and without script."""
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .steps import TOWN

SCENE = "shops"
TYPED = [("fourn", "Fournil Pruneau", "shops"), ("FOURNIL prun", "Fournil Pruneau", "shops"),
         ("page pliee", "Librairie La Page Pliée", "shops"),
         ("こぐま", "こぐま堂", "shops"), ("kogumado", "こぐま堂", "shops"), ("menilm", "Rue de Ménilmontant", "streets"),
         ("bakery", "Bakery", "trade=")]


@pytest.mark.parametrize(("typed", "found", "leads"), TYPED, ids=[one[0] for one in TYPED])
def test_what_is_typed_is_found(page: Page, typed: str, found: str, leads: str) -> None:
    page.goto(f"/en/{TOWN}/")
    box = page.get_by_role("searchbox")
    box.press_sequentially(typed)
    row = page.locator("header .found a", has_text=found).first
    expect(row).to_be_visible()
    assert leads in (row.get_attribute("href") or "")
    row.click()
    expect(page).to_have_url(re.compile(re.escape(leads)))
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_arrows_escape_and_enter(page: Page) -> None:
    page.goto(f"/en/{TOWN}/")
    box = page.get_by_role("searchbox")
    box.press_sequentially("fournil pru")
    row = page.locator("header .found a").first
    expect(row).to_contain_text("Fournil Pruneau")
    page.keyboard.press("ArrowDown")
    expect(row).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("header .found a")).to_have_count(0)
    expect(box).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main .found a", has_text="Fournil Pruneau")).to_be_visible()


def test_nothing_found_says_so(page: Page) -> None:
    page.goto(f"/en/{TOWN}/")
    page.get_by_role("searchbox").press_sequentially("qqzzxx")
    expect(page.get_by_text("Nothing is called “qqzzxx” here.")).to_be_visible()


def test_without_script(visit: Callable[..., Page]) -> None:
    page = visit(java_script_enabled=False)
    page.goto(f"/fr/{TOWN}/")
    page.get_by_role("searchbox").fill("こぐま")
    page.get_by_role("searchbox").press("Enter")
    page.locator("main .found a", has_text="こぐま堂").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("こぐま堂")
