"""Language, errors, headers: what every page shares."""
import html
import re

import pytest
from django.conf import settings
from django.test import Client, override_settings

pytestmark = pytest.mark.django_db


def test_a_page_that_is_not_there_says_so_in_the_readers_language(client):
    page = client.get("/no/such/page/", headers={"accept-language": "en"})
    assert page.status_code == 404
    assert "There is nothing at this address" in page.content.decode()


def test_a_person_without_the_role_is_told_whose_page_it_is(cast):
    page = cast.client("carla").get(f"/desk/{cast.shop.public_id}/")
    assert page.status_code == 403
    assert "<h1" in page.content.decode()


def test_the_chosen_language_stays_with_the_person(cast):
    client = cast.client("carla")
    assert client.get("/language/?to=fr&next=/me/").url == "/me/"
    assert cast.person("carla").language == "fr"


def test_choosing_a_language_keeps_the_whole_address(client):
    address = "/sample/square/?text=A+%26+B&more=1"
    [way] = re.findall(r'href="(/language/[^"]*to=fr[^"]*)"', client.get(address).content.decode())
    assert client.get(html.unescape(way)).url == address


@override_settings(HTTPS=True)
def test_the_cookie_of_the_language_keeps_to_https(client):
    assert client.get("/language/?to=fr").cookies[settings.LANGUAGE_COOKIE_NAME]["secure"]


@pytest.mark.parametrize("evil", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_choosing_a_language_never_leads_out_of_the_house(client, evil):
    assert client.get("/language/", {"to": "fr", "next": evil}).url == "/"


def test_every_page_carries_the_policy(client):
    headers = client.get("/no/such/page/").headers
    policy = headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy and "default-src 'none'" in policy
    assert "unsafe-eval" not in policy and "script-src 'self' 'unsafe-inline'" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"


@override_settings(ALLOWED_HOSTS=["town.example"])
def test_a_foreign_host_name_is_refused():
    assert Client().get("/", headers={"host": "evil.example"}).status_code == 400


def test_a_form_without_its_token_is_refused(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.hugo, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post("/operator/x/again/").status_code == 403


def test_a_town_without_a_source_tells_its_officer_where_to_begin(cast):
    dashboard, begin = f"/town/{cast.town.slug}/", f"/town/{cast.town.slug}/sources/"
    page = cast.client("dario").get(dashboard).content.decode()
    main = page[page.index("<main"):]
    assert "We are listening" not in page and "Whoever runs the town" not in page
    assert f'href="{begin}"' in main and f'href="/town/{cast.town.slug}/registers/"' in main
    page = cast.client("gael").get(dashboard).content.decode()
    assert "Whoever runs the town adds the first" in page and begin not in page
