"""Choosing what one is told, ending it with one click, and the officer's log."""
from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction
from django.test import Client

from maillon.accounts.public import grant_role
from maillon.core.models import AuditRow
from maillon.relay.actions import digest, subscribe
from maillon.relay.models import Delivery, Subscription
from maillon.relay.queries import deliveries
from maillon.relay.queries.subscriptions import held_about
from maillon.voices.tests.factories import a_town

from .conftest import NOW

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def browser(place, name: str | None) -> Client:
    client = Client(enforce_csrf_checks=False)
    if name:
        client.force_login(place.people[name], backend=BACKEND)
    return client


def test_roles_bring_their_subscriptions_once(place):
    def live(name):
        mine = Subscription.objects.filter(person=place.people[name], ended_at=None)
        return sorted(mine.values_list("scope", "what"))

    assert live("ada") == [("shop", "alert"), ("shop", "digest")]
    assert live("fanny") == [("zone", "alert"), ("zone", "digest")]
    assert live("dario") == [("town", "alert"), ("town", "digest")]
    assert live("carla") == []
    again = {"town_id": place.town.pk, "time_zone": "Europe/Paris", "now": NOW}
    assert subscribe.sign_up_holders(**again) == 0
    subscribe.end_by_token(token=place.subscription("ada").token, now=NOW)
    assert subscribe.sign_up_holders(**again) == 0               # what the reader ended stays ended
    subscribe.end_for_role(subscription_id=place.subscription("fanny").pk, now=NOW)
    assert subscribe.sign_up_holders(**again) == 1               # the role came back


def test_the_page_offers_what_one_may_be_told_and_keeps_the_choice(place):
    ada = browser(place, "ada")
    page = ada.get("/me/digests/").content.decode()
    assert "Fournil Pruneau" in page and "Harbour" in page and "Joaolena" not in page
    assert f'name="alert-town-{place.town.slug}"' not in page            # alerts of the town are for those who can act
    field = f"shop-{place.shop.public_id}"
    answer = ada.post("/me/digests/", {f"digest-{field}": "daily", "digest-town-harbour": "weekly"})
    assert answer.status_code == 302
    mine = Subscription.objects.filter(person=place.people["ada"])
    rows = {(r.scope, r.what): (r.rhythm, r.ended_at is None) for r in mine}
    assert rows == {("shop", "digest"): ("daily", True), ("shop", "alert"): ("instant", False),
                    ("town", "digest"): ("weekly", True)}
    assert AuditRow.objects.filter(action="subscription.ended").count() == 1
    assert "Kept." in ada.get("/me/digests/").content.decode()


def test_the_same_form_sent_twice_at_once_is_kept_once(place):
    """The second request read that there was nothing before the first one wrote it."""
    wish = subscribe.Wish(place.town.pk, "Europe/Paris", "town", place.town.pk, "digest", "weekly")
    me = place.people["carla"].pk
    for _ in range(2):
        with transaction.atomic():
            assert subscribe._obey(None, wish, person_id=me, by=me, now=NOW)
    assert Subscription.objects.get(person_id=me).rhythm == "weekly"


def test_nobody_can_wish_for_what_is_not_offered(place):
    carla = browser(place, "carla")
    carla.post("/me/digests/", {f"digest-shop-{place.shop.public_id}": "daily", "alert-town-harbour": "on",
                                "digest-town-harbour": "hourly"})
    assert not Subscription.objects.filter(person=place.people["carla"]).exists()


def test_without_sign_in_one_is_sent_to_sign_in(place):
    assert browser(place, None).get("/me/digests/").status_code == 302


def test_send_me_one_now(place, run_tasks):
    ada = browser(place, "ada")
    ref = place.subscription("ada").public_id
    assert ada.get(f"/me/digests/{ref}/now/").status_code == 405
    assert ada.post(f"/me/digests/{ref}/now/").status_code == 302
    assert "on its way" in ada.get("/me/digests/").content.decode()
    assert run_tasks() == 1
    assert browser(place, "carla").post(f"/me/digests/{ref}/now/").status_code == 404    # somebody else's


def test_one_click_without_cookies_or_sign_in(place):
    row = place.subscription("ada")
    mail_program = Client(enforce_csrf_checks=True)
    answer = mail_program.post(f"/unsubscribe/{row.token}/", "List-Unsubscribe=One-Click",
                               content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200
    row.refresh_from_db()
    assert row.ended_at == NOW and row.ended_by == "reader" and row.next_at is None
    assert mail_program.post(f"/unsubscribe/{row.token}/").status_code == 200            # harmless twice


def test_opening_the_link_only_asks(place):
    row = place.subscription("ada")
    answer = Client().get(f"/unsubscribe/{row.token}/")
    row.refresh_from_db()
    assert row.ended_at is None
    assert "Stop these letters?" in answer.content.decode() and answer["Referrer-Policy"] == "no-referrer"
    Client().post(f"/unsubscribe/{row.token}/")
    page = Client().get(f"/unsubscribe/{row.token}/").content.decode()
    assert "You are told no more" in page
    Client().post(f"/unsubscribe/{row.token}/", {"resume": "yes"})
    row.refresh_from_db()
    assert row.ended_at is None and row.next_at is not None
    assert Client().get("/unsubscribe/no-such-token/").status_code == 404


def test_a_role_given_back_cannot_be_resumed_by_link(place):
    row = place.subscription("ada")
    subscribe.end_for_role(subscription_id=row.pk, now=NOW)
    Client().post(f"/unsubscribe/{row.token}/", {"resume": "yes"})
    row.refresh_from_db()
    assert row.ended_at is not None


def test_the_log_names_working_contacts_and_no_resident(place, run_tasks):
    subscribe.choose(person_id=place.people["carla"].pk, by=place.people["carla"].pk, now=NOW, wishes=[
        subscribe.Wish(place.town.pk, "Europe/Paris", "town", place.town.pk, "digest", "daily")])
    for name in ("carla", "ada"):
        place.due(name)
    digest.make_due(now=NOW)
    Delivery.objects.update(state="failed", error="550 no such person")
    page = browser(place, "dario").get("/town/harbour/deliveries/")
    text = page.content.decode()
    assert page.status_code == 200 and "Ada" in text and "Carla" not in text and "sample.invalid" not in text
    assert "7:45" in text                                       # the town's time, not the server's
    assert "550 no such person" in text and text.count("/again/") == 2
    assert browser(place, "ada").get("/town/harbour/deliveries/").status_code == 403


@pytest.mark.parametrize(("error", "said"), [
    ("", ""), ("550 5.1.1 <…>: no such person", "550 5.1.1 <…>: no such person"), ("no mail server: [Errno 111] 100% full",
     "pas de serveur de courrier : [Errno 111] 100% full"), ("the reader has left", "le lecteur est parti")])
def test_why_a_letter_did_not_go_out_is_said_in_the_readers_language(error, said, monkeypatch):
    words = {"no mail server": "pas de serveur de courrier", "the reader has left": "le lecteur est parti",
             "%(what)s: %(said)s": "%(what)s : %(said)s"}
    monkeypatch.setattr(deliveries, "gettext", lambda text: words.get(text, text))
    assert deliveries.reason(error) == said


def test_the_officer_has_a_failed_letter_sent_again(place, run_tasks):
    place.due("ada")
    digest.make_due(now=NOW)
    run_tasks.queued.clear()
    Delivery.objects.update(state="failed", attempts=7)
    ref = Delivery.objects.get().public_id
    assert browser(place, "ada").post(f"/town/harbour/deliveries/{ref}/again/").status_code == 403
    assert browser(place, "dario").post(f"/town/harbour/deliveries/{ref}/again/").status_code == 302
    run_tasks()
    assert place.states() == ["sent"]
    assert AuditRow.objects.get(action="delivery.again").by_id == place.people["dario"].pk


def test_the_log_of_one_town_shows_nothing_of_another(place, run_tasks):
    place.due("ada")
    digest.make_due(now=NOW)
    elsewhere = a_town(slug="elsewhere", name="Elsewhere")
    grant_role(person_id=place.people["fanny"].pk, kind="officer", scope_id=elsewhere.pk, town_id=elsewhere.pk, by=None,
               now=NOW)
    page = browser(place, "fanny").get("/town/elsewhere/deliveries/").content.decode()
    assert "Fournil" not in page
    assert browser(place, "fanny").get("/town/harbour/deliveries/").status_code == 403


def test_the_log_is_read_page_by_page(place, django_assert_max_num_queries):
    row = place.subscription("ada")
    Delivery.objects.bulk_create([
        Delivery(subscription=row, kind="alert", key=f"k{n}", queued_at=NOW - dt.timedelta(minutes=n), moved_at=NOW,
                 state="sent") for n in range(60)])
    dario = browser(place, "dario")
    dario.get("/town/harbour/deliveries/")
    with django_assert_max_num_queries(18):
        first = dario.get("/town/harbour/deliveries/?state=sent").content.decode()
    assert first.count("<tr>") == 51 and "before=" in first
    older = first.split("before=")[1].split("&")[0].split('"')[0]
    assert dario.get(f"/town/harbour/deliveries/?before={older}").content.decode().count("<tr>") == 11


def test_what_is_held_about_a_person_can_be_taken_along(place, run_tasks):
    place.due("ada")
    digest.make_due(now=NOW)
    held = held_about(place.people["ada"].pk)
    assert {row["what"] for row in held["subscriptions"]} == {"digest", "alert"}
    assert held["messages"][0]["state"] == "queued"


def test_subscriptions_follow_a_shop_that_became_another(place):
    subscribe.choose(person_id=place.people["dario"].pk, by=1, now=NOW, wishes=[
        subscribe.Wish(place.town.pk, "Europe/Paris", "shop", place.other.pk, "digest", "weekly"),
        subscribe.Wish(place.town.pk, "Europe/Paris", "shop", place.shop.pk, "digest", "weekly")])
    for _ in range(2):
        subscribe.follow_merge(kept_id=place.other.pk, other_id=place.shop.pk, now=NOW)
    ada = Subscription.objects.filter(person=place.people["ada"], ended_at=None)
    assert set(ada.values_list("ref_id", flat=True)) == {place.other.pk}
    dario = Subscription.objects.filter(person=place.people["dario"], scope="shop", ended_at=None)
    assert list(dario.values_list("ref_id", flat=True)) == [place.other.pk]


def test_the_pages_below_show_the_way_to_the_data(place):
    town = Client().get("/en/harbour/").content.decode()
    shop = Client().get(f"/en/harbour/shops/{place.shop.slug}-{place.shop.public_id}/").content.decode()
    zone = browser(place, "fanny").get("/town/harbour/").content.decode()
    officer = browser(place, "dario").get("/town/harbour/").content.decode()
    for name in ("feed.atom", "voices.csv", "voices.geojson"):
        assert f"/en/harbour/{name}" in town
        assert f"/en/harbour/shops/{place.shop.public_id}/{name}" in shop
        assert f"/zones/{place.zone.public_id}/{name}" in zone
    assert "/town/harbour/deliveries/" in officer and "/town/harbour/deliveries/" not in zone
    assert "/me/digests/" in browser(place, "ada").get(f"/desk/{place.shop.public_id}/").content.decode()
    assert "/me/digests/" in browser(place, "carla").get("/me/").content.decode()
