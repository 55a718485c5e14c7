"""Code by mail, limits, no passwords, one's own page, leaving. Passkeys need a browser: see the journeys."""
import datetime as dt
import json
import re
import smtplib
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.test.signals import template_rendered
from django.urls import reverse

from maillon.accounts import personal_data, tasks
from maillon.accounts.models import Person, Role
from maillon.accounts.templatetags.shell import in_words
from maillon.core import clock
from maillon.core.models import AuditRow, Cached

pytestmark = pytest.mark.django_db
CODE = re.compile(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", re.M)


def ask(client, email="new@sample.invalid", **more):
    return client.post(reverse("account_login"), {"email": email, **more})


def confirm(client, code=None):
    return client.post(reverse("account_confirm_login_code"), {"code": code or CODE.search(mail.outbox[-1].body)[0]})


def test_a_new_address_signs_up_by_the_same_code(client):
    answer = ask(client)
    assert answer["Location"] == "/accounts/login/code/confirm/"
    assert "_auth_user_id" not in client.session
    assert confirm(client)["Location"] == "/me/"
    person = Person.objects.get(email="new@sample.invalid")
    assert client.session["_auth_user_id"] == str(person.pk)
    assert not person.has_usable_password() and person.last_login
    assert person.emailaddress_set.get().verified


def test_known_and_unknown_addresses_look_the_same(client, cast):
    known, unknown = ask(client, "ada@sample.invalid"), ask(Client(), "never@sample.invalid")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert mail.outbox[0].subject == mail.outbox[1].subject


def test_one_goes_where_one_was_going(client):
    first = client.get("/me/digests/")
    assert "next=/me/digests/" in first["Location"]
    answer = ask(client, next="/me/digests/")
    answer = client.post(answer["Location"], {"code": CODE.search(mail.outbox[-1].body)[0], "next": "/me/digests/"})
    assert answer["Location"] == "/me/digests/"


def test_nobody_is_led_to_another_house(client):
    ask(client, next="https://evil.example/")
    answer = client.post(reverse("account_confirm_login_code"), {
        "code": CODE.search(mail.outbox[-1].body)[0], "next": "https://evil.example/"})
    assert answer["Location"] == "/me/"


def test_three_wrong_codes_end_the_attempt(client):
    ask(client)
    right = CODE.search(mail.outbox[-1].body)[0]
    for _ in range(3):
        answer = confirm(client, "AAAA-AAAA")
    assert answer.status_code == 302
    assert confirm(client, right)["Location"] != "/me/"
    assert "_auth_user_id" not in client.session


def test_codes_are_limited_for_one_address(client):
    for _ in range(5):
        answer = ask(Client())
    assert answer.status_code == 200 and len(mail.outbox) == 3
    assert ask(Client(), "other@sample.invalid").status_code == 302


def test_codes_are_limited_for_one_sender(client):
    statuses = [ask(Client(), f"p{n}@sample.invalid").status_code for n in range(25)]
    assert statuses.count(302) == 20


def test_limits_and_sessions_go_when_they_have_expired(client):
    ask(client)
    assert Cached.objects.exists() and Session.objects.exists()
    tasks.sweep_expired()
    assert Cached.objects.exists() and Session.objects.exists()
    long_ago = clock.now() - dt.timedelta(seconds=2)
    Cached.objects.update(expires=long_ago)
    Session.objects.update(expire_date=long_ago)
    tasks.sweep_expired()
    assert not Cached.objects.exists() and not Session.objects.exists()


def test_a_dead_mail_server_is_said_and_loses_nothing(client, monkeypatch):
    def refuse(self, fail_silently=False):
        raise smtplib.SMTPServerDisconnected("gone")

    monkeypatch.setattr(mail.EmailMultiAlternatives, "send", refuse)
    monkeypatch.setattr(mail.EmailMessage, "send", refuse)
    answer = ask(client)
    assert answer.status_code == 503
    assert "new@sample.invalid" in answer.content.decode()


@pytest.mark.parametrize("path", ["/accounts/signup/", "/accounts/password/change/", "/accounts/password/reset/",
                                  "/accounts/password/set/", "/accounts/password/reset/key/1-x/"])
def test_there_is_no_password(client, path):
    assert client.get(path)["Location"] == "/accounts/login/"


def test_the_pages_of_the_library_wear_our_shell(cast):
    for path in ("/accounts/email/", "/accounts/2fa/webauthn/", "/accounts/2fa/webauthn/add/", "/accounts/sessions/",
                 "/accounts/logout/"):
        page = cast.client("carla").get(path).content.decode()
        assert page.count("<main") == page.count("<h1") == page.count("</html>") == 1, path
        assert 'class="awning"' in page
        for script in re.findall(r"<script([^>]*)>", page):
            assert "src=" in script or "application/json" in script      # nothing the policy refuses
        assert not re.search(r"<style|\son[a-z]+=", page)


@pytest.fixture
def carlas_key(cast, monkeypatch):
    """A passkey as the pages show it; nothing can be signed with it."""
    monkeypatch.setattr(auth, "get_credentials", lambda user: [])
    return Authenticator.objects.create(user=cast.carla, type="webauthn", data={"name": "Phone", "credential": {}})


@pytest.fixture
def library_words():
    """The library's own templates with words of their own that were drawn meanwhile: pages, messages and letters."""
    drawn = set()

    def see(sender, template, **_more):
        path = Path(getattr(template.origin, "name", "") or "")
        if "allauth" in path.parts and "trans" in path.read_text():
            drawn.add(path.name)

    template_rendered.connect(see)
    yield drawn
    template_rendered.disconnect(see)


def test_every_page_and_letter_of_signing_in_has_our_own_words(client, carlas_key, library_words):
    ask(client, "carla@sample.invalid")
    client.get("/accounts/login/code/confirm/")
    confirm(client, "AAAA-AAAA")
    client.post("/accounts/login/code/confirm/", {"action": "resend"})
    assert confirm(client)["Location"] == "/me/"
    keys = "2fa/webauthn/"
    for page in ("email/", "sessions/", "logout/", "inactive/", keys, f"{keys}add/", f"{keys}keys/{carlas_key.pk}/edit/",
                 f"{keys}keys/{carlas_key.pk}/remove/"):
        assert client.get(f"/accounts/{page}").status_code == 200, page
    for address in ("carla@sample.invalid", "ada@sample.invalid", "new@sample.invalid"):
        client.post("/accounts/email/", {"email": address, "action_add": ""}, follow=True)
    client.post("/accounts/confirm-email/", {"code": CODE.search(mail.outbox[-1].body)[0]}, follow=True)
    client.post("/accounts/sessions/", follow=True)
    client.post("/accounts/logout/", follow=True)
    assert Person.objects.get(name="Carla").email == "new@sample.invalid"
    assert library_words == set()


def test_an_old_passkey_is_asked_for_in_our_own_words(cast, carlas_key, library_words):
    client = cast.client("carla")               # signed in without a proof just now
    page = client.get("/accounts/2fa/webauthn/add/", follow=True)
    assert page.redirect_chain[-1][0].startswith("/accounts/2fa/webauthn/reauthenticate/")
    assert "mfa_webauthn_reauthenticate" in page.content.decode() and library_words == set()


def test_a_link_of_the_library_that_leads_nowhere_leads_to_sign_in(client):
    assert client.get("/accounts/confirm-email/some-key/")["Location"] == "/accounts/login/"


def test_an_address_is_changed_by_a_code_and_there_is_one(client, cast):
    client = cast.client("carla")
    client.post("/accounts/email/", {"email": "new@sample.invalid", "action_add": ""})
    assert cast.person("carla").email == "carla@sample.invalid"
    assert mail.outbox[-1].to == ["new@sample.invalid"]
    client.post("/accounts/confirm-email/", {"code": CODE.search(mail.outbox[-1].body)[0]})
    carla = Person.objects.get(name="Carla")
    assert carla.email == carla.emailaddress_set.get().email == "new@sample.invalid"
    before = Person.objects.count()
    other = Client()
    ask(other, "new@sample.invalid")
    confirm(other)
    assert (other.session["_auth_user_id"], Person.objects.count()) == (str(carla.pk), before)


def test_asking_too_often_is_answered_by_a_page_of_the_house(client):
    for _ in range(32):
        answer = client.post("/accounts/2fa/webauthn/login/", {"credential": "{}"})
    assert answer.status_code == 429 and 'class="awning"' in answer.content.decode()


def test_the_library_s_pages_have_the_fine_spacing_of_french(client):
    page = client.get("/accounts/login/", headers={"accept-language": "fr"}).content.decode()
    assert "Vous avez une clé d’accès sur cet appareil\u202f?" in page


FRENCH_FORMS = {
    "login/": ("nobody", '<input type="email" name="email"'),
    "email/": ("carla", '<button class="btn primary" name="action_add"'),
    "sessions/": ("carla", 'action="/accounts/logout/"'),
    "logout/": ("carla", '<form class="form" method="post"'),
    "2fa/webauthn/": ("carla", '<a class="btn primary" href="/accounts/2fa/webauthn/add/"'),
    "2fa/webauthn/add/": ("carla", '<form class="form stack" method="post"'),
}


@pytest.mark.parametrize("page", FRENCH_FORMS)
def test_in_french_the_library_s_pages_are_pages_and_not_their_source(cast, page):
    who, element = FRENCH_FORMS[page]
    Person.objects.update(language="fr")
    client = cast.client(who)
    text = client.get(f"/accounts/{page}", headers={"accept-language": "fr"}, follow=True).content.decode()
    assert '<html lang="fr"' in text and "&lt;" not in text
    if "reauthenticate" not in text:
        assert element in text


def test_in_french_the_code_is_asked_for_in_a_form(client):
    french = {"accept-language": "fr"}
    answer = client.post("/accounts/login/", {"email": "new@sample.invalid"}, headers=french, follow=True)
    text = answer.content.decode()
    assert answer.redirect_chain and "&lt;" not in text and 'name="code"' in text


GECKO = "(KHTML, like Gecko)"


@pytest.mark.parametrize(("agent", "words"), [
    (f"Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 {GECKO} Chrome/120.0 Safari/537.36 Edg/120.0", "Edge, Windows"),
    ("Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0", "Firefox, Linux"),
    ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile Safari/604.1", "Safari, iPhone"),
    (f"Mozilla/5.0 (Linux; Android 14) {GECKO} Chrome/120.0 Mobile Safari/537.36", "Chrome, Android"),
    ("curl/8", "a browser we do not know"), ("", "a browser we do not know"),
])
def test_a_session_is_called_by_its_browser_in_words(agent, words):
    assert in_words(agent) == words


def test_the_list_of_sessions_shows_no_raw_browser_name(client):
    firefox = {"user-agent": "Mozilla/5.0 (X11; Linux) Firefox/120.0"}
    ask(client)
    client.post(reverse("account_confirm_login_code"), {"code": CODE.search(mail.outbox[-1].body)[0]}, headers=firefox)
    page = client.get("/accounts/sessions/", headers=firefox).content.decode()
    assert "Firefox, Linux" in page and "Mozilla" not in page


def test_signing_out_needs_a_post_and_is_answered_by_a_word(cast):
    client = cast.client("carla")
    client.get("/accounts/logout/")
    assert "_auth_user_id" in client.session
    page = client.post("/accounts/logout/", follow=True)
    assert "_auth_user_id" not in client.session
    assert "You are signed out" in page.content.decode()
    assert cast.client("ada").get("/accounts/signed-out/")["Location"] == "/me/"


def test_somebody_put_out_of_use_does_not_come_in(client, cast):
    Person.objects.filter(email="carla@sample.invalid").update(is_active=False)
    ask(client, "carla@sample.invalid")
    if mail.outbox and CODE.search(mail.outbox[-1].body):
        confirm(client)
    assert client.get("/me/").status_code == 302


def test_name_and_language(cast):
    client = cast.client("carla")
    assert client.post("/me/", {"name": "Carla \u202eC.", "language": "fr"}).status_code == 302
    assert (cast.carla.name, cast.carla.language) == ("Carla C.", "fr")
    assert client.post("/me/", {"name": "x" * 81, "language": "fr"}).status_code == 400
    assert client.post("/me/", {"name": "Carla", "language": "tlh"}).status_code == 400
    assert cast.carla.name == "Carla C."


def test_the_export_holds_what_is_held(cast):
    data = json.loads(cast.client("ada").get("/me/export.json").content)
    assert data["person"]["email"] == "ada@sample.invalid"
    assert [role["kind"] for role in data["roles"]] == ["shopkeeper"]
    assert {"claims"} <= data.keys()
    assert "password" not in json.dumps(data)


def test_leaving_needs_the_tick(cast):
    client = cast.client("ada")
    assert client.post("/me/leave/", {}).status_code == 400
    assert cast.ada.roles.count() == 1


def test_leaving_takes_the_person_and_keeps_the_log(cast, monkeypatch):
    told = []
    monkeypatch.setitem(personal_data._holders, "probe", personal_data.Holder(
        "probe", read=lambda person_id: None, leave=lambda person_id, now: told.append((person_id, now))))
    client, ada = cast.client("ada"), cast.ada.pk
    answer = client.post("/me/leave/", {"sure": "on"})
    assert answer.status_code == 200
    assert not Person.objects.filter(pk=ada).exists() and not Role.objects.filter(person_id=ada).exists()
    assert [(person, type(now)) for person, now in told] == [(ada, dt.datetime)]
    assert list(AuditRow.objects.filter(by_id=ada).values_list("action", flat=True)) == ["role.revoked", "person.left"]
    assert "ada@" not in json.dumps(list(AuditRow.objects.values("detail", "reason")))
    assert client.get("/me/").status_code == 302
