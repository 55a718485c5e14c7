"""With the real engine: from words to a desk, and what the ear of a town learns from a correction."""
from __future__ import annotations

from typing import Any

import pytest

from maillon.accounts.models import Person
from maillon.territory.models import Town
from maillon.voices import actions, gazetteers
from maillon.voices.actions.counters import differences
from maillon.voices.actions.read import read_posts
from maillon.voices.actions.relisten import relisten
from maillon.voices.actions.square import write_on_square
from maillon.voices.models import Correction, Count, Link, Post, Source, Voice

from .conftest import NOW
from .factories import a_shop, a_street, a_town, a_zone


@pytest.fixture
def town(db: Any, settings: Any, tmp_path: Any) -> Town:
    settings.DATA_DIR = tmp_path
    gazetteers._held.clear()
    town = a_town()
    a_zone(town, kind="town", name="Paris")
    street = a_street(town, name="rue Ramponeau")
    a_shop(town, name="Fournil Pruneau", street=street, lon=2.38, lat=48.87)
    a_shop(town, name="Cordonnerie Lacet d'Or", trade="shoemaker", lon=2.39, lat=48.88)
    return town


def say(town: Town, text: str, author: str = "") -> Voice | None:
    public_id = write_on_square(town_id=town.pk, text=text, author=author, now=NOW)
    read_posts(town_id=town.pk, post_ids=[Post.objects.get(public_id=public_id).pk], now=NOW)
    return Post.objects.get(public_id=public_id).voice


def test_from_words_to_a_desk(town: Town) -> None:
    voice = say(town, "Le pain du Fournil Pruneau est délicieux, merci !")
    assert voice is not None and (voice.subject, voice.stance, voice.lang) == ("shop", "up", "fr")
    link = Link.objects.select_related("shop").get(voice=voice)
    assert (link.shop.name, link.state) == ("Fournil Pruneau", "sure") and link.probability > 0.5
    named = next(each for each in link.evidence if each["kind"] == "name")
    assert voice.text[named["start"]:named["end"]] == named["text"] == "Fournil Pruneau"
    assert all(voice.text[start:end] == words for words, start, end in voice.stance_words)
    assert differences(town.pk) == {}


def test_a_street_is_found_again_by_its_name(town: Town) -> None:
    voice = say(town, "Les trottoirs de la rue Ramponeau sont vraiment sales en ce moment")
    assert voice is not None and voice.subject == "street" and voice.street is not None and voice.street.name == "rue Ramponeau"


def test_what_is_nothing_of_the_town_makes_no_voice(town: Town) -> None:
    assert say(town, "I had pasta for lunch.") is None
    assert Post.objects.get().state == "read"


def test_near_copies_through_two_sources_are_one_voice(town: Town) -> None:
    text = "Fournil Pruneau: the best walnut bread of the whole street, and always a kind word for everybody who comes in"
    one = say(town, text, "ann")
    two = say(town, text + " !", "ben")
    assert one == two and one is not None and Voice.objects.get().copies == 1


def test_a_confirmed_not_us_teaches_the_ear_and_undo_makes_it_forget(town: Town) -> None:
    voice = say(town, "Fournil Pruneau, super !")
    assert voice is not None
    shop, gael = Link.objects.get().shop_id, Person.objects.create(email="gael@example.org").pk
    decision = actions.remove_link(voice_id=voice.pk, shop_id=shop, by=gael, now=NOW)
    assert not Correction.objects.get().allowed
    again = say(town, "Fournil Pruneau, toujours super", "b")
    assert again is None or not again.links.filter(shop_id=shop, state="sure").exists()
    actions.undo(label_id=decision, by=gael, now=NOW)
    third = say(town, "Fournil Pruneau, encore une fois super", "c")
    assert third is not None and third.links.get(shop_id=shop).state == "sure"


def test_a_lesson_reaches_what_was_said_before(town: Town) -> None:
    first, second, own = (say(town, text, author) for text, author in (
        ("Fournil Pruneau, super !", "a"), ("Le Fournil Pruneau, rue Ramponeau : quel pain !", "b"),
        ("Cordonnerie Lacet d'Or, merci !", "c")))
    assert first and second and own
    shop, gael = Link.objects.get(voice=first).shop_id, Person.objects.create(email="gael@example.org").pk
    decision = actions.remove_link(voice_id=first.pk, shop_id=shop, by=gael, now=NOW)
    relisten(correction_id=Correction.objects.get().pk, after=0, now=NOW)
    assert Link.objects.get(voice=second, shop=shop).state == "unheard" and Link.objects.get(voice=own).state == "sure"
    second.refresh_from_db()
    assert (second.subject, second.street and second.street.name) == ("street", "rue Ramponeau"), "it is still said there"
    assert differences(town.pk) == {}
    actions.undo(label_id=decision, by=gael, now=NOW)
    relisten(correction_id=Correction.objects.get().pk, after=0, now=NOW)
    assert set(Link.objects.filter(shop=shop).values_list("state", flat=True)) == {"sure"}
    second.refresh_from_db()
    assert (second.subject, second.street) == ("shop", None) and differences(town.pk) == {}


def test_a_confirmed_not_us_stays_in_the_street_that_the_words_name(town: Town) -> None:
    voice = say(town, "Les croissants de Fournil Pruneau, rue Ramponeau, sont merveilleux")
    assert voice is not None
    link, gael = Link.objects.select_related("shop").get(voice=voice), Person.objects.create(email="gael@example.org").pk
    actions.remove_link(voice_id=voice.pk, shop_id=link.shop_id, by=gael, now=NOW, learn=False)
    assert Voice.objects.get().street_id == link.shop.street_id
    assert Count.objects.get(scope="street", measure="voices").n == 1 and differences(town.pk) == {}


def test_the_gazetteer_is_kept_and_rebuilt_when_its_file_is_spoilt(town: Town, tmp_path: Any) -> None:
    say(town, "Fournil Pruneau, super !")
    [kept] = (tmp_path / "gazetteers").glob("*.bin")
    kept.write_bytes(kept.read_bytes()[:100])
    gazetteers._held.clear()
    assert say(town, "Merci Fournil Pruneau !", "b") is not None
    assert kept.stat().st_size > 100
    Town.objects.filter(pk=town.pk).update(gazetteer_version=town.gazetteer_version + 1)
    say(town, "Ah, Fournil Pruneau !", "c")
    assert [path.name for path in (tmp_path / "gazetteers").glob("*.bin")] == [f"{town.pk}-{town.gazetteer_version + 1}.bin"]


@pytest.mark.parametrize("text", [
    "\U0001f44d\U0001f44d\U0001f96f", "مخبز فورنيل برونو رائع", "#pain " * 10_000, "a" * 1_000_000, "\u202eoverride\u202c",
    "Fournil Pruneau " * 20_000], ids=["emoji", "right to left", "ten thousand hashtags", "one word", "bidi", "long"])
def test_odd_texts_are_read(town: Town, text: str) -> None:
    from maillon.voices.actions.take_in import take_in
    from maillon.voices.rules.deliveries import Batch, Upsert

    source = Source.objects.create(town=town, kind="square", name="odd")
    take_in(source_id=source.pk, batch=Batch((Upsert("a", text, NOW),), {}), now=NOW)
    assert read_posts(town_id=town.pk, post_ids=list(Post.objects.values_list("pk", flat=True)), now=NOW) == 1
    assert Post.objects.get().state == "read" and differences(town.pk) == {}
