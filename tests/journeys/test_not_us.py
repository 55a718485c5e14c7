"""A shop says "not us": its own desk follows at once, the public page only when the town agrees, and then everywhere."""
from collections.abc import Callable

from playwright.sync_api import Page, expect

from .steps import FOURNIL, TOWN, become, public_page_of, say, shop_id, voice

SCENE = "shops"
OURS = "Les croissants de Fournil Pruneau, rue de Ménilmontant, sont merveilleux"
OTHER = "Librairie La Page Pliée, rue des Pyrénées : un choix merveilleux, merci"


def test_not_us_undo_dispute_confirmed(visit: Callable[..., Page]) -> None:
    nobody, ada, gael = visit(), visit(), visit()
    say(nobody, OURS)
    say(nobody, OTHER)
    public = public_page_of(nobody)
    desk = f"/desk/{shop_id(public)}/"
    become(ada, "Ada")
    become(gael, "Gaël")
    gael.goto(f"/town/{TOWN}/")
    expect(gael.locator(".pagehead .kicker")).to_contain_text("2 voices, 2 shops, 2 streets")

    put_aside(ada, desk)
    ada.get_by_role("button", name="Undo").click()
    expect(voice(ada, "croissants")).to_be_visible()
    expect(ada.get_by_role("button", name="Undo")).to_have_count(0)
    put_aside(ada, desk)
    ada.goto(f"{desk}?show=aside#voices")
    expect(voice(ada, "croissants")).to_contain_text("put aside by you")

    nobody.reload()                                                 # the public page keeps it, and says that it is disputed
    expect(nobody.get_by_text("Les croissants de Fournil")).to_be_visible()
    expect(nobody.locator("main")).to_contain_text("disputed by the shop")
    gael.reload()
    expect(gael.locator(".pagehead .kicker")).to_contain_text("2 voices, 2 shops, 2 streets")

    gael.goto(f"/town/{TOWN}/disputes/")
    expect(voice(gael, "croissants")).to_contain_text(FOURNIL)
    voice(gael, "croissants").get_by_role("button", name="The shop is right: unlink").click()
    expect(voice(gael, "croissants")).to_have_count(0)

    nobody.reload()
    expect(nobody.get_by_text("Les croissants de Fournil")).to_have_count(0)
    expect(nobody.get_by_text("Nobody has spoken of it yet")).to_be_visible()
    gael.goto(f"/town/{TOWN}/")
    # a voice about a shop, and about none that we know: it is still said in the street that its words name
    expect(gael.locator(".pagehead .kicker")).to_contain_text("2 voices, 1 shop, 2 streets")
    ada.goto(f"{desk}?show=all#voices")
    expect(voice(ada, "croissants")).to_have_count(0)
    ada.goto(f"{desk}?show=aside#voices")
    expect(voice(ada, "croissants")).to_have_count(0)


def put_aside(page: Page, desk: str) -> None:
    page.goto(f"{desk}?show=all#voices")
    voice(page, "croissants").get_by_role("button", name="Not us").click()
    expect(page.get_by_role("status").filter(has_text="Put aside")).to_be_visible()
    expect(voice(page, "croissants")).to_have_count(0)
