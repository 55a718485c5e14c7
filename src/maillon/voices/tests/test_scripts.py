"""No language is told where the ear cannot know it, and no page marks one then."""
from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from maillon.core import clock
from maillon.voices import ear
from maillon.voices.models import Post
from maillon.voices.rules.scripts import told_language

from .conftest import NOW, Place
from .factories import a_voice


@pytest.mark.parametrize(("text", "known"), [
    ("לחם טוב מאוד", False), ("خبز رائع", False), ("Очень вкусный хлеб", False), ("Πολύ καλό ψωμί", False), ("बहुत बढ़िया", False),
    ("😍😍😍", False), ("", False), ("123 !!!", False), ("https://example.org/a @shop #miam 😍", False),
    ("La Louche Bleue לחם טוב מאוד טעים טרי", False),
    ("Très bon pain", True), ("zażółć gęślą jaźń", True), ("パン屋さんが美味しい", True), ("東京", True), ("빵이 맛있어요", True),
    ("ﾊﾟﾝ", True), ("Le meilleur хлеб du quartier", True), ("1er 2ª", True)])
def test_the_script_decides_whether_a_language_can_be_known(text: str, known: bool) -> None:
    assert told_language(text, "en") == ("en" if known else "")


@given(st.text(), st.sampled_from(["", "en", "fr"]))
def test_it_is_the_one_heard_or_none(text: str, heard: str) -> None:
    assert told_language(text, heard) in {heard, ""}


def test_the_ear_tells_no_language_of_another_script(place: Place) -> None:
    posts = [Post(pk=n, town=place.town, source=place.source, text=text, written_at=NOW, received_at=NOW)
             for n, text in enumerate(("Очень вкусный хлеб у нас в городе", "The bread of this town is very good"), 1)]
    heard, _ = ear.hear(place.town.pk, posts)
    assert [hearing.lang for _, hearing in heard] == ["", "en"]


def test_pages_mark_no_language_that_is_not_known(place: Place) -> None:
    a_voice(place.shop, written_at=clock.now(), text="לחם טוב", lang="")
    with translation.override("en"):
        html = Client().get(reverse("town-voices", kwargs={"town": place.town.slug})).content.decode()
    quote = re.search(r"<article class=\"voice.*?</article>", html, re.S)
    assert quote and "לחם" in quote[0] and "lang=" not in quote[0].replace("langmark", "") and "langmark" not in quote[0]
