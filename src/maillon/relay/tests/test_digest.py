"""Digests: made once, told in the reader's language, honest about silence, without what was withdrawn."""
from __future__ import annotations

import datetime as dt
import re
from html.parser import HTMLParser

import pytest
from django.core import mail

from maillon.relay.actions import digest, subscribe
from maillon.relay.models import Delivery, Digest, Subscription
from maillon.voices.models import Source
from maillon.voices.tests.factories import a_voice

from .conftest import NOW

pytestmark = pytest.mark.django_db


def html_of(letter) -> str:
    return next(part.content for part in letter.alternatives)


def test_a_due_digest_is_made_once_however_often_the_chore_runs(place, run_tasks):
    place.due("ada")
    assert [digest.make_due(now=NOW), digest.make_due(now=NOW)] == [1, 0]
    row = place.subscription("ada")
    assert row.next_at == dt.datetime(2026, 11, 30, 6, 30, tzinfo=dt.UTC)
    told = Digest.objects.get()
    assert (told.since, told.until) == (dt.date(2026, 11, 16), dt.date(2026, 11, 23))
    run_tasks()
    assert place.states() == ["sent"] and len(mail.outbox) == 1


def test_two_listeners_make_one_digest(place, run_tasks, monkeypatch):
    """The second one read the row before the first moved it on."""
    row = place.due("ada")
    assert digest._make(row, NOW)
    assert not digest._make(row, NOW)
    assert Delivery.objects.count() == 1


def test_a_changed_rhythm_does_not_tell_the_same_days_twice(place, run_tasks):
    place.due("ada")
    digest.make_due(now=NOW)
    place.due("ada", rhythm="daily")
    digest.make_due(now=NOW)
    assert Digest.objects.count() == 1


def test_the_letter_says_what_matters_with_words_and_a_way_in(place, run_tasks):
    for n in range(4):
        a_voice(
            place.shop, written_at=NOW - dt.timedelta(days=1 + n), stance="down", kind="complaint",
            text=f"Fournil Pruneau: le pain était cher <b>{n}</b>",
            aspects=[{"aspect": "price", "stance": "down", "words": [["cher", 0, 4]]}])
    place.due("ada")
    digest.make_due(now=NOW)
    run_tasks()
    letter = mail.outbox[0]
    assert letter.subject == "Fournil Pruneau: 4 voices are unhappy with the prices (Nov 16 – Nov 22)"
    assert letter.to == ["ada@sample.invalid"]
    for form in (letter.body, html_of(letter)):
        assert "le pain était cher" in form and f"/desk/{place.shop.public_id}/" in form
        assert "the prices" in form and "/me/digests/" in form and "/unsubscribe/" in form
    assert "<b>0</b>" in letter.body                      # plain text is not escaped
    assert "<b>0</b>" not in html_of(letter)              # HTML is
    assert "&" not in letter.body


def test_the_html_is_whole_and_fetches_nothing(place, run_tasks):
    a_voice(place.shop, written_at=NOW - dt.timedelta(days=1))
    place.due("ada")
    digest.make_due(now=NOW)
    run_tasks()
    assert unclosed(html_of(mail.outbox[0])) == []
    assert not re.search(r"[a-z]\.[A-Z]", html_of(mail.outbox[0]).partition("<body>")[2])       # sentences stand apart
    assert not re.search(r"\b(src|srcset|background)=|url\(|<script|<link|@import", html_of(mail.outbox[0]))


def test_silence_is_said_with_the_last_sign_and_what_is_blind(place, run_tasks):
    a_voice(place.shop, written_at=NOW - dt.timedelta(days=40))
    Source.objects.filter(town=place.town).update(state="blind", blind_since=NOW - dt.timedelta(days=3),
                                                  blind_reason="the key ran out")
    place.due("ada")
    digest.make_due(now=NOW)
    run_tasks()
    letter = mail.outbox[0]
    assert letter.subject == "Fournil Pruneau: nothing was said (Nov 16 – Nov 22)"
    for form in (letter.body, html_of(letter)):
        assert "Last heard on October 14, 2026" in form
        assert "Square" in form and "the key ran out" in form


def test_a_shop_of_which_nothing_was_ever_said(place, run_tasks):
    place.due("ada")
    digest.make_due(now=NOW)
    run_tasks()
    assert "Nothing was ever heard about it yet" in mail.outbox[0].body
    assert "All sources of the town are being heard." in mail.outbox[0].body


def test_what_is_withdrawn_before_the_letter_is_sent_is_not_in_it(place, run_tasks):
    kept = a_voice(place.shop, written_at=NOW - dt.timedelta(days=1), text="kept words")
    gone = a_voice(place.shop, written_at=NOW - dt.timedelta(days=1), text="withdrawn words")
    place.due("ada")
    digest.make_due(now=NOW)
    gone.delete()
    run_tasks()
    assert kept.text in mail.outbox[0].body
    assert "withdrawn words" not in mail.outbox[0].body + html_of(mail.outbox[0])


def test_what_the_shop_put_aside_is_not_in_its_own_digest_and_disputed_in_the_towns(place, run_tasks):
    a_voice(place.shop, written_at=NOW - dt.timedelta(days=1), text="another baker", state="put_aside")
    place.due("ada")
    place.due("dario")
    digest.make_due(now=NOW)
    run_tasks()
    by_reader = {letter.to[0]: letter.body for letter in mail.outbox}
    assert "another baker" not in by_reader["ada@sample.invalid"]
    assert "another baker" in by_reader["dario@sample.invalid"]


@pytest.mark.parametrize(("own", "expected"), [("", "fr"), ("nb", "nb"), ("xx", "en")])
def test_the_language_is_the_readers_else_the_towns(place, run_tasks, own, expected):
    person = place.people["dario"]
    person.language = own
    person.save()
    place.due("dario")
    digest.make_due(now=NOW)
    run_tasks()
    letter = mail.outbox[0]
    assert letter.extra_headers["Content-Language"] == expected
    assert f'<html lang="{expected}">' in html_of(letter)


def test_one_click_headers(place, run_tasks, settings):
    place.due("ada")
    digest.make_due(now=NOW)
    run_tasks()
    headers = mail.outbox[0].extra_headers
    row = place.subscription("ada")
    assert headers["List-Unsubscribe"] == f"<{settings.PUBLIC_URL}/unsubscribe/{row.token}/>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["Message-ID"] == Delivery.objects.get().message_id


@pytest.mark.parametrize("loss", ["role", "ended", "left"])
def test_who_may_no_longer_be_told_is_not(place, run_tasks, loss):
    place.due("ada")
    digest.make_due(now=NOW)
    if loss == "role":
        place.people["ada"].roles.update(revoked_at=NOW)
    elif loss == "ended":
        subscribe.end_by_token(token=place.subscription("ada").token, now=NOW)
    else:
        place.people["ada"].is_active = False
        place.people["ada"].save()
    run_tasks()
    assert not mail.outbox
    assert place.states() == ["refused"] and Delivery.objects.get().error
    if loss == "role":
        assert Subscription.objects.get(person=place.people["ada"], what="digest").ended_by == "role"


def test_one_asked_for_now_tells_today_too_and_not_twice_in_a_row(place, run_tasks):
    a_voice(place.shop, written_at=NOW - dt.timedelta(minutes=5), text="written just now")
    row = place.subscription("ada")
    assert digest.send_now(subscription_id=row.pk, now=NOW)
    assert not digest.send_now(subscription_id=row.pk, now=NOW + dt.timedelta(seconds=30))
    run_tasks()
    assert "written just now" in mail.outbox[0].body
    place.due("ada")
    assert digest.make_due(now=NOW) == 1                  # the regular one still comes


def test_a_name_with_line_breaks_cannot_add_a_header(place, run_tasks):
    place.shop.name = "Pruneau\r\nBcc: everybody@example.org"
    place.shop.save()
    place.due("ada")
    digest.make_due(now=NOW)
    run_tasks()
    message = mail.outbox[0].message()
    assert "Bcc" not in message
    assert "\n" not in message["Subject"].replace("\n ", " ")


class Tags(HTMLParser):
    VOID = {"meta", "br", "!doctype"}

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def unclosed(html: str) -> list[str]:
    tags = Tags()
    tags.feed(html)
    return tags.open
