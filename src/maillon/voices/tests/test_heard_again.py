"""What `maillon learn` moves reaches the stored voices of 90 days; what people said stays; killed or twice, it ends the same."""
from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from maillon.accounts.models import Person
from maillon.core import clock
from maillon.territory.public import names_changed
from maillon.voices import actions, tasks
from maillon.voices.actions import hear_again, tuning
from maillon.voices.ear import FoundLink
from maillon.voices.models import Count, Link, Tuning, Voice
from maillon.voices.queries.hearing_again import left

from . import little_ear
from .conftest import NOW, Place
from .test_learn_command import learns, run


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def gael(place: Place) -> int:
    return Person.objects.create(email="gael@example.org").pk


def doubted(link: FoundLink) -> FoundLink:
    return replace(link, sure=False, probability=0.4, doubts=["far"])


@pytest.fixture
def severe(monkeypatch: pytest.MonkeyPatch) -> None:
    """An ear that, once anything was learnt, doubts every link and says why."""
    def hear(town_id: int, posts: Any) -> Any:
        heard, failed = little_ear.hear(town_id, posts)
        if not Tuning.objects.filter(town_id=town_id, verdict="accepted", undone_at=None).exists():
            return heard, failed
        return [(post, replace(each, subject="none", found=list(map(doubted, each.found)))) for post, each in heard], failed

    monkeypatch.setattr(hear_again, "hear", hear)


def said(place: Place, *texts: str, at: dt.datetime = NOW) -> list[int]:
    return [post.voice_id for post in place.say(*texts, at=at) if post.voice_id]


def states(*voices: int) -> list[str]:
    return [Link.objects.get(voice=voice).state for voice in voices]


def figures() -> list[tuple]:
    return sorted(Count.objects.exclude(n=0).values_list("scope", "ref_id", "day", "measure", "n"))


def test_an_accepted_run_reaches_back_ninety_days_and_undo_brings_it_all_back(
    place: Place, severe: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, *recent = (said(place, f"shop={place.shop.pk} up a", at=NOW - dt.timedelta(days=91))
                    + said(place, f"shop={place.shop.pk} up b", f"shop={place.shop.pk} up c", at=NOW - dt.timedelta(days=89)))
    before = figures()
    learns(monkeypatch, "accepted")
    told = run("--town", place.town.slug).output
    assert "2 voices of the last 90 days, about which nobody has decided: heard again in the background" in told
    assert "once the portal runs" in told and states(old, *recent) == ["sure"] * 3
    assert place.hear_again() == 1
    assert states(old, *recent) == ["sure", "unsure", "unsure"] and place.right()
    assert Link.objects.get(voice=recent[0]).doubts == ["far"], "voices stored before have their doubts now"
    assert "2 voices" in run("--town", place.town.slug, "--undo").output
    place.hear_again()
    assert states(old, *recent) == ["sure"] * 3 and figures() == before and place.right()


def test_what_people_said_stays(place: Place, gael: int, severe: None, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"shop={place.shop.pk} up number {n}" for n in range(6)]
    confirmed, removed, aside, answered, read, free = voices = said(place, *texts)
    actions.confirm_link(voice_id=confirmed, shop_id=place.shop.pk, by=gael, now=NOW, learn=False)
    actions.remove_link(voice_id=removed, shop_id=place.shop.pk, by=gael, now=NOW, learn=False)
    actions.put_aside(voice_id=aside, shop_id=place.shop.pk, by=gael, now=NOW)
    actions.mark_answered(voice_id=answered, shop_id=place.shop.pk, by=gael, now=NOW)
    actions.correct_reading(voice_id=read, by=gael, now=NOW, stance="down")
    before = list(Voice.objects.exclude(pk=free).order_by("pk").values())
    learns(monkeypatch, "accepted")
    run("--town", place.town.slug)
    place.hear_again()
    assert states(*voices) == ["confirmed", "removed", "put_aside", "sure", "sure", "unsure"] and place.right()
    assert list(Voice.objects.exclude(pk=free).order_by("pk").values()) == before


def test_it_goes_on_where_it_was_and_twice_is_harmless(place: Place, severe: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hear_again, "AT_ONCE", 2)
    voices = said(place, *[f"shop={place.shop.pk} up number {n}" for n in range(5)])
    learns(monkeypatch, "accepted")
    run("--town", place.town.slug)
    asked = place.town.pk, Tuning.objects.get().pk, 0, (NOW - hear_again.REACHES_BACK).isoformat()
    assert left(place.town.pk) == 5
    assert tasks.hear_again(*asked) == 2 and states(*voices) == ["sure"] * 3 + ["unsure"] * 2, "the newest first"
    assert tasks.hear_again(*asked) == 0, "a worker was killed after it: heard twice, moved once"
    place.hear_again()
    assert states(*voices) == ["unsure"] * 5 and left(place.town.pk) == 0 and place.right()


def test_killed_between_voices_nothing_is_half_done(place: Place, severe: None, monkeypatch: pytest.MonkeyPatch) -> None:
    said(place, f"shop={place.shop.pk} up a", f"shop={place.shop.pk} up b")
    learns(monkeypatch, "accepted")
    run("--town", place.town.slug)
    before, follow, followed = figures(), hear_again.follow, []

    def dies(*args: Any) -> bool:
        if followed:
            raise KeyboardInterrupt
        followed.append(args)
        return follow(*args)

    monkeypatch.setattr(hear_again, "follow", dies)
    with pytest.raises(KeyboardInterrupt):
        place.hear_again()
    assert figures() == before and place.right() and set(Link.objects.values_list("state", flat=True)) == {"sure"}


def test_a_decision_or_another_name_meanwhile_counts(
    place: Place, gael: int, severe: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = said(place, f"shop={place.shop.pk} up a", f"shop={place.shop.pk} up b")
    learns(monkeypatch, "accepted")
    run("--town", place.town.slug)
    listen, heard = hear_again.hear, []

    def slow(town_id: int, posts: Any) -> Any:
        if not heard:
            actions.confirm_link(voice_id=first, shop_id=place.shop.pk, by=gael, now=NOW, learn=False)
            names_changed(town_id=place.town.pk)
        heard.append(len(posts))
        return listen(town_id, posts)

    monkeypatch.setattr(hear_again, "hear", slow)
    place.hear_again()
    assert heard == [2, 1] and states(first, second) == ["confirmed", "unsure"] and place.right()


def test_a_newer_run_ends_the_older_hearing(place: Place, severe: None, monkeypatch: pytest.MonkeyPatch) -> None:
    [voice] = said(place, f"shop={place.shop.pk} up")
    learns(monkeypatch, "accepted")
    run("--town", place.town.slug)
    older = Tuning.objects.get().pk
    tuning.take_back(town_id=place.town.pk, now=NOW)
    assert tasks.hear_again(place.town.pk, older, 0, (NOW - hear_again.REACHES_BACK).isoformat()) == 0
    place.hear_again()
    assert states(voice) == ["sure"]


def test_it_is_asked_for_by_itself_after_a_release(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    said(place, f"shop={place.shop.pk} up")
    asked = run("--town", place.town.slug, "--hear-again")
    assert asked.exit_code == 0 and asked.output.startswith("1 voice of") and place.hear_again() == 1
    assert run("--town", place.town.slug, "--hear-again", "--undo").exit_code == 2
    learns(monkeypatch, "refused")
    run("--town", place.town.slug)
    assert left(place.town.pk) == 0, "a refused run moves nothing"
