"""Why a voice is at a shop, on pages: sentences in the reader's language, the words of others told apart and escaped."""
from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from maillon.voices.models import Link
from maillon.voices.queries.cards import cards
from maillon.voices.web.why import share, why

from .factories import a_shop, a_street, a_town, a_voice

pytestmark = pytest.mark.django_db
TEXT = "Le Zéphyrin, rue Lepic : un délice"
SIGNS = [{"kind": "name", "text": "Le Zéphyrin", "start": 0, "end": 11},
         {"kind": "street", "text": "rue Lepic", "start": 13, "end": 22}]


def said(page: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page.decode()))


def a_told_voice(**given):
    given = {"evidence": SIGNS, "text": TEXT, "stance": "up", "stance_probability": 0.93, "kind": "other",
             "stance_words": [["délice", 28, 34]],
             "aspects": [{"aspect": "product", "stance": "up", "words": [["délice", 28, 34]]}], **given}
    town = a_town()
    return a_voice(a_shop(town, street=a_street(town), name="Le Zéphyrin"), **given)


def told(voice, lang="en", **how):
    card = cards([voice])[0]
    with translation.override(lang):
        return why(card, card.shops[0], **how)


def test_sentences_follow_the_reader():
    voice = a_told_voice()
    english, french = told(voice), told(voice, "fr")
    assert english.shop.striptags() == "The post writes the shop’s name, “Le Zéphyrin”, and names its street, “rue Lepic”."
    assert english.reading.striptags() == "It praises: “délice”. About: the goods (“délice”)."
    assert french.shop.striptags().startswith("Le message écrit le nom de la boutique") and french.lang == "fr"
    assert english.sure == ("quite sure", "97%") and english.reading_sure == ("quite sure", "93%")


def test_where_a_catalogue_lacks_a_sentence_all_are_english():
    assert told(a_told_voice(), "ja").lang == "en" and told(a_told_voice(), "ja").shop == told(a_told_voice()).shop


def test_the_words_of_others_are_escaped_and_bear_their_language():
    given = told(a_told_voice(evidence=[{"kind": "name", "text": "<b>\u202eX</b>%(words)s%s", "start": 0, "end": 3}]))
    assert given.shop == "The post writes the shop’s name, “<bdi lang=\"fr\">&lt;b&gt;X&lt;/b&gt;%(words)s%s</bdi>”."
    assert "<bdi>" in told(a_told_voice(lang="")).shop


def test_rubbish_in_old_rows_breaks_no_page():
    voice = a_told_voice(evidence=[{"kind": "of tomorrow", "text": "x"}, {"text": "y"}, 7], stance_words=["bare", [], None],
                         aspects=[])
    Link.objects.update(doubts=["of tomorrow", 3])
    given = told(voice)
    assert given.shop == "" and given.reading.striptags() == "It praises: “bare”."


def test_how_far_away_somebody_was_is_not_told_in_public():
    voice = a_told_voice(evidence=[*SIGNS, {"kind": "geotag", "text": "12 m", "start": None, "end": None}])
    assert "12 m away" in told(voice).shop.striptags()
    assert told(voice, exact=False).shop.striptags().endswith("and was sent from close to it.")


def test_a_moderators_word_needs_no_figure():
    voice = a_told_voice(state="confirmed")
    assert told(voice).sure is None


@pytest.mark.parametrize(("lang", "sentence", "sure"), [
    ("en", "The post writes the shop’s name, “Le Zéphyrin”", "quite sure"),
    ("fr", "Le message écrit le nom de la boutique, « Le Zéphyrin »", "presque certain")])
def test_the_public_page_of_a_shop_says_why(lang, sentence, sure):
    voice = a_told_voice()
    shop = voice.links.get().shop
    place = {"town": shop.town.slug, "slug": shop.slug, "shop_id": shop.public_id}
    with translation.override(lang):
        own, wall = reverse("shop", kwargs=place), reverse("town-voices", kwargs={"town": shop.town.slug})
    for address in (own, f"{wall}?shop={shop.public_id}"):
        page = Client().get(address).content
        assert sentence in said(page) and 'title="97' in page.decode() and sure in said(page)
        assert page.decode().count('class="hit"') == 2
    assert sentence not in said(Client().get(wall).content)      # about no single shop: nothing to ask


@pytest.mark.parametrize(("probability", "figure"), [(0.499, "49%"), (0.5, "50%"), (0.29, "29%"), (0.899, "89%"), (1.0, "99%")])
def test_a_figure_says_no_more_than_its_words(probability, figure):
    assert share(probability) == figure
