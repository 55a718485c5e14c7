"""The pages there are, by who reads them: what the walks of all pages have in common."""
from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

from .steps import TOWN, become, public_page_of, shop_id

PUBLIC = ("/sample/", "/sample/square/", "/sample/mail/", "/accounts/login/", "/no-such-page/", f"/en/{TOWN}/",
          f"/en/{TOWN}/shops/",
          f"/en/{TOWN}/shops/?zone=20e-arrondissement", f"/en/{TOWN}/map/", f"/en/{TOWN}/voices/", f"/en/{TOWN}/search/?q=rue",
          f"/en/{TOWN}/search/?q=qqzzxx", f"/en/{TOWN}/streets/rue-de-menilmontant/", "{shop}", "/en/elsewhere/")
ZONE = tuple(f"/town/{TOWN}/{below}" for below in (
    "", "streets/", "unsure/", "disputes/", "lessons/", "claims/", "people/", "sources/", "registers/",
    "deliveries/"))
DESK = ("{desk}", "{desk}?show=all", "{desk}?show=aside", "{desk}staff/", "/me/", "/me/digests/", "/me/leave/",
        "/accounts/email/", "/accounts/2fa/webauthn/", "/accounts/2fa/webauthn/add/", "/accounts/sessions/", "/accounts/logout/")


@dataclass(frozen=True)
class Round:
    """Somebody and the pages they walk."""

    who: str
    pages: tuple[str, ...]


ROUNDS = (Round("", PUBLIC), Round("Ada", DESK), Round("Dario", ZONE), Round("Hugo", ("/operator/", "/town/elsewhere/people/")),
          Round("Carla", ("/me/", "{claim}", "{desk}")))


def addresses(page: Page, walk: Round, language: str = "en") -> list[str]:
    """Sign in as who walks, and return the addresses of the round with its ids filled in."""
    public = public_page_of(page)
    number = shop_id(public)
    if walk.who:
        become(page, walk.who, language)
    filled = (one.format(shop=public, desk=f"/desk/{number}/", claim=f"/claim/{number}/") for one in walk.pages)
    return [one.replace("/en/", f"/{language}/", 1) for one in filled]
