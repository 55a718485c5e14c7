"""Digests: made once, told in the reader's language, honest about silence, without what was withdrawn."""
from __future__ import annotations

import datetime as dt
import re
from html.parser import HTMLParser

import pytest
from django.core import mail

from maillon.accounts.public import grant_role
from maillon.core import clock
from maillon.relay.actions import digest, subscribe
from maillon.relay.models import Delivery, Digest, Subscription
from maillon.relay.public import sign_up_holders
from maillon.relay.rules import rhythm
from maillon.voices.models import Source
from maillon.voices.tests.factories import a_voice

from .conftest import NOW
from .test_pages import browser

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


def test_a_rhythm_changed_while_the_digest_is_made_is_kept(place, run_tasks):
    row = place.due("ada")                          # read as weekly, changed to daily for the same morning
    Subscription.objects.filter(pk=row.pk).update(rhythm="daily")
    assert not digest._make(row, NOW)
    assert digest.make_due(now=NOW) == 1
    assert place.subscription("ada").next_at == dt.datetime(2026, 11, 24, 6, 30, tzinfo=dt.UTC)


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


def test_a_voice_is_named_as_the_desk_names_it(place, run_tasks):
    a_voice(place.shop, written_at=NOW - dt.timedelta(days=1), stance="up", kind="thanks", tool="Mastodon", text="Merci 👨‍👩‍👧",
            url="https://example.org/1", state="sure")
    a_voice(place.shop, written_at=NOW - dt.timedelta(days=2), stance="down", kind="other", tool="", url="javascript:alert(1)")
    place.due("ada")
    digest.make_due(now=NOW)
    run_tasks()
    text, html = mail.outbox[0].body, html_of(mail.outbox[0])
    desk = browser(place, "ada").get(f"/desk/{place.shop.public_id}/").content.decode()
    for said in ("Sun, Nov 22, 7:45\u202fAM", "Sat, Nov 21, 7:45\u202fAM", "thanks", "blame"):
        assert said in desk and said in text and said in html
    assert "thanks · Mastodon, Sun, Nov 22" in text and "blame · source, Sat, Nov 21" in text
    assert '<a href="https://example.org/1">Mastodon</a>, Sun' in html
    assert "javascript:" not in text + html
    assert "Merci 👨‍👩‍👧" in text                            # one family, not three people


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
    assert headers["Auto-Submitted"] == "auto-generated"                   # RFC 3834: no holiday notes in answer
    assert headers["List-Id"] == f"<digest.{place.shop.public_id}.shop.harbour.localhost>"


def test_two_shops_are_two_digests_each_with_its_own_end(place, run_tasks):
    grant_role(person_id=place.people["ada"].pk, kind="shopkeeper", scope_id=place.other.pk, town_id=place.town.pk, by=None,
               now=NOW)
    sign_up_holders(town_id=place.town.pk, time_zone="Europe/Paris", now=NOW)
    Subscription.objects.filter(person=place.people["ada"], what="digest").update(next_at=NOW)
    a_voice(place.shop, written_at=NOW - dt.timedelta(days=1), text="about Pruneau")
    a_voice(place.other, written_at=NOW - dt.timedelta(days=1), text="about Joaolena")
    digest.make_due(now=NOW)
    run_tasks()
    first, second = sorted((letter for letter in mail.outbox), key=lambda letter: letter.subject)
    assert "about Pruneau" in first.body and "about Joaolena" not in first.body
    assert "about Joaolena" in second.body and "about Pruneau" not in second.body
    for name in ("List-Id", "List-Unsubscribe", "Message-ID"):
        assert first.extra_headers[name] != second.extra_headers[name]


@pytest.mark.parametrize(("time_zone", "sent_at", "days"), [
    ("Asia/Tokyo", dt.datetime(2026, 11, 22, 22, 30, tzinfo=dt.UTC), "Nov 16 – Nov 22"),
    ("America/Los_Angeles", dt.datetime(2026, 11, 23, 15, 30, tzinfo=dt.UTC), "Nov 16 – Nov 22"),
    ("Europe/Paris", dt.datetime(2026, 10, 26, 6, 30, tzinfo=dt.UTC), "Oct 19 – Oct 25"),       # a Sunday of 25 hours
])
def test_a_digest_follows_the_towns_own_clock(place, run_tasks, time_zone, sent_at, days):
    type(place.town).objects.filter(pk=place.town.pk).update(time_zone=time_zone)
    written = sent_at - dt.timedelta(hours=8)                               # half past eleven the evening before, there
    a_voice(place.shop, written_at=written, day=clock.local_day(written, time_zone), text="late on Sunday")
    row = place.subscription("ada")
    Subscription.objects.filter(pk=row.pk).update(
        next_at=rhythm.next_moment(sent_at - dt.timedelta(days=3), "weekly", time_zone))
    assert digest.make_due(now=sent_at - dt.timedelta(minutes=1)) == 0
    place.clock.now = sent_at
    assert digest.make_due(now=sent_at) == 1
    run_tasks()
    assert mail.outbox[0].subject.endswith(f"({days})")
    assert "late on Sunday" in mail.outbox[0].body and "11:30\u202fPM" in mail.outbox[0].body


def test_a_letter_asks_for_no_answer_that_was_given(place, run_tasks):
    """The counters know what was asked, not what was answered since: the digest says no more than that."""
    a_voice(place.shop, written_at=NOW - dt.timedelta(days=1), kind="question", stance="none")
    place.due("ada")
    digest.make_due(now=NOW)
    run_tasks()
    assert mail.outbox[0].subject == "Fournil Pruneau: 1 complaint or question (Nov 16 – Nov 22)"


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
