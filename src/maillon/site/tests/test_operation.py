"""Health, the operator's page, the doctor and the first roles."""
import datetime as dt
import re

import pytest
from django.urls import reverse
from django_q.models import Task
from typer.testing import CliRunner

from maillon.accounts.models import Person, Role
from maillon.core import beats, clock
from maillon.site import doctor
from maillon.site.cli import app

pytestmark = pytest.mark.django_db


def test_healthz_is_200_only_when_every_part_is_alive(client):
    assert client.get("/healthz").status_code == 503
    for part in ("worker", "listener"):
        beats.beat(part, clock.now())
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["healthy"]) == (200, True)
    beats.beat("worker", clock.now() - dt.timedelta(seconds=61))
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["parts"]["worker"]) == (503, False)


def test_livez_speaks_for_pages_alone(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/livez").status_code == 200


def test_the_operator_sees_parts_and_queue(cast):
    page = cast.client("hugo").get(reverse("operator"))
    assert page.status_code == 200
    assert "worker" in page.content.decode()


TOWN_PAGES = ("people", "sources", "registers", "deliveries")


def test_the_operator_finds_what_is_theirs_in_each_town(cast):
    hugo = cast.client("hugo")
    page = hugo.get(reverse("operator")).content.decode()
    for name in TOWN_PAGES:
        assert f'href="{reverse(name, kwargs={"town": cast.town.slug})}"' in page, name
    assert reverse("claims", kwargs={"town": cast.town.slug}) not in page


@pytest.mark.parametrize("who", ["hugo", "dario"])
@pytest.mark.parametrize("here", TOWN_PAGES)
def test_each_page_about_running_a_town_has_one_menu_and_all_of_it_opens(cast, who, here):
    client = cast.client(who)
    page = client.get(reverse(here, kwargs={"town": cast.town.slug})).content.decode()
    head = page[page.index("<header"):page.index("</header>")]
    links = re.findall(r'href="([^"]+)"', head)
    assert {reverse(name, kwargs={"town": cast.town.slug}) for name in TOWN_PAGES} <= set(links)
    assert (reverse("zone-dashboard", kwargs={"town": cast.town.slug}) in links) is (who == "dario")
    assert head.count('aria-current="page"') == 1
    for link in links:
        assert client.get(link).status_code == 200, link


def test_what_was_queued_again_is_told_to_the_operator(cast):
    Task.objects.create(id="a" * 32, name="a", func="maillon.core.beats.worker_beat", args=(), kwargs={}, started=clock.now(),
                        stopped=clock.now(), success=False, attempt_count=5, result="boom")
    page = cast.client("hugo").post(reverse("operator-again", kwargs={"task_id": "a" * 32}), follow=True)
    assert "It is in the queue again." in page.content.decode()


def test_nobody_is_invited_at_what_is_no_address(db):
    done = CliRunner().invoke(app, ["people", "grant", "somebody", "--role", "operator"])
    assert done.exit_code == 2 and not Person.objects.exists()


def test_the_first_operator_is_made_by_command(db):
    done = CliRunner().invoke(app, ["people", "grant", "first@example.org", "--role", "operator"])
    assert done.exit_code == 0, done.output
    assert Role.objects.get(person__email="first@example.org").kind == "operator"


def test_an_officer_needs_a_town_that_exists(db):
    done = CliRunner().invoke(app, ["people", "grant", "first@example.org", "--role", "officer", "--town", "nowhere"])
    assert done.exit_code == 2
    assert not Role.objects.exists()


def test_the_doctor_says_what_is_wrong(db):
    done = CliRunner().invoke(app, ["doctor"])
    assert done.exit_code == 1
    assert "listener gives no sign of life" in done.output


def test_the_doctor_looks_no_further_than_missing_migrations(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(doctor, "migrated", lambda: False)
    with django_assert_num_queries(0):
        assert list(doctor.findings(mend=False)) == [(False, "migrations are missing: run maillon setup")]


@pytest.mark.parametrize("only", [[], ["--only", "pages"]])
def test_production_is_not_served_before_it_is_told_what_it_needs(monkeypatch, only):
    monkeypatch.setenv("MAILLON_MODE", "production")
    monkeypatch.setenv("MAILLON_PUBLIC_URL", "https://town.example")
    monkeypatch.setenv("EMAIL_URL_FILE", "/run/secrets/mail")
    monkeypatch.delenv("MAILLON_MAIL_FROM", raising=False)
    done = CliRunner().invoke(app, ["serve", *only])
    assert done.exit_code == 2
    assert "MAILLON_MAIL_FROM" in done.output and "EMAIL_URL" not in done.output and "PUBLIC_URL" not in done.output


def test_a_part_that_does_not_exist_is_refused_by_name():
    done = CliRunner().invoke(app, ["serve", "--only", "kitchen"])
    assert done.exit_code == 2
    assert "kitchen" in done.output
