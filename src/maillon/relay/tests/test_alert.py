"""Alerts: one a voice and reader, at once, with the words; a summary when there are many."""
from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail

from maillon.accounts.public import grant_role
from maillon.core.events import deliver, path_of, reactions_to
from maillon.relay.actions import alert, delivery, subscribe
from maillon.relay.models import Delivery
from maillon.relay.public import sign_up_holders
from maillon.relay.rules.allowance import PER_HOUR
from maillon.voices.models import Link, Voice
from maillon.voices.public import PostsRead
from maillon.voices.tests.factories import Post, a_source, a_street, a_voice

from .conftest import NOW

pytestmark = pytest.mark.django_db


def a_danger(place, shop=None, *, minutes_ago: float = 5, **given) -> Post:
    voice = a_voice(shop, town=place.town, written_at=NOW - dt.timedelta(minutes=minutes_ago), safety=True,
                    stance="down", kind="complaint",
                    **{"safety_words": [["smell of gas", 0, 12]], "text": "a smell of gas"} | given)
    source = a_source(place.town)
    return Post.objects.create(town=place.town, source=source, native_id=str(voice.pk), text=voice.text, voice=voice,
                               written_at=voice.written_at, received_at=NOW, state="read")


def alerted(place, *posts: Post) -> int:
    return alert.alert_about(town_id=place.town.pk, post_ids=[post.pk for post in posts], now=place.clock.now)


def readers() -> list[str]:
    return sorted(letter.to[0].partition("@")[0] for letter in mail.outbox)


def test_a_danger_in_a_shop_reaches_its_keeper_its_centre_and_the_officer_once_each(place, run_tasks):
    post = a_danger(place, place.shop)
    assert alerted(place, post) == 3
    assert alerted(place, post) == 0                                       # the event came twice
    run_tasks()
    assert readers() == ["ada", "dario", "fanny"]
    ada = next(letter for letter in mail.outbox if letter.to == ["ada@sample.invalid"])
    assert ada.subject == "Fournil Pruneau: danger reported"
    assert "a smell of gas" in ada.body and f"/desk/{place.shop.public_id}/" in ada.body
    assert "smell of gas" in ada.body.split("made us write to you:")[1]


def test_no_words_turn_a_letter_around(place, run_tasks):
    alerted(place, a_danger(place, place.shop, text="a smell \u202eof gas", safety_words=[["smell \u202eof gas", 2, 15]]))
    run_tasks()
    for letter in mail.outbox:
        html = letter.alternatives[0].content
        assert letter.body.count("smell of gas") == 2 and "<strong>smell of gas</strong>" in html
        assert "\u202e" not in letter.body + html


def test_the_officer_reads_where_it_is_and_opens_the_dashboard(place, run_tasks, settings):
    street = a_street(place.town, name="rue du Moulin")
    alerted(place, a_danger(place, None, subject="street", street=street))
    run_tasks()
    [letter] = mail.outbox
    assert letter.subject.startswith("rue du Moulin")
    assert f"{settings.PUBLIC_URL}/town/harbour/\n" in letter.body


def test_a_copy_of_the_same_voice_alerts_nobody_again(place, run_tasks):
    first = a_danger(place, place.shop)
    alerted(place, first)
    copy = Post.objects.create(town=place.town, source=a_source(place.town), native_id="copy", text="a smell of gas",
                               voice=first.voice, written_at=NOW, received_at=NOW, state="read")
    assert alerted(place, copy) == 0


def test_another_shops_danger_is_told_to_the_officer_only(place, run_tasks):
    alerted(place, a_danger(place, place.other))
    run_tasks()
    assert readers() == ["dario"]


def test_a_danger_in_the_centre_without_a_shop_reaches_its_manager(place, run_tasks):
    alerted(place, a_danger(place, None, subject="centre", zone=place.zone))
    run_tasks()
    assert readers() == ["dario", "fanny"]


def test_a_danger_written_of_long_ago_alerts_nobody(place):
    assert alerted(place, a_danger(place, place.shop, minutes_ago=60 * 49)) == 0


def test_what_the_shop_put_aside_does_not_alert_it(place, run_tasks):
    alerted(place, a_danger(place, place.shop, state="put_aside"))
    run_tasks()
    assert "ada" not in readers()


def test_a_voice_withdrawn_before_the_alert_is_sent_alerts_nobody(place, run_tasks):
    alerted(place, a_danger(place, place.shop))
    Voice.objects.all().delete()
    run_tasks()
    assert not mail.outbox
    assert set(place.states()) == {"refused"}


@pytest.mark.parametrize("correction", ["not of the shop", "put aside by the shop", "no danger"])
def test_a_voice_corrected_before_the_alert_is_sent_alerts_only_whom_it_still_concerns(place, run_tasks, correction):
    alerted(place, a_danger(place, place.shop))
    if correction == "no danger":
        Voice.objects.update(safety=False)
    else:
        Link.objects.update(state="removed" if correction == "not of the shop" else "put_aside")
    run_tasks()
    assert "ada" not in readers()
    assert ("dario" in readers()) == (correction != "no danger")           # the town's officer is still concerned
    assert "corrected" in Delivery.objects.get(subscription__person=place.people["ada"]).error


def test_an_alert_is_headed_by_the_readers_own_shop(place, run_tasks):
    post = a_danger(place, place.other)
    Link.objects.create(voice=post.voice, shop=place.shop, probability=0.5, written_at=post.written_at)
    alerted(place, post)
    run_tasks()
    subjects = {letter.to[0]: letter.subject for letter in mail.outbox}
    assert subjects["ada@sample.invalid"] == "Fournil Pruneau: danger reported"
    assert subjects["fanny@sample.invalid"].startswith("Joaolena") and subjects["dario@sample.invalid"].startswith("Joaolena")


def test_who_ends_one_subscription_is_still_told_the_dangers_held_for_another(place, run_tasks):
    grant_role(person_id=place.people["ada"].pk, kind="shopkeeper", scope_id=place.other.pk, town_id=place.town.pk, by=None,
               now=NOW)
    sign_up_holders(town_id=place.town.pk, time_zone="Europe/Paris", now=NOW)
    first, second = (place.subscription("ada", "alert", ref_id=shop.pk) for shop in (place.shop, place.other))
    alerted(place, *[a_danger(place, place.shop, text=f"gas {n}") for n in range(PER_HOUR + 1)])
    alerted(place, a_danger(place, place.other, text="fire at the other shop"))
    run_tasks()
    mail.outbox.clear()
    subscribe.end_by_token(token=first.token, now=NOW)
    delivery.sum_up_held(now=place.clock.forward(minutes=61))
    run_tasks()
    [letter] = [letter for letter in mail.outbox if letter.to == ["ada@sample.invalid"]]
    assert "fire at the other shop" in letter.body and "Fournil" not in letter.body
    assert second.token in letter.extra_headers["List-Unsubscribe"]


def test_an_alert_held_while_its_summary_leaves_goes_into_the_next(place, run_tasks):
    alerted(place, *[a_danger(place, place.other, text=f"gas {n}") for n in range(PER_HOUR + 1)])
    run_tasks()
    delivery.sum_up_held(now=place.clock.forward(minutes=61))
    run_tasks()
    late = Delivery.objects.create(                # its transaction began before the summary, and ended after
        subscription=place.subscription("dario", "alert"), kind="alert", key="late", state="held", held=True,
        voice_ref=a_danger(place, place.other, text="late").voice.public_id, queued_at=NOW, moved_at=NOW,
        next_at=NOW + dt.timedelta(hours=1))
    assert delivery.sum_up_held(now=place.clock.forward(seconds=20)) == 1
    run_tasks()
    late.refresh_from_db()
    assert "late" in mail.outbox[-1].body and late.state == "sent"


def test_a_burst_is_summed_up_once_an_hour(place, run_tasks):
    posts = [a_danger(place, place.other, text=f"gas {n}") for n in range(PER_HOUR + 4)]
    assert alerted(place, *posts) == PER_HOUR + 4
    run_tasks()
    assert len(mail.outbox) == PER_HOUR
    assert delivery.sum_up_held(now=place.clock.forward(minutes=59)) == 0
    assert delivery.sum_up_held(now=place.clock.forward(minutes=2)) == 1
    assert delivery.sum_up_held(now=place.clock.now) == 0                  # one is under way
    run_tasks()
    assert len(mail.outbox) == PER_HOUR + 1
    summary = mail.outbox[-1]
    assert all(f"gas {n}" in summary.body for n in range(PER_HOUR, PER_HOUR + 4))
    assert set(place.states()) == {"sent"}
    carried = Delivery.objects.filter(carrier__isnull=False)
    assert carried.count() == 4 and set(carried.values_list("message_id", flat=True)) == {
        Delivery.objects.get(kind="summary").message_id}


def test_a_summary_that_cannot_go_out_keeps_what_it_carries(place, run_tasks, settings):
    alerted(place, *[a_danger(place, place.other, text=f"gas {n}") for n in range(PER_HOUR + 2)])
    run_tasks()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1
    delivery.sum_up_held(now=place.clock.forward(minutes=61))
    run_tasks()
    assert place.states(kind="summary") == ["queued"] and place.states(state="held") == ["held", "held"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    delivery.requeue_due(now=place.clock.forward(minutes=2))
    run_tasks()
    assert set(place.states()) == {"sent"}


def test_the_event_of_the_ear_reaches_relay(place, run_tasks):
    post = a_danger(place, place.shop)
    reactions = [name for name in reactions_to(PostsRead) if "from_voices_to_relay" in name]
    assert len(reactions) == 1
    for _ in range(2):
        deliver(path_of(PostsRead), {"town_id": place.town.pk, "post_ids": [post.pk]}, "0" * 32, reactions[0])
    assert Delivery.objects.count() == 3


def test_alerting_costs_few_queries(place, run_tasks, django_assert_max_num_queries):
    posts = [a_danger(place, None, subject="none", text=f"{n}", counted=False) for n in range(50)]
    Voice.objects.update(safety=False)
    with django_assert_max_num_queries(8):
        alerted(place, *posts)
