"""Whoever is written to can end it from the letter itself, without signing in, and change their mind."""
from collections.abc import Callable

from playwright.sync_api import Page, expect

from .steps import become, reload_until

SCENE = "shops"
PLACE = "Paris 18e 19e 20e"


def test_unsubscribe_from_the_letter(visit: Callable[..., Page]) -> None:
    dario, reader = visit(), visit()
    become(dario, "Dario")
    dario.goto("/me/digests/")
    town = dario.get_by_role("group", name=PLACE)
    town.get_by_role("radio", name="Every Monday").check()
    dario.get_by_role("button", name="Keep").click()
    dario.get_by_role("button", name=f"Send me the digest of {PLACE} now").click()
    expect(dario.get_by_text("It is on its way to your mail box.")).to_be_visible()

    reader.goto("/sample/mail/?to=dario@sample.invalid")            # nobody is signed in here
    link = reader.get_by_role("link", name="One-click unsubscribe of this letter").first
    reload_until(reader, link)
    address = link.get_attribute("href") or ""
    link.click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Stop these letters?")
    reader.get_by_role("button", name="Stop them").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("You are told no more")
    dario.goto("/me/digests/")
    expect(town.get_by_role("radio", name="Never")).to_be_checked()

    reader.get_by_role("button", name="Undo").click()
    dario.reload()
    expect(town.get_by_role("radio", name="Every Monday")).to_be_checked()

    done = reader.request.post(address, form={"List-Unsubscribe": "One-Click"})     # what a mail program sends
    assert done.status == 200
    dario.reload()
    expect(town.get_by_role("radio", name="Never")).to_be_checked()


def test_a_made_up_token_ends_nothing(page: Page) -> None:
    answer = page.goto("/unsubscribe/aaaaaaaaaaaaaaaaaaaaaaaa/")
    assert answer and answer.status == 404
