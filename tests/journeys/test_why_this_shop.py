"""Ada asks "Why this shop?" and reads it in her language, by mouse and by keyboard; a neighbour reads it on the public page."""
import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from .steps import FOURNIL, become, public_page_of, say, shop_id, voice

SCENE = "shops"
POST = "Est-ce que Fournil Pruneau, rue de Ménilmontant, est ouvert dimanche ? Un délice"


def test_why_this_shop_in_the_readers_language(visit: Callable[..., Page]) -> None:
    nobody, ada = visit(), visit()
    say(nobody, POST)
    public = public_page_of(nobody)
    become(ada, "Ada", "fr")
    ada.goto(f"/desk/{shop_id(public)}/?show=all#voices")
    said = voice(ada, "ouvert dimanche")
    asked = said.locator("details.why > summary")
    expect(asked).to_have_text("Pourquoi cette boutique ?")
    sentence = said.locator(".because p").first
    expect(sentence).not_to_be_visible()
    asked.focus()
    ada.keyboard.press("Enter")                                     # one tap, or one key
    expect(sentence).to_contain_text(re.compile(r"Le message écrit le nom de la boutique, «\sFournil Pruneau\s»"))
    expect(sentence).to_contain_text(re.compile(r"nomme sa rue, «\srue de Ménilmontant\s»"))
    expect(sentence.locator(".sure")).to_have_attribute("title", re.compile(r"\d\s?%"))
    expect(said.locator(".because p").nth(1)).to_contain_text("Il pose une question")
    expect(said.locator("blockquote mark.hit").first).to_contain_text(FOURNIL)       # the quoted words stand marked in the post
    expect(said.locator(".signals")).not_to_be_visible()                             # told once; each sign is one more tap away
    said.locator("details.each > summary").click()
    expect(said.locator(".signals")).to_contain_text("Le nom")

    nobody.goto(public)
    there = nobody.locator("article.voice", has_text="ouvert dimanche")
    mark = there.locator("mark.hit").first
    assert mark.evaluate("e => getComputedStyle(e).borderBlockEndStyle") == "none"
    there.locator("details.why > summary").click()
    expect(there.locator(".because")).to_contain_text("The post writes the shop’s name, “Fournil Pruneau”")
    assert mark.evaluate("e => getComputedStyle(e).borderBlockEndStyle") == "dotted"
