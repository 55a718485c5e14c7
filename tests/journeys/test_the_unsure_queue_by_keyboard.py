"""Where the ear hesitates the moderator chooses; a keyboard is enough for all of it."""
import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from .steps import TOWN, become

MOST_TABS = 60


def test_the_unsure_queue_by_keyboard(visit: Callable[..., Page]) -> None:
    page = visit()
    become(page, "Gaël")
    page.goto(f"/town/{TOWN}/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    tab_to(page, page.get_by_role("navigation").get_by_role("link", name=re.compile("Links to check")))
    page.keyboard.press("Enter")
    card = page.locator("article.post")
    expect(card).to_have_count(1)
    first = card.locator("blockquote").inner_text()
    expect(counted(page)).to_have_text(re.compile(r"\d+"))

    page.keyboard.press("s")                                        # later: the next one
    expect(card.locator("blockquote")).not_to_have_text(first)
    second = card.locator("blockquote").inner_text()
    page.keyboard.press("1")                                        # the first of the shops named
    expect(page.get_by_role("status")).to_be_visible()
    tab_to(page, page.get_by_role("button", name="Undo"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    assert two_first(page) == [first, second]

    page.goto(f"/town/{TOWN}/unsure/")
    expect(card.locator("blockquote")).to_have_text(first)
    page.keyboard.press("0")                                        # none of them
    expect(page.get_by_role("status")).to_be_visible()
    assert first not in two_first(page)

    page.goto(f"/town/{TOWN}/unsure/")                              # a keyboard whose upper row gives digits only with Shift
    third = card.locator("blockquote").inner_text()
    page.context.new_cdp_session(page).send("Input.dispatchKeyEvent", {"type": "keyDown", "key": "à", "code": "Digit0"})
    expect(page.get_by_role("status")).to_be_visible()
    assert third not in two_first(page)


def tab_to(page: Page, wanted: Locator) -> None:
    """Walk there by Tab; on the way, whatever has the focus shows it."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        seen = page.evaluate("""() => { const el = document.activeElement, s = getComputedStyle(el);
            const outlined = s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 1;
            return el === document.body || outlined || s.boxShadow !== 'none'; }""")
        assert seen, page.evaluate("document.activeElement.outerHTML")
        if wanted.count() and wanted.first.evaluate("el => el === document.activeElement"):
            return
    raise AssertionError("not reached by Tab")


def counted(page: Page) -> Locator:
    """The figure beside the menu's entry."""
    return page.get_by_role("navigation").get_by_role("link", name=re.compile("Links to check")).locator(".count")


def two_first(page: Page) -> list[str]:
    """What the first two of the queue say, walked by "later"."""
    page.goto(f"/town/{TOWN}/unsure/")
    texts = []
    for _ in range(2):
        texts.append(page.locator("article.post blockquote").inner_text())
        with page.expect_navigation():
            page.keyboard.press("s")
    return texts
