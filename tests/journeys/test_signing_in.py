"""A code by mail, a passkey, and the way out. No password anywhere."""
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .steps import become, reload_until

SCENE = "empty"
CODE = re.compile(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", re.M)


@pytest.mark.parametrize("address", ["carla@sample.invalid", "somebody.new@sample.invalid"])
def test_a_code_by_mail_opens_the_door(visit: Callable[..., Page], address: str) -> None:
    page = visit()
    page.goto("/me/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    sign_in_by_code(page, visit(), address)
    expect(page).to_have_url(re.compile("/me/$"))
    expect(page.locator("main")).to_contain_text(address)
    page.get_by_role("button", name="Sign out").click()
    page.goto("/me/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_a_french_visitor_signs_in_by_a_code(visit: Callable[..., Page]) -> None:
    page, mail = visit(locale="fr-FR"), visit()
    page.goto("/me/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Se connecter")
    sign_in_by_code(page, mail, "une.voisine@sample.invalid", address_label="Adresse électronique",
                    send="M’envoyer un code")
    expect(page).to_have_url(re.compile("/me/$"))
    for link in ("Adresse électronique", "Clés d’accès"):
        page.goto("/me/")
        page.get_by_role("link", name=link).click()
        expect(page.locator("main .btn").first).to_be_visible()
        expect(page.locator("main")).not_to_contain_text("<")
    page.goto("/me/")
    page.get_by_role("button", name="Se déconnecter").click()
    page.goto("/me/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Se connecter")


def test_a_wrong_code_opens_nothing(visit: Callable[..., Page]) -> None:
    page = visit()
    page.goto("/accounts/login/")
    ask_for_a_code(page, "carla@sample.invalid")
    page.get_by_label("Code").fill("AAAA-BBBB")
    page.get_by_label("Code").press("Enter")
    expect(page.get_by_text("Incorrect code")).to_be_visible()
    page.goto("/me/")                                               # still at the door
    expect(page).to_have_url(re.compile("/accounts/login/"))


def test_a_passkey_is_added_and_signs_in(visit: Callable[..., Page]) -> None:
    page = visit()
    give_a_device(page)
    become(page, "Carla")
    page.goto("/me/")
    page.get_by_role("link", name="Passkeys").click()
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name of the device").fill("Carla's phone")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("heading", name="Carla's phone")).to_be_visible()
    page.goto("/me/")
    page.get_by_role("button", name="Sign out").click()
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(re.compile("/me/$"))
    expect(page.locator("main")).to_contain_text("carla@sample.invalid")
    page.get_by_role("link", name="Passkeys").click()
    expect(page.locator("article", has_text="Carla's phone")).to_contain_text("Last used on")


def test_a_device_that_says_no_is_told_in_words(visit: Callable[..., Page]) -> None:
    page = visit()
    give_a_device(page, isUserVerified=False)
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("That did not work")


def sign_in_by_code(page: Page, mail: Page, address: str, **words: str) -> None:
    ask_for_a_code(page, address, **words)
    mail.goto(f"/sample/mail/?to={address}")
    reload_until(mail, mail.locator("pre.letter").first)
    code = CODE.search(mail.locator("pre.letter").first.inner_text())
    assert code
    page.get_by_label("Code").fill(code.group())
    page.get_by_label("Code").press("Enter")


def ask_for_a_code(page: Page, address: str, *, address_label: str = "E-mail address", send: str = "Send me a code") -> None:
    page.get_by_label(address_label).fill(address)
    page.get_by_role("button", name=send).click()
    expect(page.get_by_label("Code")).to_be_visible()


def give_a_device(page: Page, **how: bool) -> None:
    """An authenticator as a phone has it, without the phone."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True} | how})
