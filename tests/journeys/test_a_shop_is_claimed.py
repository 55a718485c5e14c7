"""A keeper finds the own shop, shows a proof, is refused with a reason, asks again, has the desk, and shares it with a helper."""
from collections.abc import Callable

from playwright.sync_api import Page, expect

from .steps import TOWN, become, public_page_of, reload_until, shop_id
from .test_signing_in import sign_in_by_code

SCENE = "shops"
SHOP = "Librairie La Page Pliée"
HELPER = "helper@sample.invalid"


def test_claim_refusal_second_claim_desk(visit: Callable[..., Page]) -> None:
    carla, dario = visit(), visit()
    become(carla, "Carla")
    become(dario, "Dario")
    desk = f"/desk/{shop_id(public_page_of(carla, SHOP))}/"
    assert carla.goto(desk).status == 403                           # type: ignore[union-attr]

    ask(carla, "I have the keys")
    expect(carla.locator("main")).to_contain_text("The town has your claim")
    open_claim(dario)
    expect(dario.locator("main")).to_contain_text("I have the keys")
    dario.get_by_role("button", name="Refuse, with the reason").click()
    expect(dario.locator(".err")).to_be_visible()                   # nobody is refused without a reason
    dario.get_by_label("Reason").fill("Keys are no paper. Send the number of the register.")
    dario.get_by_role("button", name="Refuse, with the reason").click()
    expect(dario.get_by_text("Keys are no paper")).to_be_visible()

    carla.reload()
    expect(carla.get_by_text("Keys are no paper. Send the number of the register.")).to_be_visible()
    assert carla.goto(desk).status == 403                           # type: ignore[union-attr]

    ask(carla, "Register 512 345 678")
    open_claim(dario)
    dario.get_by_label("Reason").fill("The register says so.")
    dario.get_by_role("button", name="It is theirs").click()
    expect(dario.get_by_role("row", name="The register says so.")).to_contain_text("accepted")

    carla.goto("/me/")
    carla.get_by_role("link", name=SHOP).first.click()
    expect(carla.get_by_text("Nobody has spoken of you yet")).to_be_visible()
    letter = carla.locator("article", has_text=SHOP).first
    carla.goto("/sample/mail/?to=carla@sample.invalid")
    reload_until(carla, letter)

    the_helper_comes_and_goes(carla, visit(), visit(), desk)


def the_helper_comes_and_goes(carla: Page, helper: Page, mail: Page, desk: str) -> None:
    carla.goto(f"{desk}staff/")
    carla.get_by_label("E-mail address").fill(HELPER)
    carla.get_by_role("button", name="Invite").click()
    expect(carla.locator("article", has_text=HELPER)).to_be_visible()
    mail.goto(f"/sample/mail/?to={HELPER}")
    reload_until(mail, mail.locator("article", has_text=SHOP).first)

    helper.goto(desk)
    sign_in_by_code_after(helper, mail)
    assert helper.goto(desk).status == 200                          # type: ignore[union-attr]
    assert helper.goto(f"{desk}staff/").status == 403               # type: ignore[union-attr]

    carla.locator("article", has_text=HELPER).get_by_role("button", name="Take the place back").click()
    expect(carla.locator("article", has_text=HELPER)).to_have_count(0)
    assert helper.goto(desk).status == 403                          # type: ignore[union-attr]


def sign_in_by_code_after(helper: Page, mail: Page) -> None:
    """The newest letter must be the one with the code, not the invitation."""
    sign_in_by_code(helper, mail, HELPER)
    expect(helper.get_by_role("heading", level=1)).not_to_have_text("Sign in")


def ask(page: Page, proof: str) -> None:
    public_page_of(page, SHOP)
    page.get_by_role("link", name="It is mine").click()
    page.get_by_role("radio", name="A document").check()
    page.get_by_label("Details").fill(proof)
    page.get_by_role("button", name="Ask for the desk").click()


def open_claim(page: Page) -> None:
    page.goto(f"/town/{TOWN}/claims/")
    page.get_by_role("link", name=SHOP).click()
