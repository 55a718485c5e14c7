"""The main job: somebody says something about a shop; the shop sees it, with the reasons, and the town counts it."""
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .conftest import on_both
from .steps import FOURNIL, TOWN, become, on_the_square, reload_until, say, voice

SCENE = "shops"
PRAISE = "Le pain de Fournil Pruneau, rue de Ménilmontant, est délicieux, merci !"
QUESTION = "Is Fournil Pruneau on rue de Ménilmontant open on Monday?"


@on_both
@pytest.mark.both
def test_a_post_on_the_square_reaches_the_desk(visit: Callable[..., Page]) -> None:
    ada, nobody, dario = visit(), visit(), visit()
    become(ada, "Ada")
    expect(ada.get_by_text("Nobody has spoken of you yet")).to_be_visible()

    nobody.goto("/")                                    # the first page leads to the sample town's door, and that to the square
    nobody.get_by_role("link", name="Who is who, and how to try it").click()
    nobody.get_by_role("link", name="Write on the square").click()
    nobody.get_by_label("What would you say?").fill(PRAISE)
    nobody.get_by_role("button", name="Say it").click()
    heard = on_the_square(nobody, PRAISE)
    expect(heard.get_by_text("heard", exact=True)).to_be_visible()      # within five seconds, on a machine that is not busy
    expect(heard.get_by_text("thumb up")).to_be_visible()
    expect(heard.get_by_text(re.compile(f"About {FOURNIL}, \\d+% sure"))).to_be_visible()

    expect(ada.locator(".glance")).to_contain_text("délicieux")    # by itself, while the desk lies open
    ada.reload()
    card = voice(ada, "délicieux")
    expect(card).to_be_visible()
    expect(card.locator("blockquote")).to_have_attribute("lang", "fr")
    expect(card.locator("mark", has_text="délicieux")).to_be_visible()
    card.get_by_text("Why this shop?").click()
    expect(card.locator("dl.signals")).to_contain_text(re.compile("name", re.I))
    expect(card.locator("dl.signals")).to_contain_text(re.compile("street|Ménilmontant", re.I))

    become(dario, "Dario")
    expect(dario.locator(".pagehead .kicker")).to_contain_text("1 voice, 1 shop, 1 street")
    say(nobody, QUESTION)
    dario.reload()
    expect(dario.locator(".pagehead .kicker")).to_contain_text("2 voices, 1 shop, 1 street")

    nobody.goto(f"/en/{TOWN}/")                          # and the town's own page says it to everybody
    expect(nobody.locator("main")).to_contain_text("délicieux")

    send_the_digest(ada)
    nobody.goto("/sample/mail/?to=ada@sample.invalid")
    letter = nobody.locator("article", has_text=FOURNIL).first
    reload_until(nobody, letter)
    expect(letter).to_contain_text("délicieux")
    expect(letter).to_contain_text("open on Monday")


def send_the_digest(page: Page) -> None:
    """Choose a digest and have it at once, as somebody does who does not want to wait until the morning."""
    page.goto("/me/digests/")
    place = page.get_by_role("group", name=FOURNIL)
    place.get_by_role("radio", name="Every day").check()
    page.get_by_role("button", name="Keep").click()
    page.get_by_role("button", name=f"Send me the digest of {FOURNIL} now").click()
    expect(page.get_by_text("It is on its way to your mail box.")).to_be_visible()
