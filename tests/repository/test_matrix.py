"""Every address × everybody of the cast: who gets in follows from the question the view asks, and from nothing else.

A new address needs no line here: its view names a question (`core.web.asks`), its arguments are filled from the scene.
What fails: an address without a question, a question without a row, an argument nobody can fill, a door open or shut
against the table.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation

from tests.cast import NAMES, NOBODY, Scene, make_scene
from tests.factories import ClaimFactory

EVERYBODY = {*NAMES, NOBODY}
SIGNED_IN = set(NAMES)

# question → who passes, on the scene of tests/cast.py (Carla asked the claim; the shop is Ada's and lies in no zone)
EXPECTED: dict[str, set[str]] = {
    "may_read_public": EVERYBODY,
    "may_use_account": SIGNED_IN,
    "may_operate": {"hugo"},
    "may_run_town": {"dario", "hugo"},
    "may_moderate": {"dario", "gael"},
    "may_see_zone_dashboard": {"dario", "gael", "fanny"},
    "may_keep_shop": {"ada"},
    "may_see_desk": {"ada", "bruno"},
    "may_act_on_desk": {"ada", "bruno"},
    "may_decide_claim": {"dario", "gael"},
    "may_see_claim": {"carla"},
}

# the sign-in library's own views carry no question; these need a person, the others are open to everybody
LIBRARY = "allauth."
LIBRARY_ASKS = {name: "may_use_account" for name in (
    "account_email", "account_reauthenticate", "mfa_list_webauthn", "mfa_add_webauthn", "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn", "mfa_edit_webauthn", "usersessions_list", "account_change_password", "account_set_password",
    "mfa_index")}


@dataclass(frozen=True)
class Address:
    """One URL pattern: its route (regular expressions taken out), its view's question for reading and for changing."""

    route: str
    name: str
    asks: str | None
    asks_post: str | None
    library: bool

    def __str__(self) -> str:
        return f"{self.name or '?'} {self.route}"


def walk(patterns: list, route: str = "") -> Iterator[Address]:
    for pattern in patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, here)
        elif isinstance(pattern, URLPattern):
            view = pattern.callback
            library = getattr(view, "__module__", "").startswith(LIBRARY)
            asked = getattr(view, "asks", LIBRARY_ASKS.get(pattern.name or "", "may_read_public") if library else None)
            yield Address(here, pattern.name or "", asked, getattr(view, "asks_post", asked), library)


with translation.override("en"):
    ADDRESSES = list(walk(get_resolver().url_patterns))
ARGUMENT = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>|\(\?P<(?P<re_name>\w+)>[^)]*\)")


@pytest.fixture
def scene(db: None) -> Scene:
    return make_scene()


def fillings(scene: Scene) -> dict[str, str]:
    """What stands for each URL argument. Add the argument of a new kind of thing here, made on the scene."""
    claim = ClaimFactory(shop=scene.shop, person=scene.person("carla"))
    role = scene.person("bruno").roles.get()
    return {
        "town": scene.town.slug, "shop_id": scene.shop.public_id, "slug": scene.shop.slug, "zone_id": scene.zone.public_id,
        "street_id": scene.shop.street.public_id, "claim_id": claim.public_id, "role_id": role.public_id,
        "what": "password/change/", "key": "nokey", "uidb36": "1", "rest": "x",
    }


def fill(route: str, given: dict[str, str]) -> str:
    """Return the address of a route. An argument that the scene does not hold gets a value that fits its kind: then the
    view answers "nothing there" to those who may ask, which the matrix takes for an open door."""
    def value(match: re.Match[str]) -> str:
        name = match["name"] or match["re_name"]
        return given.get(name, {"int": "1", "path": "x"}.get(match["kind"] or "", "x"))

    return "/" + re.sub(r"\\Z|[\^$?]|\\", "", ARGUMENT.sub(value, route))


def test_every_address_asks_a_question():
    assert not [str(address) for address in ADDRESSES if address.asks is None]


def test_every_question_has_its_row():
    asked = {question for address in ADDRESSES for question in (address.asks, address.asks_post) if question}
    assert asked <= set(EXPECTED)


def test_no_library_address_is_forgotten():
    """A library's view that needs a person must be named above; one that slipped in shows here when it redirects."""
    names = {address.name for address in ADDRESSES if address.library}
    assert LIBRARY_ASKS.keys() - names <= {"mfa_index", "account_change_password", "account_set_password"}


def is_shut(answer) -> bool:
    """403, or sent to sign in."""
    if answer.status_code == 403 or answer.headers.get("HX-Redirect", "").startswith("/accounts/login/"):
        return True
    return answer.status_code == 302 and "/accounts/login/?next=" in answer["Location"]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", sorted(EVERYBODY))
def test_doors(scene: Scene, who: str, method: str):
    client = scene.client(who)
    client.raise_request_exception = False
    given = fillings(scene)
    wrong = []
    for address in ADDRESSES:
        if address.library and method == "post" or "logout" in address.name:
            continue                       # what the library does with an empty form is the library's matter
        question = address.asks if method == "get" else address.asks_post
        if question is None:
            continue                       # told by the test above
        path = fill(address.route, given)
        answer = getattr(client, method)(path)
        if answer.status_code >= 500:
            wrong.append(f"{method} {path}: {answer.status_code} for {who}")
        elif is_shut(answer) == (who in EXPECTED.get(question, set())):
            wrong.append(f"{method} {path} ({question}): {answer.status_code} for {who}")
        if address.name == "me-leave" and method == "post":
            assert scene.person(who) if who in NAMES else True
        if address.name == "sample-sign-in":
            client = scene.client(who)
            client.raise_request_exception = False
    assert not wrong, "\n".join(wrong)
