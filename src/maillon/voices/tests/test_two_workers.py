"""Two workers at the same posts, a deletion in the middle of a reading: on whichever database the tests run."""
from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connection
from django_q.models import OrmQ

from maillon.territory.public import names_changed
from maillon.voices.actions import read
from maillon.voices.actions.read import read_posts
from maillon.voices.models import Count, Post, Voice
from maillon.voices.rules.deliveries import Delete

from . import little_ear
from .conftest import NOW, Place, make_place

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def here(little_ear_in: None, transactional_db: Any) -> Place:
    return make_place()


def at_once(*functions: Callable[[], Any]) -> list[Exception]:
    errors: list[Exception] = []

    def run(function: Callable[[], Any]) -> None:
        for _ in range(200):
            try:
                function()
            except OperationalError as error:        # SQLite in memory does not wait for its lock; a worker tries again
                if "locked" not in str(error):
                    errors.append(error)
                    break
                time.sleep(0.02)
                continue
            except Exception as error:
                errors.append(error)
            break
        else:
            errors.append(TimeoutError())
        connection.close()

    threads = [threading.Thread(target=run, args=(function,)) for function in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return errors


def test_four_workers_count_each_post_once(here: Place) -> None:
    here.say(*[f"shop={here.shop.pk} up number {n}" for n in range(60)], read_too=False)
    ids = list(Post.objects.values_list("pk", flat=True))

    def work() -> None:
        read_posts(town_id=here.town.pk, post_ids=ids, now=NOW)

    assert at_once(work, work, work, work) == []
    assert here.n("shop", here.shop.pk) == 60 == Voice.objects.count() and here.right()


def test_copies_in_two_batches_at_once_are_one_voice(here: Place) -> None:
    one, two = here.say(f"shop={here.shop.pk} up same=7", f"shop={here.shop.pk} up same=7 again", read_too=False)

    def work(post: Post) -> Callable[[], Any]:
        return lambda: read_posts(town_id=here.town.pk, post_ids=[post.pk], now=NOW)

    assert at_once(work(one), work(two)) == []
    assert Voice.objects.get().copies == 1 and here.n("shop", here.shop.pk) == 1


def heard_while(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], Any]) -> None:
    """Let something happen between listening and writing, once."""
    def hear(town_id: int, posts: Any) -> Any:
        heard = little_ear.hear(town_id, posts)
        monkeypatch.setattr(read, "hear", little_ear.hear)
        happens()
        return heard

    monkeypatch.setattr(read, "hear", hear)


@pytest.mark.parametrize("meanwhile", ["deleted", "edited"])
def test_a_post_that_changes_while_it_is_heard(here: Place, monkeypatch: pytest.MonkeyPatch, meanwhile: str) -> None:
    [post] = here.say(f"shop={here.shop.pk} up", native_id="a", read_too=False)
    heard_while(monkeypatch, {
        "deleted": lambda: here.take(Delete("a"), read_too=False),
        "edited": lambda: here.say(f"shop={here.other.pk} down", native_id="a", read_too=False)}[meanwhile])
    assert read_posts(town_id=here.town.pk, post_ids=[post.pk], now=NOW) == 0
    assert not Count.objects.exclude(n=0).exists()
    here.read()
    assert here.n("shop", here.other.pk) == (1 if meanwhile == "edited" else 0) and here.n("shop", here.shop.pk) == 0


def test_a_post_of_which_all_but_the_words_changed_while_it_is_heard(here: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another worker reads it, then its author's name is mended at its source: one voice, with the right name."""
    text = f"shop={here.shop.pk} up"
    [post] = here.say(text, native_id="a", read_too=False)

    def read_and_edited() -> None:
        here.read()
        here.say(text, native_id="a", author="Zoé", read_too=False)

    heard_while(monkeypatch, read_and_edited)
    assert read_posts(town_id=here.town.pk, post_ids=[post.pk], now=NOW) == 0
    here.read()
    assert Voice.objects.get().author == "Zoé" and here.n("shop", here.shop.pk) == 1


def test_an_edit_of_what_made_the_ear_fail_is_not_set_aside(here: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    [post] = here.say("fail", native_id="a", read_too=False)
    heard_while(monkeypatch, lambda: here.say("town up", native_id="a", read_too=False))
    read_posts(town_id=here.town.pk, post_ids=[post.pk], now=NOW)
    here.read()
    assert Post.objects.get().state == "read" and here.n("town", here.town.pk) == 1


def test_names_taught_while_posts_are_heard_are_heard_with(here: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    [post] = here.say("town up", read_too=False)
    OrmQ.objects.all().delete()
    heard_while(monkeypatch, lambda: names_changed(town_id=here.town.pk))
    assert read_posts(town_id=here.town.pk, post_ids=[post.pk], now=NOW) == 0
    assert Post.objects.get().state == "new" and OrmQ.objects.count() == 1
    assert read_posts(town_id=here.town.pk, post_ids=[post.pk], now=NOW) == 1
