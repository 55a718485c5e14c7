"""Posts come in once, are read once, counted once; what is gone at its source is gone here."""
from __future__ import annotations

import datetime as dt

import pytest
from django_q.models import OrmQ

from maillon.voices.actions.read import read_posts, requeue_unread
from maillon.voices.actions.square import TextRefused, delete_from_square, write_on_square
from maillon.voices.actions.take_in import take_in
from maillon.voices.models import Count, Link, Post, Source, Voice
from maillon.voices.public import square_posts
from maillon.voices.rules.deliveries import Batch, Delete, PurgeAuthor, SourceState, Upsert

from .conftest import NOW, Place

DAY = dt.timedelta(days=1)


def test_a_post_counts_for_shop_street_zones_and_town(place: Place) -> None:
    place.say(f"shop={place.shop.pk} down complaint price- danger")
    for scope, ref in (("shop", place.shop.pk), ("street", place.street.pk), ("zone", place.quarter.pk), ("town", place.town.pk)):
        assert [place.n(scope, ref, measure) for measure in
                ("voices", "stance:down", "kind:complaint", "aspect:price:down", "safety")] == [1] * 5
    assert place.n("shop", place.other.pk) == 0
    assert place.right()


def test_two_shops_of_one_voice_count_once_in_the_town(place: Place) -> None:
    place.say(f"shop={place.shop.pk} shop={place.other.pk} up")
    assert place.n("town", place.town.pk) == 1
    assert place.n("shop", place.shop.pk) == place.n("shop", place.other.pk) == 1


def test_streets_centres_and_the_town_are_spoken_of_too(place: Place) -> None:
    place.say(f"street={place.street.pk} down", f"zone={place.centre.pk} up", "town up", "nothing at all")
    assert place.n("street", place.street.pk) == 1
    assert place.n("zone", place.centre.pk) == 1
    assert place.n("zone", place.quarter.pk) == 1, "the quarter in which the centre lies"
    assert place.n("town", place.town.pk) == 3
    assert Voice.objects.count() == 3
    assert Post.objects.get(text="nothing at all").state == "read"


def test_an_unsure_link_waits_and_counts_nowhere(place: Place) -> None:
    place.say(f"unsure={place.shop.pk} up")
    assert Link.objects.get().state == "unsure"
    assert not Count.objects.filter(n__gt=0).exists()


def test_the_same_batch_twice_changes_nothing(place: Place) -> None:
    event = Upsert("a", f"shop={place.shop.pk} up", NOW)
    place.take(event)
    place.take(event)
    assert Post.objects.count() == 1
    assert place.n("shop", place.shop.pk) == 1


def test_reading_twice_counts_once(place: Place) -> None:
    [post] = place.say(f"shop={place.shop.pk} up")
    assert read_posts(town_id=place.town.pk, post_ids=[post.pk], now=NOW) == 0
    assert place.n("shop", place.shop.pk) == 1


def test_posts_and_cursor_stand_or_fall_together(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("maillon.voices.actions.take_in._note", broken)
    with pytest.raises(RuntimeError):
        take_in(source_id=place.source.pk, batch=Batch((Upsert("a", "town", NOW),), {"at": 1}), now=NOW)
    assert not Post.objects.exists()
    assert Source.objects.get(pk=place.source.pk).cursor == {}


def test_a_post_counts_on_the_day_it_was_written_in_the_town(place: Place) -> None:
    place.say("town up", at=dt.datetime(2026, 7, 1, 22, 30, tzinfo=dt.UTC))
    assert Count.objects.filter(n=1).values_list("day", flat=True).first() == dt.date(2026, 7, 2)


def test_a_deleted_post_leaves_the_counts_of_its_day(place: Place) -> None:
    place.say(f"shop={place.shop.pk} up", at=NOW - 40 * DAY, native_id="a")
    place.take(Delete("a"))
    assert not Post.objects.exists() and not Voice.objects.exists() and not Link.objects.exists()
    assert not Count.objects.exclude(n=0).exists()


def test_an_author_who_left_takes_everything_along(place: Place) -> None:
    place.say("town up", f"shop={place.shop.pk} up", author="Zoé")
    place.say("town down", author="Yann")
    place.take(PurgeAuthor("Zoé"))
    assert [post.author for post in Post.objects.all()] == ["Yann"]
    assert place.n("town", place.town.pk) == 1 and place.right()


def test_an_edit_is_followed(place: Place) -> None:
    place.say(f"shop={place.shop.pk} up", native_id="a")
    place.say(f"shop={place.other.pk} down complaint", native_id="a", at=NOW - DAY)
    assert Voice.objects.count() == 1 and Post.objects.count() == 1
    assert place.n("shop", place.shop.pk) == 0 and place.n("shop", place.other.pk, "kind:complaint") == 1
    assert place.right()


def test_an_edit_that_says_nothing_any_more_takes_the_voice_away(place: Place) -> None:
    place.say(f"shop={place.shop.pk} up", native_id="a")
    place.say("no comment", native_id="a")
    assert not Voice.objects.exists() and place.n("shop", place.shop.pk) == 0 and Post.objects.count() == 1


def test_near_copies_count_once_within_a_batch_and_across(place: Place) -> None:
    text = f"shop={place.shop.pk} up same=-77"
    place.say(text, text)
    place.say(text, at=NOW - 29 * DAY)
    voice = Voice.objects.get()
    assert voice.copies == 2 and voice.posts.count() == 3
    assert place.n("shop", place.shop.pk) == 1


def test_copies_older_than_thirty_days_are_new_opinions(place: Place) -> None:
    text = f"shop={place.shop.pk} up same=5"
    place.say(text, at=NOW - 31 * DAY)
    place.say(text)
    assert place.n("shop", place.shop.pk) == 2


def test_fingerprints_a_few_bits_apart_are_found(place: Place) -> None:
    place.say(f"shop={place.shop.pk} up same={0b111}")
    place.say(f"shop={place.shop.pk} up same={1 << 40}")
    assert Voice.objects.count() == 2, "four bits apart"
    place.say(f"shop={place.shop.pk} up same={0b11}")
    assert Voice.objects.count() == 2


def test_one_author_repeating_counts_once(place: Place) -> None:
    place.say(f"shop={place.shop.pk} down complaint", author="Zoé", tool="Mastodon")
    place.say(f"again shop={place.shop.pk} down complaint", author="Zoé", tool="Mastodon", at=NOW - 3 * DAY)
    assert place.n("shop", place.shop.pk) == 1
    place.say(f"shop={place.shop.pk} up complaint", author="Zoé", tool="Mastodon")
    place.say(f"shop={place.other.pk} down complaint", author="Zoé", tool="Mastodon")
    place.say(f"shop={place.shop.pk} down complaint", author="Zoé", tool="Bluesky")
    place.say(f"shop={place.shop.pk} down complaint", author="Zoé", tool="Mastodon", at=NOW - 11 * DAY)
    assert Voice.objects.count() == 5 and place.right()


def test_unnamed_authors_do_not_repeat_each_other(place: Place) -> None:
    place.say(f"shop={place.shop.pk} down complaint", f"really shop={place.shop.pk} down complaint")
    assert place.n("shop", place.shop.pk) == 2


def test_when_the_first_of_two_copies_goes_the_other_speaks(place: Place) -> None:
    first, second = place.say(f"shop={place.shop.pk} up same=9 price-", f"shop={place.shop.pk} up same=9 too")
    Voice.objects.update(aspects=[{"aspect": "price", "stance": "down", "words": [["the first one's words", 0, 4]]}])
    place.take(Delete(first.native_id), read_too=False)
    voice = Voice.objects.get()
    assert voice.text == second.text and voice.copies == 0
    assert voice.aspects == [{"aspect": "price", "stance": "down", "words": []}], "what is deleted is quoted nowhere"
    place.read()
    assert place.n("shop", place.shop.pk) == 1 and place.right()


def test_a_copy_that_goes_changes_no_figure(place: Place) -> None:
    _, second = place.say(f"shop={place.shop.pk} up same=9", f"shop={place.shop.pk} up same=9")
    place.take(Delete(second.native_id))
    assert Voice.objects.get().copies == 0 and place.n("shop", place.shop.pk) == 1


def test_an_edited_copy_leaves_the_voice_it_copied(place: Place) -> None:
    _, second = place.say(f"shop={place.shop.pk} up same=9", f"shop={place.shop.pk} up same=9")
    place.say(f"shop={place.other.pk} down", native_id=second.native_id)
    assert Voice.objects.count() == 2 and place.n("shop", place.other.pk) == 1
    assert sorted(Voice.objects.values_list("copies", flat=True)) == [0, 0] and place.right()


def test_a_post_that_makes_the_ear_fail_is_set_aside_and_the_others_go_on(place: Place) -> None:
    place.say("fail", "town up")
    assert Post.objects.get(text="fail").state == "aside"
    assert "cannot be read" in Post.objects.get(text="fail").aside_reason
    assert place.n("town", place.town.pk) == 1


def test_control_characters_and_half_characters_are_stored_as_text(place: Place) -> None:
    [post] = place.say("town up \x00\x07\ud800 \U0001f36e\r\nعربى " + "x" * 1_000_000)
    assert "\x00" not in post.text and post.text.startswith("town up � \U0001f36e\nعربى")
    assert post.state == "read" and place.n("town", place.town.pk) == 1


def test_odd_fields_lose_nothing(place: Place) -> None:
    [post] = place.say("town up", author="a" * 900, url="javascript:alert(1)", lat=float("nan"), lon=2.0,
                       hashtags=tuple(f"tag{n}" for n in range(10_000)))
    assert len(post.author) == 200 and post.url == "" and post.lat is None and len(post.hashtags) == 10_000


def test_a_moment_in_the_future_is_now(place: Place) -> None:
    [post] = place.say("town up", at=NOW + 5 * DAY)
    assert post.written_at == NOW


def test_lost_tasks_are_queued_again(place: Place) -> None:
    place.say("town up", read_too=False)
    OrmQ.objects.all().delete()
    assert requeue_unread(older_than=NOW) == 0
    assert requeue_unread(older_than=NOW + DAY) == 1
    assert OrmQ.objects.count() == 1


def test_a_source_says_that_it_is_blind_and_sees_again(place: Place) -> None:
    place.take(SourceState("blind", "the key was withdrawn"))
    source = Source.objects.get(pk=place.source.pk)
    assert (source.state, source.blind_since, source.blind_reason) == ("blind", NOW, "the key was withdrawn")
    place.take(Upsert("a", "town", NOW))
    source.refresh_from_db()
    assert (source.state, source.blind_since, source.heard_at) == ("listening", None, NOW)


def test_the_square(place: Place) -> None:
    public_id = write_on_square(town_id=place.town.pk, text=f"shop={place.shop.pk} up", author="Carla", tool="square", now=NOW)
    assert square_posts(place.town.pk)[0].state == "new"
    place.read()
    post = square_posts(place.town.pk)[0]
    assert (post.public_id, post.state, post.shops) == (public_id, "read", ((place.shop.name, place.shop.public_id, 0.9),))
    with pytest.raises(TextRefused):
        write_on_square(town_id=place.town.pk, text="  ", author="", tool="", now=NOW)
    assert delete_from_square(town_id=place.town.pk, public_id=public_id, now=NOW)
    assert place.n("shop", place.shop.pk) == 0 and square_posts(place.town.pk) == []


def test_few_queries_for_a_full_batch(place: Place, django_assert_max_num_queries: object) -> None:
    place.say(*[f"shop={place.shop.pk} up complaint number {n}" for n in range(500)], read_too=False)
    ids = list(Post.objects.values_list("pk", flat=True))
    with django_assert_max_num_queries(45):                 # SQLite takes 999 values a statement
        assert read_posts(town_id=place.town.pk, post_ids=ids, now=NOW) == 500
    assert place.n("shop", place.shop.pk) == 500 and place.right()
