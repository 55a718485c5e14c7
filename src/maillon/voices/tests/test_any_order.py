"""Whatever happens in whatever order: the counters say what the links say, and a shop alone moves no public figure."""
from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from maillon.accounts.models import Person
from maillon.core.states import MoveRefused
from maillon.voices import actions
from maillon.voices.actions import CorrectionRefused
from maillon.voices.actions.counters import recount
from maillon.voices.models import Correction, Count, Label, Link, Post, Voice
from maillon.voices.queries.where import FIELDS, counting_in, places_of
from maillon.voices.rules.deliveries import Delete, PurgeAuthor

from .conftest import NOW, make_place

WORDS = st.lists(st.sampled_from(["up", "down", "complaint", "thanks", "price-", "danger", "town", "fail", "same=1", "same=2",
                                  "there"]),
                 max_size=4, unique=True)


class Town(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.undo_all = transaction.atomic()
        self.undo_all.__enter__()
        self.place = make_place()
        self.shops = [self.place.shop, self.place.other]
        self.people = [Person.objects.create(email=f"{n}@example.org").pk for n in range(3)]
        self.minute = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo_all.__exit__(None, None, None)

    def now(self) -> dt.datetime:
        self.minute += 1
        return NOW + dt.timedelta(minutes=self.minute)

    def attempt(self, action: Any, **given: Any) -> None:
        try:
            with transaction.atomic():
                action(**given, now=self.now())
        except (CorrectionRefused, MoveRefused):
            pass

    # ---- posts come and go -------------------------------------------------------------------------------------------

    @rule(number=st.integers(0, 8), words=WORDS, shop=st.integers(0, 1),
          how=st.sampled_from(["shop", "unsure", "street", "zone", ""]), author=st.sampled_from(["", "Zoé", "Yann"]),
          days=st.integers(0, 40), read=st.booleans())
    def a_post_comes_or_is_edited(self, number: int, words: list[str], shop: int, how: str, author: str, days: int,
                                  read: bool) -> None:
        about = {"street": f"street={self.place.street.pk}", "zone": f"zone={self.place.centre.pk}", "": ""}.get(
            how, f"{how}={self.shops[shop].pk}")
        self.place.say(" ".join([*words, about]), native_id=str(number), author=author, read_too=read,
                       at=NOW - dt.timedelta(days=days))

    @rule(number=st.integers(0, 8))
    def a_post_is_deleted(self, number: int) -> None:
        self.place.take(Delete(str(number)), read_too=False)

    @rule(author=st.sampled_from(["Zoé", "Yann"]))
    def an_author_leaves(self, author: str) -> None:
        self.place.take(PurgeAuthor(author), read_too=False)

    @rule()
    def the_ear_reads(self) -> None:
        self.place.read()

    @precondition(lambda self: Correction.objects.exists())
    @rule()
    def lessons_reach_back(self) -> None:
        self.place.hear_again()

    # ---- people correct ----------------------------------------------------------------------------------------------

    @precondition(lambda self: Link.objects.exists())
    @rule(pick=st.integers(0, 20), what=st.sampled_from(["put_aside", "not_a_complaint", "mark_answered", "dispute", "is_us"]),
          who=st.integers(0, 1), shop=st.integers(0, 1))
    def a_shop_speaks(self, pick: int, what: str, who: int, shop: int) -> None:
        voices = list(Voice.objects.order_by("pk").values_list("pk", flat=True))
        before, settled = self.figures(), self.settled()
        given = {"reason": "no"} if what == "dispute" else {}
        self.attempt(getattr(actions, what), voice_id=voices[pick % len(voices)], shop_id=self.shops[shop].pk,
                     by=self.people[who], **given)
        if self.settled() == settled:
            assert self.figures() == before, "a shop alone moved a public figure"

    @precondition(lambda self: Link.objects.exists())
    @rule(pick=st.integers(0, 20), shop=st.integers(0, 1), stance=st.sampled_from(["up", "down"]),
          what=st.sampled_from(["choose", "choose_none", "confirm_link", "remove_link", "correct_reading"]))
    def the_moderator_decides(self, pick: int, what: str, shop: int, stance: str) -> None:
        voices = list(Voice.objects.order_by("pk").values_list("pk", flat=True))
        given: dict[str, Any] = {"stance": stance} if what == "correct_reading" else {"shop_id": self.shops[shop].pk}
        if what == "choose_none":
            given = {}
        self.attempt(getattr(actions, what), voice_id=voices[pick % len(voices)], by=self.people[2], **given)

    @precondition(lambda self: Label.objects.exists())
    @rule(pick=st.integers(0, 20), what=st.sampled_from(["confirm", "refuse", "undo"]))
    def a_label_is_decided_or_undone(self, pick: int, what: str) -> None:
        labels = list(Label.objects.order_by("pk").values_list("pk", flat=True))
        self.attempt(getattr(actions, what), label_id=labels[pick % len(labels)], by=self.people[2])

    # ---- always ------------------------------------------------------------------------------------------------------

    def figures(self) -> list[tuple]:
        return sorted(Count.objects.exclude(n=0).values_list("scope", "ref_id", "day", "measure", "n"))

    def settled(self) -> int:
        return Label.objects.filter(role="other_shop", what="confirm").count()

    @invariant()
    def the_counters_are_right(self) -> None:
        assert self.place.right()
        assert not Count.objects.filter(n__lt=0).exists()

    @invariant()
    def lists_hold_what_counters_count(self) -> None:
        counted = places_of(Voice.objects.values_list(*FIELDS))
        place = self.place
        zones = [("zone", zone.pk) for zone in (place.quarter, place.centre)]
        shops = [("shop", shop.pk) for shop in self.shops]
        for scope, ref in [("town", place.town.pk), ("street", place.street.pk), *zones, *shops]:
            listed = counting_in(town_id=place.town.pk, scope=scope, ref_id=ref).values_list("pk", flat=True)
            assert set(listed) == {pk for pk, places in counted.items() if (scope, ref) in places}

    @invariant()
    def copies_are_the_posts_that_do_not_lead(self) -> None:
        for voice in Voice.objects.all():
            posts = list(voice.posts.values_list("leads", flat=True))
            assert posts.count(True) == 1 and posts.count(False) == voice.copies

    @invariant()
    def no_danger_is_swallowed(self) -> None:
        for post in Post.objects.filter(leads=False, state="read").exclude(voice=None).select_related("voice"):
            assert ("danger" in post.text.split()) == post.voice.safety

    @invariant()
    def every_post_is_somewhere(self) -> None:
        assert not Post.objects.filter(leads=True, voice=None).exists()


@pytest.mark.usefixtures("db", "little_ear_in")
def test_any_order() -> None:
    run_state_machine_as_test(Town, settings=settings(
        max_examples=25, stateful_step_count=25, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate],
        suppress_health_check=list(HealthCheck)))


def test_recount_repairs(place: Any) -> None:
    place.say(f"shop={place.shop.pk} up")
    Count.objects.filter(scope="shop").update(n=7)
    Count.objects.filter(scope="zone").delete()
    Count.objects.create(town=place.town, scope="shop", ref_id=place.other.pk, day=NOW.date(), measure="voices", n=3)
    assert not place.right()
    assert recount(place.town.pk) > 0
    assert place.right() and place.n("shop", place.shop.pk) == 1 and place.n("shop", place.other.pk) == 0
