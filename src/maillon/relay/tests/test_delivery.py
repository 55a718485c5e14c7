"""Messages on their way: real SMTP, servers that fail, processes that die; sent once or honestly unknown."""
from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail

from maillon.relay import tasks
from maillon.relay.actions import delivery, digest
from maillon.relay.mailing import transport
from maillon.relay.models import Delivery
from maillon.relay.rules.delivery import LEASE, LOST, PAUSES
from maillon.voices.tests.factories import a_voice
from tests.fakes.smtp import free_port, mail_server

from .conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def queued(place, run_tasks) -> Delivery:
    """Ada's digest, made and not yet sent."""
    a_voice(place.shop, written_at=NOW - dt.timedelta(days=1), text="Merci pour le pain de Noël, 최고예요 🥖")
    place.due("ada")
    digest.make_due(now=NOW)
    return Delivery.objects.get()


@pytest.fixture
def smtp(settings):
    with mail_server() as (box, port):
        to_smtp(settings, port)
        yield box


def to_smtp(settings, port: int) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 1
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""


def now_is(row: Delivery) -> tuple[str, int, str]:
    row.refresh_from_db()
    return row.state, row.attempts, row.error


def test_over_real_smtp_the_letter_arrives_whole(queued, smtp):
    tasks.send(queued.pk)
    assert now_is(queued) == ("sent", 1, "")
    letter = smtp.letters[0]
    assert smtp.recipients == [["ada@sample.invalid"]]
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["Message-ID"] == queued.message_id
    assert "Merci pour le pain de Noël, 최고예요 🥖" in letter.get_body(("plain",)).get_content()
    assert "Merci pour le pain de Noël, 최고예요 🥖" in letter.get_body(("html",)).get_content()
    assert max(len(line) for line in letter.as_bytes().splitlines()) <= 998          # RFC 5322, 2.1.1


def test_the_task_delivered_twice_sends_once(queued, smtp):
    tasks.send(queued.pk)
    tasks.send(queued.pk)
    assert len(smtp.letters) == 1


def test_a_server_that_is_down_is_tried_again_later_and_further_apart(queued, settings, frozen, run_tasks):
    to_smtp(settings, free_port())
    for attempt, pause in enumerate(PAUSES, 1):
        tasks.send(queued.pk)
        state, attempts, error = now_is(queued)
        assert (state, attempts) == ("queued", attempt) and "no mail server" in error
        assert queued.next_at == frozen.now + pause
        assert delivery.requeue_due(now=frozen.now) == 0
        frozen.now += pause
        assert delivery.requeue_due(now=frozen.now) == 1
    tasks.send(queued.pk)
    assert now_is(queued)[0] == "failed"
    assert delivery.requeue_due(now=frozen.forward(days=30)) == 0


def test_it_arrives_once_the_server_is_back(queued, settings, frozen, run_tasks):
    to_smtp(settings, free_port())
    tasks.send(queued.pk)
    with mail_server() as (box, port):
        to_smtp(settings, port)
        delivery.requeue_due(now=frozen.forward(minutes=2))
        assert queued.pk in run_tasks.queued
        run_tasks()
        assert now_is(queued)[:2] == ("sent", 2)
        assert len(box.letters) == 1


def test_a_server_that_is_down_for_a_day_loses_no_letter(queued, settings, frozen, run_tasks):
    to_smtp(settings, free_port())
    run_tasks()
    up_again = NOW + dt.timedelta(days=1)
    while frozen.forward(minutes=1) < up_again:
        delivery.requeue_due(now=frozen.now)
        run_tasks()
    assert now_is(queued)[0] == "queued"
    with mail_server() as (box, port):
        to_smtp(settings, port)
        delivery.requeue_due(now=frozen.forward(hours=2))
        run_tasks()
        assert now_is(queued)[0] == "sent" and len(box.letters) == 1


def test_a_server_that_does_not_answer_is_not_asked_for_every_letter(queued, place, settings, frozen, run_tasks, monkeypatch):
    to_smtp(settings, free_port())
    asked = []
    whole = transport.get_connection
    monkeypatch.setattr(transport, "get_connection", lambda **how: asked.append(frozen.now) or whole(**how))
    place.due("dario")
    digest.make_due(now=NOW)
    run_tasks()
    assert len(asked) == 1 and place.states() == ["queued", "queued"]
    assert {row.error for row in Delivery.objects.all()} == {transport.rest.reason}
    delivery.requeue_due(now=frozen.forward(minutes=1))
    run_tasks()
    assert len(asked) == 2


def test_an_address_that_cannot_be_written_is_refused_not_unknown(queued, place, smtp):
    type(place.people["ada"]).objects.filter(pk=place.people["ada"].pk).update(email="ada@" + "x" * 64 + ".invalid")
    tasks.send(queued.pk)
    state, _, error = now_is(queued)
    assert state == "refused" and "cannot be addressed" in error


@pytest.mark.parametrize(("command", "answer", "state"), [
    ("MAIL", "451 try later", "queued"), ("RCPT", "450 greylisted", "queued"), ("DATA", "452 disk full", "queued"),
    ("MAIL", "550 not from you", "refused"), ("RCPT", "550 no such person", "refused"), ("DATA", "554 spam", "refused"),
])
def test_what_the_server_answers_decides(queued, smtp, command, answer, state):
    smtp.answers[command] = answer
    tasks.send(queued.pk)
    assert now_is(queued) == (state, 1, answer)
    assert not smtp.letters


def test_what_the_server_says_of_an_address_is_kept_without_it(queued, smtp):
    smtp.answers["RCPT"] = "550 5.1.1 <ada@sample.invalid>: no such mailbox"
    tasks.send(queued.pk)
    assert now_is(queued) == ("refused", 1, "550 5.1.1 <…>: no such mailbox")


def test_silence_after_the_letter_is_unknown_and_never_sent_again_unasked(queued, smtp, frozen, run_tasks):
    smtp.silent_after_data = True
    tasks.send(queued.pk)
    state, _, error = now_is(queued)
    assert state == "unknown" and "fell silent" in error
    assert len(smtp.letters) == 1                                   # it did arrive, and nobody knew
    tasks.send(queued.pk)
    assert delivery.requeue_due(now=frozen.forward(days=2)) == 0
    assert len(smtp.letters) == 1


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
def test_a_line_cut_in_the_middle_is_not_taken_for_sent(queued, smtp, command):
    smtp.hangs_up_on = command
    tasks.send(queued.pk)
    assert now_is(queued)[0] in {"queued", "unknown"}
    assert not smtp.letters


class Killed(BaseException):
    """Stands for SIGKILL: nothing after it runs."""


@pytest.mark.parametrize("after_sending", [True, False])
def test_a_sender_killed_on_the_way_leaves_unknown_not_a_second_letter(queued, monkeypatch, frozen, run_tasks,
                                                                       after_sending):
    whole = transport.hand_over

    def killed(letter):
        if after_sending:
            whole(letter)
        raise Killed

    monkeypatch.setattr(transport, "hand_over", killed)
    with pytest.raises(Killed):
        tasks.send(queued.pk)
    monkeypatch.setattr(transport, "hand_over", whole)
    assert now_is(queued)[0] == "sending"                           # committed before the server was spoken to
    tasks.send(queued.pk)                                           # the queue's lease ran out: the task comes again
    assert len(mail.outbox) == after_sending
    assert delivery.note_lost(now=frozen.forward(minutes=5)) == 0
    assert delivery.note_lost(now=NOW + LOST + dt.timedelta(seconds=1)) == 1
    assert now_is(queued)[0] == "unknown"
    assert delivery.requeue_due(now=frozen.forward(days=2)) == 0


def test_a_person_may_have_it_sent_again(queued, place, smtp, frozen, run_tasks):
    smtp.silent_after_data = True
    tasks.send(queued.pk)
    smtp.silent_after_data = False
    officer = place.people["dario"].pk
    first_id = queued.message_id
    assert delivery.send_again(public_id=queued.public_id, town_id=place.town.pk, by=officer, now=frozen.now)
    assert not delivery.send_again(public_id=queued.public_id, town_id=place.town.pk, by=officer, now=frozen.now)
    run_tasks()
    assert now_is(queued)[0] == "sent"
    assert queued.message_id == first_id or not first_id           # one id, so that mail programs show one letter
    assert [letter["Message-ID"] for letter in smtp.letters] == [queued.message_id] * 2


def test_another_town_cannot_have_it_sent_again(queued, place, frozen):
    Delivery.objects.update(state="failed")
    assert not delivery.send_again(public_id=queued.public_id, town_id=place.town.pk + 1, by=1, now=frozen.now)


def test_a_letter_that_cannot_be_written_is_tried_again_and_says_why(queued, monkeypatch):
    monkeypatch.setattr(tasks.letters, "compose", lambda row: 1 / 0)
    tasks.send(queued.pk)
    state, _, error = now_is(queued)
    assert state == "queued" and "ZeroDivisionError" in error


def test_a_task_that_was_lost_from_the_queue_is_given_again(queued, frozen, run_tasks):
    run_tasks.queued.clear()
    assert delivery.requeue_due(now=frozen.forward(minutes=1)) == 0
    assert delivery.requeue_due(now=NOW + LEASE) == 1
    assert run_tasks.queued == [queued.pk]
    run_tasks()
    assert now_is(queued)[0] == "sent"


def test_in_the_sample_town_letters_lie_as_files(queued, settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    tasks.send(queued.pk)
    assert now_is(queued)[0] == "sent"
    assert "ada@sample.invalid" in next(tmp_path.glob("*.log")).read_text()
