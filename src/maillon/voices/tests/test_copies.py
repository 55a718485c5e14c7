"""Only what says the same is one voice; danger is never swallowed; nobody is not an author."""
from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from maillon.core import clock
from maillon.voices.models import Post, Voice
from maillon.voices.public import square_posts
from maillon.voices.queries import Choice, Filters, desk_voices, disputes, opening, voices_of_town
from maillon.voices.queries.further import MOST
from maillon.voices.queries.told import dangers_told_by
from maillon.voices.rules.copies import NOBODY, Said, may_join, named
from maillon.voices.rules.deliveries import Delete

from .conftest import NOW, Place
from .factories import a_label

ABOUT = frozenset({("shop", 1)})


@given(st.booleans(), st.booleans())
def test_what_speaks_of_danger_and_what_does_not_never_join(post: bool, voice: bool) -> None:
    assert may_join(post_danger=post, voice_danger=voice) == (post == voice)


@given(st.sampled_from(sorted(NOBODY)), st.sampled_from(["", " ", "  "]), st.booleans())
def test_nobody_repeats_nobody(name: str, space: str, loud: bool) -> None:
    author = space + (name.upper() if loud else name) + space
    assert not named(author)
    assert not Said("square", author, ABOUT, "down", "complaint").can_repeat


@given(st.text(max_size=8))
def test_a_name_holds_a_letter_or_a_digit(author: str) -> None:
    if named(author):
        assert any(map(str.isalnum, author))


def test_who_takes_no_side_or_speaks_of_danger_does_not_repeat() -> None:
    assert Said("square", "Zoé", ABOUT, "down", "complaint").can_repeat
    assert not Said("square", "Zoé", ABOUT, "none", "question").can_repeat
    assert not Said("square", "Zoé", ABOUT, "down", "complaint", danger=True).can_repeat


def test_danger_after_a_complaint_of_the_same_author_is_a_voice_of_its_own(place: Place) -> None:
    place.say(f"cold shop={place.shop.pk} down complaint", author="Zoé")
    [post] = place.say(f"poisoned shop={place.shop.pk} down complaint danger", author="Zoé", at=NOW + dt.timedelta(hours=1))
    assert Voice.objects.count() == 2 and place.n("shop", place.shop.pk, "safety") == 1
    assert [voice.text for voice in dangers_told_by(town_id=place.town.pk, post_ids=[post.pk])] == [post.text]


def test_two_dangers_in_other_words_are_two(place: Place) -> None:
    place.say(f"poisoned shop={place.shop.pk} down complaint danger", f"fire shop={place.shop.pk} down complaint danger",
              author="Zoé")
    assert place.n("shop", place.shop.pk, "safety") == 2


@pytest.mark.parametrize("together", [True, False])
def test_danger_in_nearly_the_same_words_is_a_voice_of_its_own(place: Place, together: bool) -> None:
    texts = [f"shop={place.shop.pk} down same=9", f"shop={place.shop.pk} down same=9 danger",
             f"once more shop={place.shop.pk} down same=9 danger", f"once more shop={place.shop.pk} down same=9"]
    for batch in [texts] if together else [[text] for text in texts]:
        place.say(*batch)
    assert sorted(Voice.objects.values_list("safety", "copies")) == [(False, 1), (True, 1)] and place.right()


def test_the_same_post_by_two_ways_may_not_hide_a_danger(place: Place) -> None:
    """What was read without danger once, and with danger now, stays to be seen."""
    text = f"shop={place.shop.pk} down danger"
    place.say(text, author="Zoé")
    Voice.objects.update(safety=False)
    other = type(place.source).objects.create(town=place.town, kind="file", name="other")
    place.source = other
    place.say(text, author="Zoé")
    assert sorted(Voice.objects.values_list("safety", flat=True)) == [False, True]


def test_fifty_nameless_opinions_are_fifty_voices(place: Place) -> None:
    place.say(*[f"number {n} shop={place.shop.pk} down complaint" for n in range(25)])
    place.say(*[f"number {n} shop={place.shop.pk} down complaint" for n in range(25, 50)], author="passer-by")
    assert place.n("shop", place.shop.pk) == 50 and not Voice.objects.exclude(copies=0).exists()


def test_when_the_first_post_changes_its_words_its_copies_are_read_again(place: Place) -> None:
    place.say(f"shop={place.shop.pk} down same=9 danger", f"too shop={place.shop.pk} down same=9 danger",
              f"and shop={place.shop.pk} down same=9 danger")
    first = Post.objects.get(leads=True)
    place.say(f"shop={place.shop.pk} up", native_id=first.native_id)
    assert sorted(Voice.objects.values_list("safety", "copies")) == [(False, 0), (True, 1)] and place.right()
    place.take(Delete(first.native_id))
    assert place.n("shop", place.shop.pk, "safety") == 1



def test_further_posts_can_be_read_on_the_desk_by_the_moderator_and_in_public(place: Place) -> None:
    place.say(f"shop={place.shop.pk} down complaint same=9", tool="Bluesky")
    place.say(*[f"copy {n} shop={place.shop.pk} down complaint same=9" for n in range(3)], tool="Mastodon",
              url="https://example.org/1", at=NOW + dt.timedelta(hours=1))
    voice = Voice.objects.get()
    a_label(voice, place.shop, "dispute")
    zone = place.town.time_zone
    shown = [desk_voices(place.shop.pk, zone, Filters(), NOW).items[0].voice,
             opening(place.shop.pk, NOW, 5)[0].items[0].voice,
             voices_of_town(place.town.pk, zone, Choice(), NOW).items[0], disputes(place.town.pk)[0].voice]
    for card in shown:
        assert card.copies == 3 == len(card.further)
        assert card.further[0].text.startswith("copy ") and card.further[0].tool == "Mastodon"


def test_of_many_further_posts_the_newest_are_told(place: Place) -> None:
    place.say(*[f"copy {n} shop={place.shop.pk} up same=9" for n in range(MOST + 5)])
    card = desk_voices(place.shop.pk, place.town.time_zone, Filters(), NOW).items[0].voice
    assert card.copies == MOST + 4 and len(card.further) == MOST


def test_the_list_of_the_town_opens_them(place: Place) -> None:
    place.say(f"shop={place.shop.pk} up same=9", f"the other words shop={place.shop.pk} up same=9", tool="Mastodon",
              url="javascript:alert(1)")
    Voice.objects.update(written_at=clock.now())
    with translation.override("en"):
        html = Client().get(reverse("town-voices", kwargs={"town": place.town.slug})).content.decode()
    assert re.search(r"<details class=\"further\"><summary>and 1 further post like it, counted once</summary>.*the other words",
                     html, re.S)
    assert "javascript:" not in html


def test_the_square_says_what_is_true_of_each_post(place: Place) -> None:
    place.say(f"shop={place.shop.pk} down complaint same=9", author="Zoé")
    place.say(f"and shop={place.shop.pk} down complaint same=9")
    place.say(f"again shop={place.shop.pk} down complaint", author="Zoé")
    place.say(f"shop={place.shop.pk} down danger", f"street={place.street.pk} down", "nothing", "town up")
    said = [(post.joined, post.danger, post.counts, post.place) for post in reversed(square_posts(place.town.pk))]
    assert said == [("", False, True, ""), ("copy", False, True, ""), ("repeat", False, True, ""), ("", True, True, ""),
                    ("", False, True, place.street.name), ("", False, False, ""), ("", False, True, "")]
