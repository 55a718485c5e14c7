"""Everything works as plain pages and forms: no script at all."""
from collections.abc import Callable

from playwright.sync_api import Page, expect

from .steps import FOURNIL, TOWN, become, public_page_of, reload_until, shop_id, voice
from .test_signing_in import sign_in_by_code

SCENE = "sample"


def test_a_visitor_reads_the_town_and_speaks(visit: Callable[..., Page]) -> None:
    page = visit(java_script_enabled=False)
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("shops")
    expect(page.locator(".shoplist > li")).to_have_count(5)
    expect(page.locator("svg[role=img], figure svg").first).to_be_visible()
    page.get_by_role("link", name="All shops").click()
    expect(page.locator(".shoplist > li").first).to_be_visible()
    page.goto(f"/en/{TOWN}/voices/")
    expect(page.locator("main blockquote, main .voice").first).to_be_visible()
    public_page_of(page)
    expect(page.get_by_role("heading", name="Opening hours")).to_be_visible()
    page.get_by_role("link", name="Rue de Ménilmontant").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Rue de Ménilmontant")

    page.goto("/sample/square/")
    page.get_by_label("What would you say?").fill("Fournil Pruneau, rue de Ménilmontant : la brioche est parfaite")
    page.get_by_role("button", name="Say it").click()
    said = page.locator("#posts article", has_text="la brioche est parfaite")
    reload_until(page, said.get_by_text("heard", exact=True))
    expect(said.get_by_text(f"About {FOURNIL}")).to_be_visible()


def test_somebody_signs_in(visit: Callable[..., Page]) -> None:
    page = visit(java_script_enabled=False)
    page.goto("/me/")
    sign_in_by_code(page, visit(java_script_enabled=False), "carla@sample.invalid")
    expect(page.locator("main")).to_contain_text("carla@sample.invalid")


def test_a_shop_works_its_desk(visit: Callable[..., Page]) -> None:
    page = visit(java_script_enabled=False)
    become(page, "Ada")
    expect(page.locator(".glance")).to_be_visible()
    card = page.locator("article.post").first
    words = card.locator("blockquote").inner_text()[:40]
    card.get_by_text("Why this shop?").click()
    expect(card.locator(".because")).to_be_visible()
    card.get_by_text("Each sign and its weight").click()
    expect(card.locator("dl.signals")).to_be_visible()
    card.get_by_role("button", name="Answered").click()
    expect(page.get_by_role("status").filter(has_text="Marked as answered.")).to_be_visible()
    expect(voice(page, words)).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(voice(page, words).first).to_be_visible()


def test_the_town_hall_reads_its_week(visit: Callable[..., Page]) -> None:
    page = visit(java_script_enabled=False)
    become(page, "Dario")
    expect(page.get_by_role("heading", name="Street by street")).to_be_visible()
    page.get_by_label("Zone", exact=True).select_option(label="20e arrondissement")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".pagehead .kicker")).to_contain_text("voices")
    page.goto(f"/town/{TOWN}/unsure/")
    before = page.locator("article.post blockquote").inner_text()
    page.get_by_role("link", name="Later").click()
    expect(page.locator("article.post blockquote")).not_to_have_text(before)


def test_a_keeper_claims(visit: Callable[..., Page]) -> None:
    page = visit(java_script_enabled=False)
    become(page, "Carla")
    number = shop_id(public_page_of(page, "こぐま堂"))
    page.get_by_role("link", name="It is mine").click()
    expect(page).to_have_url(f"{page.url.partition('/claim')[0]}/claim/{number}/")
    page.get_by_label("Details").fill("I come by on Tuesday")
    page.get_by_role("button", name="Ask for the desk").click()
    expect(page.locator("main")).to_contain_text("The town has your claim")
