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
from django.urls import URLPattern, URLResolver, get_resolver, resolve
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
    "may_read_deliveries": {"dario", "hugo"},
}
NOT_READY = {"healthz"}      # answers 503 while no worker beats, as it should

# The sign-in library's own views carry no question; these need a person, the others are open to everybody. Asking for a
# sign-in once more is left out for those signed in: without a passkey nothing can be asked: 403.
LIBRARY = "allauth."
LIBRARY_ASKS = dict.fromkeys((
    "account_email", "mfa_list_webauthn", "mfa_add_webauthn", "mfa_remove_webauthn", "mfa_edit_webauthn",
    "usersessions_list"), "may_use_account")
LIBRARY_LEFT_OUT = {"account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "account_logout"}


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
            if pattern.name not in LIBRARY_LEFT_OUT:
                yield Address(here, pattern.name or "", asked, getattr(view, "asks_post", asked), library)


with translation.override("en"):
    ADDRESSES = list(walk(get_resolver().url_patterns))
ARGUMENT = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>|\(\?P<(?P<re_name>\w+)>[^)]*\)")


ON_THE_SCENE = {"town", "zone_id", "shop_id", "slug", "claim_id", "role_id"}     # stand for something that is there


@pytest.fixture
def scene(db: None) -> Scene:
    return make_scene()


def fillings(scene: Scene) -> dict[str, str]:
    """What stands for each URL argument. Add the argument of a new kind of thing here, made on the scene."""
    claim = ClaimFactory(shop=scene.shop, person=scene.person("carla"))
    role = scene.person("bruno").roles.get()
    return {
        "town": scene.town.slug, "zone_id": scene.zone.public_id,
        "shop_id": scene.shop.public_id, "slug": scene.shop.street.slug,
        "street_id": scene.shop.street.public_id, "claim_id": claim.public_id, "role_id": role.public_id,
        "old_page": "password/change/", "key": "nokey", "uidb36": "1", "what": "put-aside", "token": "x",
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


def arguments_of(route: str) -> set[str]:
    return {match["name"] or match["re_name"] for match in ARGUMENT.finditer(route)}


def stands_behind_ours(path: str) -> bool:
    """Of two patterns for one address the first answers: where that is ours, the library's is never reached."""
    return not resolve(path).func.__module__.startswith(LIBRARY)


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
        question = address.asks if method == "get" else address.asks_post
        path = fill(address.route, given)
        if question is None or (address.library and (method == "post" or stands_behind_ours(path))):
            continue                       # told by the test above; what the library does with an empty form is its own
        answer = getattr(client, method)(path)
        if answer.status_code >= 500 and address.name not in NOT_READY:
            wrong.append(f"{method} {path}: {answer.status_code} for {who}")
        elif is_shut(answer) == (who in EXPECTED.get(question, set())):
            wrong.append(f"{method} {path} ({question}): {answer.status_code} for {who}")
        elif answer.status_code == 404 and method == "get" and arguments_of(address.route) <= ON_THE_SCENE:
            wrong.append(f"{method} {path}: nothing there for {who}, who may")
    assert not wrong, "\n".join(wrong)
