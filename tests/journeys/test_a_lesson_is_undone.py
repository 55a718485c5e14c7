"""What a correction taught is seen, undone and taught again; the voice it had taken from a shop is linked again."""
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from .conftest import on_both
from .steps import FOURNIL, TOWN, become, public_page_of, reload_until, say, shop_id, voice

SCENE = "shops"
FIRST = "Les croissants de Fournil Pruneau sont merveilleux ce matin"
OTHER = "Fournil Pruneau, quel pain aux noix délicieux, merci beaucoup"

pytestmark = [on_both]


def test_a_lesson_is_seen_undone_and_taught_again(visit: Callable[..., Page]) -> None:
    nobody, ada, gael = visit(), visit(), visit(java_script_enabled=False)
    say(nobody, FIRST)
    say(nobody, OTHER)
    public = public_page_of(nobody)
    become(ada, "Ada")
    ada.goto(f"/desk/{shop_id(public)}/?show=all#voices")
    voice(ada, "croissants").get_by_role("button", name="Not us").click()
    become(gael, "Gaël")
    gael.goto(f"/town/{TOWN}/lessons/")
    expect(gael.get_by_text("No lesson yet.")).to_be_visible()

    gael.get_by_role("link", name="Disputes").last.click()
    voice(gael, "croissants").get_by_role("button", name="The shop is right: unlink").click()
    gael.get_by_role("link", name="What it has learnt so far").click()
    lesson = row(gael)
    expect(lesson).to_contain_text("does not name this shop")
    expect(lesson).to_contain_text("croissants")
    nobody.goto(public)
    reload_until(nobody, nobody.get_by_text("Nobody has spoken of it yet"))    # the other voice with these words has gone too

    lesson.get_by_role("button", name="Undo").click()
    expect(gael.get_by_role("status")).to_contain_text("Undone")
    expect(row(gael).get_by_role("button", name="Teach again")).to_be_visible()
    reload_until(nobody, nobody.get_by_text("pain aux noix").first)             # linked again
    expect(nobody.get_by_text("croissants")).to_have_count(0)                   # what was decided about it stays

    gael.get_by_label("Search lessons by words or shop").fill("fournil")
    gael.get_by_role("button", name="Search").click()
    row(gael).get_by_role("button", name="Teach again").click()
    expect(gael.get_by_role("status")).to_contain_text("Taught again")
    reload_until(nobody, nobody.get_by_text("Nobody has spoken of it yet"))
    row(gael).locator("summary", has_text="Earlier").click()
    expect(row(gael).locator("details")).to_contain_text("undone")


def test_the_page_holds_its_width_on_a_phone_and_shuts_out_whom_it_should(visit: Callable[..., Page]) -> None:
    phone, ada = visit(viewport={"width": 360, "height": 740}), visit()
    become(phone, "Dario")
    phone.goto(f"/town/{TOWN}/lessons/")
    expect(phone.get_by_role("heading", level=1, name="Lessons")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    become(ada, "Ada")
    answer = ada.goto(f"/town/{TOWN}/lessons/")
    assert answer is not None and answer.status == 403


def row(page: Page) -> Locator:
    return page.locator("tr", has_text=FOURNIL)
