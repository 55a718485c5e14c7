"""Lessons: listed once a pair, undone and taught again by themselves, with their history; the page and who reads it."""
from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillon.accounts.models import Person
from maillon.accounts.public import grant_role
from maillon.core.models import AuditRow
from maillon.voices import actions
from maillon.voices.actions import CorrectionRefused
from maillon.voices.models import Correction, Label, Link, Tuning
from maillon.voices.queries.lessons import lessons

from .conftest import NOW, Place, make_place
from .factories import a_shop


@pytest.fixture
def gael(place: Place) -> int:
    person = Person.objects.create(email="gael@example.org", name="Gaël")
    grant_role(person_id=person.pk, kind="moderator", scope_id=place.town.pk, town_id=place.town.pk, by=None, now=NOW)
    return person.pk


@pytest.fixture
def page(place: Place, gael: int) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=gael))
    return client


def states(shop: object) -> list[str]:
    return list(Link.objects.filter(shop=shop).order_by("pk").values_list("state", flat=True))


def taught(place: Place, gael: int, voices: int = 3) -> tuple[int, Correction]:
    """A blocked pair and the decision it came from; `voices` say the words, one was decided about."""
    first, *_ = place.say(*[f"shop={place.shop.pk} up number {n}" for n in range(voices)])
    decision = actions.remove_link(voice_id=first.voice_id or 0, shop_id=place.shop.pk, by=gael, now=NOW)
    place.hear_again()
    return decision, Correction.objects.get()


def pair(lesson: Correction) -> dict[str, Any]:
    return {"town_id": lesson.town_id, "shop": lesson.shop.public_id, "alias": lesson.alias, "allowed": lesson.allowed}


# ---- undone and taught again -------------------------------------------------------------------------------------------


def test_undone_the_other_voices_come_back_and_the_decision_stays(place: Place, gael: int) -> None:
    _, lesson = taught(place, gael)
    assert states(place.shop) == ["removed", "unheard", "unheard"]
    [item] = lessons(place.town.pk).items
    assert (item.alias, item.allowed, item.stands, item.changed, item.by, item.ground) == (
        lesson.alias, False, True, 2, "Gaël", "voice")
    actions.undo_lesson(**pair(lesson), by=gael, now=NOW)
    place.hear_again()
    assert states(place.shop) == ["removed", "sure", "sure"] and place.right()
    [item] = lessons(place.town.pk).items
    assert not item.stands and item.may_return and Label.objects.get().undone_at is None
    with pytest.raises(CorrectionRefused, match="undone"):
        actions.undo_lesson(**pair(lesson), by=gael, now=NOW)
    actions.teach_again(**pair(lesson), by=gael, now=NOW)
    place.hear_again()
    assert states(place.shop) == ["removed", "unheard", "unheard"] and place.right()
    [item] = lessons(place.town.pk).items
    assert item.stands and item.changed == 2 and [each.allowed for each in item.earlier] == [False], "history is kept"
    with pytest.raises(CorrectionRefused, match="decided"):
        actions.teach_again(**pair(lesson), by=gael, now=NOW)
    assert list(AuditRow.objects.filter(object_kind="lesson").order_by("pk").values_list("action", flat=True)) == [
        "lesson.undone", "lesson.taught_again"]


def test_a_lesson_whose_decision_was_taken_back_has_no_ground(place: Place, gael: int) -> None:
    decision, lesson = taught(place, gael)
    actions.undo(label_id=decision, by=gael, now=NOW)
    [item] = lessons(place.town.pk).items
    assert not item.may_return and item.ground == "taken_back"
    with pytest.raises(CorrectionRefused, match="undone"):
        actions.teach_again(**pair(lesson), by=gael, now=NOW)


def test_teaching_the_contrary_undoes_and_one_of_a_pair_stands(place: Place, gael: int) -> None:
    _, lesson = taught(place, gael)
    voice = Link.objects.filter(state="unheard").order_by("pk").values_list("voice_id", flat=True).first()
    second = actions.confirm_link(voice_id=voice or 0, shop_id=place.shop.pk, by=gael, now=NOW)
    [item] = lessons(place.town.pk).items
    assert item.allowed and item.stands and [each.allowed for each in item.earlier] == [False]
    actions.teach_again(**pair(lesson), by=gael, now=NOW)
    [item] = lessons(place.town.pk).items
    assert not item.allowed and item.stands and len(item.earlier) == 2
    actions.undo(label_id=second, by=gael, now=NOW)             # what it had overruled was taught anew: it stands once
    assert Correction.objects.filter(undone_at=None).count() == 1


def test_another_town_s_lesson_is_nobody_s_here(place: Place, gael: int) -> None:
    _, lesson = taught(place, gael)
    other = make_place()
    for act in (actions.undo_lesson, actions.teach_again):
        with pytest.raises(CorrectionRefused, match="nothing"):
            act(**{**pair(lesson), "town_id": other.town.pk}, by=gael, now=NOW)
    assert lessons(other.town.pk).items == () and not lessons(other.town.pk).any


STEPS = st.lists(st.sampled_from(["undo", "again", "decide", "contrary", "take back", "hear"]), max_size=8)


@given(STEPS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_in_any_order_one_lesson_of_a_pair_stands_and_figures_hold(place: Place, gael: int, steps: list[str]) -> None:
    shop = a_shop(place.town)
    voices = [post.voice_id or 0 for post in place.say(*[f"shop={shop.pk} up {n} {shop.pk}" for n in range(3)])]
    done: list[int] = []
    for step in steps:
        lesson = Correction.objects.filter(shop=shop).order_by("-pk").first()
        try:
            if step == "undo" and lesson:
                actions.undo_lesson(**pair(lesson), by=gael, now=NOW)
            elif step == "again" and lesson:
                actions.teach_again(**pair(lesson), by=gael, now=NOW)
            elif step == "decide":
                done.append(actions.remove_link(voice_id=voices[len(done) % 3], shop_id=shop.pk, by=gael, now=NOW))
            elif step == "contrary":
                done.append(actions.confirm_link(voice_id=voices[len(done) % 3], shop_id=shop.pk, by=gael, now=NOW))
            elif step == "take back" and done:
                actions.undo(label_id=done.pop(), by=gael, now=NOW)
            elif step == "hear":
                place.hear_again()
        except (CorrectionRefused, ValueError):
            pass
        standing = Correction.objects.filter(shop=shop, undone_at=None)
        assert standing.count() <= 1 and place.right()
        listed = [item for item in lessons(place.town.pk, words=shop.name).items if item.shop_id == shop.public_id]
        assert len(listed) == min(1, Correction.objects.filter(shop=shop).count())
    place.hear_again()
    heard = set(Link.objects.filter(shop=shop).exclude(state__in=("removed", "confirmed")).values_list("state", flat=True))
    blocked = Correction.objects.filter(shop=shop, undone_at=None, allowed=False).exists()
    assert heard <= ({"unheard"} if blocked else {"sure"}) and place.right()


# ---- the list ----------------------------------------------------------------------------------------------------------


def many(place: Place, n: int) -> None:
    rows = []
    for i in range(n):
        rows.append(Correction(town=place.town, shop=place.shop, alias=f"Crêperie {i:04}", folded=f"creperie {i:04}",
                               allowed=bool(i % 2), at=NOW + dt.timedelta(minutes=i), undone_at=NOW if i % 5 == 0 else None))
    Correction.objects.bulk_create(rows, batch_size=500)


def test_pages_words_and_choices(place: Place, django_assert_max_num_queries: Any) -> None:
    many(place, 100)
    with django_assert_max_num_queries(6):
        first = lessons(place.town.pk)
    assert (first.n, first.pages, len(first.items), first.items[0].alias) == (100, 4, 30, "Crêperie 0099")
    last = lessons(place.town.pk, page=99)
    assert last.page == 4 and len(last.items) == 10
    assert [lessons(place.town.pk, show=show).n for show in ("added", "blocked", "undone")] == [40, 40, 20]
    assert [item.alias for item in lessons(place.town.pk, words="creperie 0042").items] == ["Crêperie 0042"]
    assert lessons(place.town.pk, words="CRÊPERIE").n == 100 and lessons(place.town.pk, words=place.shop.name.upper()).n == 100
    assert lessons(place.town.pk, words="nothing such").items == () and lessons(place.town.pk, words="nothing such").any


def test_the_page_undoes_and_keeps_its_place(place: Place, gael: int, page: Client) -> None:
    _, lesson = taught(place, gael)
    at = f"/town/{place.town.slug}/lessons/"
    shown = page.get(at).content.decode()
    assert lesson.alias in shown and "2 earlier voices changed" in shown and "Never so far" in shown
    form = {"what": "undo", "shop": place.shop.public_id, "alias": lesson.alias, "allowed": "no", "show": "blocked", "q": "na"}
    answer = page.post(f"{at}change/", form)
    assert answer.status_code == 302 and answer["Location"] == f"{at}?q=na&show=blocked&done=undo"
    assert "being heard again" in page.get(answer["Location"]).content.decode()
    assert page.post(f"{at}change/", form)["Location"].endswith("done=late")
    assert "Teach again" in page.get(f"{at}?show=undone").content.decode()
    assert page.post(f"{at}change/", {**form, "what": "again"})["Location"].endswith("done=again")
    assert page.post(f"{at}change/", {**form, "alias": "no such"}).status_code == 404
    assert page.post(f"{at}change/", {**form, "what": "x"}).status_code == 404
    assert page.get(f"{at}change/").status_code == 405 and page.get(f"{at}?page=%C2%B2&show=x").status_code == 200
    with CaptureQueriesContext(connection) as asked:
        page.get(at)
    assert len(asked) < 30


def test_a_refused_and_a_standing_run_are_told(place: Place, page: Client) -> None:
    part = {when: {"posts": 9, "precision": 0.5, "recall": None, "f1": 0.25, "false_links_per_post": 0.1, "surprise": 0.2,
                   "calibration_error": 0.1, "interval": {"precision": [0.25, 0.75]}} for when in ("before", "after")}
    report = {"parts": {"shipped": part, "town": part}, "decisions": {"decisions": 41}, "shipped_weights": "of another release",
              "moved": [{"feature": "of_another_release", "before": 1.0, "after": -1.0}],
              "threshold": {"before": 0.5, "after": 0.55},
              "reasons": [{"reason": "no_better"}]}
    for verdict in ("accepted", "refused"):
        Tuning.objects.create(town=place.town, verdict=verdict, report=report, at=NOW)
    shown = page.get(f"/town/{place.town.slug}/lessons/").content.decode()
    for words in ("stands", "refused", "would be heard no better", "41 decisions", "0.500", "(0.25", "earlier release",
                  "of another release: now speaks against a link", "A link is sure from 0.55 on"):
        assert words in shown, words


@pytest.mark.one_database
@pytest.mark.django_db(transaction=True)
def test_lessons_of_an_installation_survive_the_migration() -> None:
    executor = MigrationExecutor(connection)
    try:
        executor.migrate([("voices", "0001_initial")])
        place = make_place()
        old = executor.loader.project_state([("voices", "0001_initial")]).apps.get_model("voices", "Correction")
        old.objects.create(town_id=place.town.pk, shop_id=place.shop.pk, alias="Crêperie d’Été", allowed=True, at=NOW)
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    row = Correction.objects.get()
    assert (row.alias, row.allowed, row.undone_at) == ("Crêperie d’Été", True, None)
    assert (row.folded, row.changed) == ("creperie d ete", None)
    [item] = lessons(place.town.pk, words="ete").items
    assert item.ground == "gone" and item.changed is None and item.may_return is False
