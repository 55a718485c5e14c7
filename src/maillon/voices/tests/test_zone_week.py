"""A zone's week: the finding, streets, aspects, what waits for the moderator."""
from __future__ import annotations

import pytest

from maillon.voices.actions.counters import differences
from maillon.voices.queries import disputes, unsure, zone_week
from maillon.voices.queries.unsure import rank_of

from .factories import NOW, a_label, a_shop, a_street, a_town, a_voice, a_zone

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return a_town()


def look(town, **more):
    return zone_week(town.pk, town.time_zone, NOW, **more)


def habit(street, town, n=2):
    for week in range(1, 13):
        for _ in range(n):
            a_voice(town=town, street=street, days_ago=week * 7 + 1, stance="none", kind="other")


def test_the_factories_count_as_the_ear_counts(town):
    zone, street = a_zone(town), a_street(town)
    a_voice(a_shop(town, zones=(zone,), street=street), safety=True, aspects=[{"aspect": "price", "stance": "up", "words": []}])
    a_voice(town=town, street=street)
    a_voice(a_shop(town), state="unsure")
    assert differences(town.pk) == {}


def test_an_empty_town_is_told_plainly(town):
    week = look(town)
    assert (week.finding.kind, week.voices, week.streets, week.dangers, week.heard_before) == ("empty", 0, (), (), False)


def test_a_young_town_has_too_few_to_say(town):
    a_voice(town=town, street=a_street(town))
    assert look(town).finding.kind == "few"


def test_the_street_far_above_its_habit_opens_the_week(town, django_assert_max_num_queries):
    loud, calm = a_street(town, name="rue des Pyrénées"), a_street(town, name="rue du Poteau")
    habit(loud, town)
    habit(calm, town)
    for i in range(12):
        a_voice(town=town, street=loud, days_ago=i % 6, stance="down", kind="complaint", text=f"trottoir coupé {i}",
                aspects=[{"aspect": "access", "stance": "down", "words": [["trottoir coupé", 0, 14]]}])
    for _ in range(2):
        a_voice(town=town, street=calm, days_ago=1)
    with django_assert_max_num_queries(4):
        week = look(town)
    assert (week.finding.kind, week.finding.name, week.finding.n) == ("street", "rue des Pyrénées", 12)
    assert week.about == ("access",) and week.complaints == 12 and week.read == {"street": "rue-des-pyrénées", "days": "7"}
    assert [(s.name, s.n, s.place) for s in week.streets] == [("rue des Pyrénées", 12, "above"), ("rue du Poteau", 2, "within")]
    access = next(a for a in week.aspects if a.aspect == "access")
    assert (access.n, access.down, access.quotes[0]) == (12, 12, ("trottoir coupé", "fr"))
    assert week.quotes and all("trottoir" in q.text for q in week.quotes)


def test_a_week_like_the_others_says_so(town):
    street = a_street(town)
    habit(street, town, 3)
    for _ in range(3):
        a_voice(town=town, street=street, days_ago=1, stance="none", kind="other")
    assert look(town).finding.kind == "quiet"


def test_a_shop_far_above_its_habit_is_named(town):
    shop = a_shop(town, name="Fournil Pruneau")
    for week in range(1, 13):
        a_voice(shop, days_ago=week * 7 + 1)
    for _ in range(11):
        a_voice(shop, days_ago=1)
    week = look(town)
    assert (week.finding.kind, week.finding.name, week.read["shop"]) == ("shop", "Fournil Pruneau", shop.public_id)


def test_a_zone_shows_its_own_and_the_zones_within_nothing_else(town):
    inner, outer = a_zone(town), a_zone(town)
    street, far = a_street(town), a_street(town)
    here, there = a_shop(town, zones=(inner,), street=street), a_shop(town, zones=(outer,), street=far)
    a_voice(here, days_ago=1)
    a_voice(there, days_ago=1, safety=True)
    week = look(town, zone_id=inner.pk)
    assert (week.voices, week.shops, [s.id for s in week.streets], week.dangers) == (1, 1, [street.pk], ())
    assert look(town).voices == 2 and [d.shop_name for d in look(town).dangers] == [there.name]


def test_words_and_dangers_of_the_week_are_those_counted_and_every_danger(town):
    shop = a_shop(town)
    for state, words in (("removed", "volé"), ("sure", "hors de prix")):
        a_voice(shop, days_ago=1, state=state, aspects=[{"aspect": "price", "stance": "down", "words": [[words, 0, 4]]}])
    doubtful = a_voice(shop, days_ago=1, state="unsure", safety=True)
    week = look(town)
    assert [d.voice.public_id for d in week.dangers] == [doubtful.public_id]
    assert week.aspects[0].quotes == (("hors de prix", "fr"),)


def test_another_towns_week_stays_there(town):
    other = a_town()
    a_voice(a_shop(other, street=a_street(other)), days_ago=1, safety=True)
    week = look(town)
    assert (week.voices, week.streets, week.dangers, unsure(town.pk).n, disputes(town.pk)) == (0, (), (), 0, [])


def test_unsure_links_are_grouped_by_voice_likeliest_first(town, django_assert_max_num_queries):
    one, two = a_shop(town, name="Kelbongoo 1"), a_shop(town, name="Kelbongoo 2")
    voice = a_voice(one, state="unsure", days_ago=1)
    voice.links.update(probability=0.3)
    voice.links.create(shop=two, probability=0.6, state="unsure", written_at=voice.written_at)
    a_voice(one, days_ago=1)
    with django_assert_max_num_queries(2):
        queue = unsure(town.pk)
    assert [[c.name for c in item.candidates] for item in queue.items] == [["Kelbongoo 2", "Kelbongoo 1"]]


def test_disputes_wait_oldest_first_until_settled(town, django_assert_max_num_queries):
    shop = a_shop(town)
    first, second, settled = (a_voice(shop, days_ago=n) for n in (1, 2, 3))
    a_label(second, shop, "not_complaint")
    a_label(first, shop, "not_us", at=NOW.replace(day=1))
    a_label(settled, shop, "not_us", settled_at=NOW, outcome="refused")
    a_label(settled, shop, "answered")
    with django_assert_max_num_queries(1):
        waiting = disputes(town.pk)
    assert [(d.voice.public_id, d.what) for d in waiting] == [(first.public_id, "not_us"), (second.public_id, "not_complaint")]
    assert waiting[0].shop.signs[0].kind == "name"


def test_a_long_queue_is_cut_between_voices_and_says_so(town):
    shops = [a_shop(town) for _ in range(6)]
    for days in range(4):
        voice = a_voice(shops[0], state="unsure", days_ago=days)
        for shop in shops[1:]:
            voice.links.create(shop=shop, probability=0.2, state="unsure", written_at=voice.written_at)
    queue = unsure(town.pk, most=3)
    assert queue.more and [len(item.candidates) for item in queue.items] == [6, 6, 6]
    assert not unsure(town.pk).more and unsure(town.pk).n == 4


def a_doubt(shop, *probabilities, days_ago=0.0):
    voice = a_voice(shop, state="unsure", days_ago=days_ago)
    voice.links.update(probability=probabilities[0])
    for probability in probabilities[1:]:
        voice.links.create(shop=a_shop(shop.town), probability=probability, state="unsure", written_at=voice.written_at)
    return voice


def order(queue):
    return [item.voice.id for item in queue.items]


def test_the_nearest_to_the_threshold_comes_first_among_equals_the_newest(town):
    shop = a_shop(town)
    far, old, new, near = (a_doubt(shop, p, days_ago=n) for p, n in ((0.2, 0), (0.31, 9), (0.39, 1), (0.45, 30)))
    shared = a_doubt(shop, 0.11, 0.22, days_ago=5)
    assert order(unsure(town.pk)) == [near.pk, new.pk, old.pk, far.pk, shared.pk]
    assert all(rank_of(town.pk, item.voice.public_id) == item.rank for item in unsure(town.pk).items)


def test_nobody_is_asked_about_what_is_hardly_likely_unless_a_shop_says_it_is_theirs(town):
    shop = a_shop(town)
    landmark, claimed, both = a_doubt(shop, 0.05), a_doubt(shop, 0.05), a_doubt(shop, 0.05, 0.3)
    a_label(claimed, shop, "is_us", role="other_shop")
    assert order(unsure(town.pk)) == [claimed.pk, both.pk]
    assert [item.claimed for item in unsure(town.pk).items] == [{shop.pk}, frozenset()]
    assert order(unsure(town.pk, unlikely=True)) == [landmark.pk]
    assert len(unsure(town.pk).items[1].candidates) == 2, "beside a likelier shop it may be chosen"


def test_a_decided_voice_keeps_its_place_for_what_comes_after(town):
    shop = a_shop(town)
    first, second = a_doubt(shop, 0.4), a_doubt(shop, 0.3)
    place = rank_of(town.pk, first.public_id)
    first.links.update(state="removed")
    assert rank_of(town.pk, first.public_id) == place < unsure(town.pk).items[0].rank
    assert order(unsure(town.pk)) == [second.pk] and rank_of(town.pk, "nobody") is None
