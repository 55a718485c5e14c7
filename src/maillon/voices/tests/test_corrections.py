"""A shop changes its own desk; a moderator, or two shops that agree, change what everybody sees. All of it can be undone."""
from __future__ import annotations

import pytest

from maillon.accounts.models import Person, Role
from maillon.core.models import AuditRow
from maillon.core.states import MoveRefused
from maillon.shops.models import Shop
from maillon.territory.models import Town
from maillon.voices import actions
from maillon.voices.actions import CorrectionRefused
from maillon.voices.models import Correction, Count, Label, Link, Voice
from maillon.voices.public import follow_merge
from maillon.voices.rules.lessons import alias_of
from maillon.voices.rules.link_states import BY_SHOP, LINK

from .conftest import NOW, Place
from .factories import a_shop, a_town


@pytest.fixture
def people(place: Place) -> dict[str, int]:
    """A keeper of each shop, a moderator, and one who may come to keep both shops."""
    made = {}
    for name, shops in {"ada": [place.shop], "yves": [place.other], "both": [], "gael": []}.items():
        person = Person.objects.create(email=f"{name}@example.org", name=name)
        made[name] = person.pk
        keep(made[name], *shops)
    return made


def keep(person: int, *shops: Shop) -> None:
    for shop in shops:
        Role.objects.create(person_id=person, kind="shopkeeper", scope="shop", scope_id=shop.pk, town_id=shop.town_id,
                            granted_at=NOW)


def figures() -> list[tuple]:
    return sorted(Count.objects.exclude(n=0).values_list("scope", "ref_id", "measure", "n"))


def voice_of(place: Place, text: str) -> Voice:
    [post] = place.say(text)
    assert post.voice is not None
    return post.voice


def state(voice: Voice, shop: object) -> str | None:
    return Link.objects.filter(voice=voice, shop=shop).values_list("state", flat=True).first()


def test_not_us_changes_no_public_figure_and_can_be_undone(place: Place, people: dict[str, int]) -> None:
    voice = voice_of(place, f"shop={place.shop.pk} down complaint")
    before = figures()
    label = actions.put_aside(voice_id=voice.pk, shop_id=place.shop.pk, by=people["ada"], now=NOW)
    assert state(voice, place.shop) == "put_aside" and figures() == before and not Correction.objects.exists()
    assert actions.put_aside(voice_id=voice.pk, shop_id=place.shop.pk, by=people["ada"], now=NOW) == label
    actions.undo(label_id=label, by=people["ada"], now=NOW)
    assert state(voice, place.shop) == "sure" and figures() == before
    with pytest.raises(CorrectionRefused, match="undone"):
        actions.undo(label_id=label, by=people["ada"], now=NOW)
    assert AuditRow.objects.filter(action__startswith="voice.").count() == 2


def test_the_moderator_confirms_not_us_everywhere_and_the_ear_learns(place: Place, people: dict[str, int]) -> None:
    voice = voice_of(place, f"shop={place.shop.pk} down complaint")
    label = actions.put_aside(voice_id=voice.pk, shop_id=place.shop.pk, by=people["ada"], now=NOW)
    before, version = figures(), place.town.gazetteer_version
    decision = actions.confirm(label_id=label, by=people["gael"], now=NOW)
    assert state(voice, place.shop) == "removed" and figures() == [] and place.right()
    correction = Correction.objects.get()
    assert (correction.alias, correction.shop, correction.allowed) == (f"Name {place.shop.pk}", place.shop, False)
    assert Town.objects.get(pk=place.town.pk).gazetteer_version > version
    with pytest.raises(CorrectionRefused, match="settled"):
        actions.undo(label_id=label, by=people["ada"], now=NOW)
    actions.undo(label_id=decision, by=people["gael"], now=NOW)
    assert state(voice, place.shop) == "put_aside" and figures() == before and place.right()
    assert Correction.objects.get().undone_at == NOW
    assert Label.objects.get(pk=label).settled_at is None


def test_the_moderator_refuses_not_us(place: Place, people: dict[str, int]) -> None:
    voice = voice_of(place, f"shop={place.shop.pk} down complaint")
    label = actions.put_aside(voice_id=voice.pk, shop_id=place.shop.pk, by=people["ada"], now=NOW)
    before = figures()
    actions.refuse(label_id=label, by=people["gael"], now=NOW, reason="the street is named")
    assert state(voice, place.shop) == "confirmed" and figures() == before
    with pytest.raises(CorrectionRefused, match="decided"):
        actions.put_aside(voice_id=voice.pk, shop_id=place.shop.pk, by=people["ada"], now=NOW)


def test_not_a_complaint(place: Place, people: dict[str, int]) -> None:
    voice = voice_of(place, f"shop={place.shop.pk} down complaint")
    before = figures()
    label = actions.not_a_complaint(voice_id=voice.pk, shop_id=place.shop.pk, by=people["ada"], now=NOW)
    assert figures() == before
    decision = actions.confirm(label_id=label, by=people["gael"], now=NOW, kind="suggestion")
    assert place.n("shop", place.shop.pk, "kind:suggestion") == 1 and place.n("town", place.town.pk, "kind:complaint") == 0
    actions.undo(label_id=decision, by=people["gael"], now=NOW)
    assert figures() == before and place.right()


def test_two_independent_shops_that_agree_settle_it(place: Place, people: dict[str, int]) -> None:
    voice = voice_of(place, f"shop={place.shop.pk} down complaint")
    claim = actions.is_us(voice_id=voice.pk, shop_id=place.other.pk, by=people["yves"], now=NOW)
    assert state(voice, place.other) is None, "one signal alone changes nothing"
    actions.put_aside(voice_id=voice.pk, shop_id=place.shop.pk, by=people["ada"], now=NOW)
    assert (state(voice, place.shop), state(voice, place.other)) == ("removed", "confirmed")
    assert place.n("shop", place.other.pk) == 1 and place.n("shop", place.shop.pk) == 0 and place.right()
    assert Label.objects.get(pk=claim).outcome == "confirmed"


@pytest.mark.parametrize("claimant", ["ada", "both"])
def test_shops_of_one_hand_are_one_signal(place: Place, people: dict[str, int], claimant: str) -> None:
    voice = voice_of(place, f"shop={place.shop.pk} down complaint")
    before = figures()
    if claimant == "both":
        keep(people["both"], place.shop, place.other)
    actions.put_aside(voice_id=voice.pk, shop_id=place.shop.pk, by=people["ada"], now=NOW)
    actions.is_us(voice_id=voice.pk, shop_id=place.other.pk, by=people[claimant], now=NOW)
    assert figures() == before and state(voice, place.other) is None


def test_choosing_among_unsure_links(place: Place, people: dict[str, int]) -> None:
    voice = voice_of(place, f"unsure={place.shop.pk} unsure={place.other.pk} up")
    decision = actions.choose(voice_id=voice.pk, shop_id=place.other.pk, by=people["gael"], now=NOW)
    assert (state(voice, place.shop), state(voice, place.other)) == ("removed", "confirmed")
    assert place.n("shop", place.other.pk) == 1 and place.right()
    actions.undo(label_id=decision, by=people["gael"], now=NOW)
    assert {state(voice, place.shop), state(voice, place.other)} == {"unsure"} and figures() == []
    actions.choose_none(voice_id=voice.pk, by=people["gael"], now=NOW)
    assert {state(voice, place.shop), state(voice, place.other)} == {"removed"}
    with pytest.raises(CorrectionRefused, match="nothing"):
        actions.choose_none(voice_id=voice.pk, by=people["gael"], now=NOW)


def test_two_moderators_at_the_same_voice_choose_once(place: Place, people: dict[str, int]) -> None:
    voice = voice_of(place, f"unsure={place.shop.pk} unsure={place.other.pk} up")
    actions.choose(voice_id=voice.pk, shop_id=place.other.pk, by=people["gael"], now=NOW)
    with pytest.raises(CorrectionRefused, match="nothing"):
        actions.choose(voice_id=voice.pk, shop_id=place.shop.pk, by=people["gael"], now=NOW)
    assert (state(voice, place.shop), state(voice, place.other)) == ("removed", "confirmed")


def test_a_link_the_ear_missed_and_one_too_many(place: Place, people: dict[str, int]) -> None:
    voice = voice_of(place, f"shop={place.shop.pk} up")
    added = actions.confirm_link(voice_id=voice.pk, shop_id=place.other.pk, by=people["gael"], now=NOW)
    assert place.n("shop", place.other.pk) == 1
    removed = actions.remove_link(voice_id=voice.pk, shop_id=place.shop.pk, by=people["gael"], now=NOW)
    assert place.n("shop", place.shop.pk) == 0 and place.right()
    with pytest.raises(CorrectionRefused, match="later_decision"):
        actions.undo(label_id=added, by=people["gael"], now=NOW)
    actions.undo(label_id=removed, by=people["gael"], now=NOW)
    actions.undo(label_id=added, by=people["gael"], now=NOW)
    assert state(voice, place.other) is None and place.n("shop", place.shop.pk) == 1 and place.right()


def test_when_two_shops_were_one_what_was_decided_wins(place: Place, people: dict[str, int]) -> None:
    both = voice_of(place, f"unsure={place.shop.pk} unsure={place.other.pk} up")
    one = voice_of(place, f"shop={place.other.pk} down")
    actions.choose(voice_id=both.pk, shop_id=place.other.pk, by=people["gael"], now=NOW)
    for _ in range(2):
        follow_merge(town_id=place.town.pk, kept_id=place.shop.pk, other_id=place.other.pk)
        assert (state(both, place.shop), state(one, place.shop), state(both, place.other)) == ("confirmed", "sure", None)
        assert place.n("shop", place.shop.pk) == 2 and place.n("shop", place.other.pk) == 0 and place.right()


def test_a_corrected_reading_moves_the_figures(place: Place, people: dict[str, int]) -> None:
    voice = voice_of(place, f"shop={place.shop.pk} up price-")
    decision = actions.correct_reading(voice_id=voice.pk, by=people["gael"], now=NOW, stance="down", aspects=[])
    assert place.n("shop", place.shop.pk, "stance:down") == 1 and place.n("shop", place.shop.pk, "aspect:price:down") == 0
    actions.undo(label_id=decision, by=people["gael"], now=NOW)
    assert place.n("shop", place.shop.pk, "aspect:price:down") == 1 and place.right()
    with pytest.raises(ValueError, match="not a reading"):
        actions.correct_reading(voice_id=voice.pk, by=people["gael"], now=NOW, stance="sideways")


def test_what_cannot_be_said(place: Place, people: dict[str, int]) -> None:
    voice = voice_of(place, f"shop={place.shop.pk} up")
    with pytest.raises(CorrectionRefused, match="no_link"):
        actions.put_aside(voice_id=voice.pk, shop_id=place.other.pk, by=people["yves"], now=NOW)
    with pytest.raises(CorrectionRefused, match="no_reason"):
        actions.dispute(voice_id=voice.pk, shop_id=place.shop.pk, reason=" ", by=people["ada"], now=NOW)
    with pytest.raises(CorrectionRefused, match="decided"):
        actions.is_us(voice_id=voice.pk, shop_id=place.shop.pk, by=people["ada"], now=NOW)
    elsewhere = a_shop(a_town())
    with pytest.raises(CorrectionRefused, match="no_link"):
        actions.confirm_link(voice_id=voice.pk, shop_id=elsewhere.pk, by=people["gael"], now=NOW)
    with pytest.raises(CorrectionRefused, match="nothing"):
        actions.put_aside(voice_id=10**9, shop_id=place.shop.pk, by=people["ada"], now=NOW)


def test_what_people_decided_outlives_an_edit(place: Place, people: dict[str, int]) -> None:
    [post] = place.say(f"shop={place.shop.pk} unsure={place.other.pk} up", native_id="a")
    actions.choose(voice_id=post.voice_id, shop_id=place.other.pk, by=people["gael"], now=NOW)
    place.say("town down", native_id="a")
    voice = Voice.objects.get()
    assert (state(voice, place.shop), state(voice, place.other), voice.stance) == (None, "confirmed", "down")
    assert place.right()


def test_a_name_that_several_shops_share_is_not_learnt(place: Place, people: dict[str, int]) -> None:
    voice = voice_of(place, f"unsure={place.shop.pk} unsure={place.other.pk} up")
    Link.objects.filter(voice=voice).update(evidence=[{"kind": "name", "text": "Franprix", "start": 0, "end": 8}])
    actions.choose(voice_id=voice.pk, shop_id=place.other.pk, by=people["gael"], now=NOW)
    assert not Correction.objects.exists()


def test_a_later_lesson_overrules_an_earlier_one_until_it_is_undone(place: Place, people: dict[str, int]) -> None:
    one, two = (voice_of(place, f"shop={place.shop.pk} up number {n}") for n in (1, 2))
    actions.remove_link(voice_id=one.pk, shop_id=place.shop.pk, by=people["gael"], now=NOW)
    decision = actions.confirm_link(voice_id=two.pk, shop_id=place.shop.pk, by=people["gael"], now=NOW)
    assert list(Correction.objects.filter(undone_at=None).values_list("allowed", flat=True)) == [True]
    actions.undo(label_id=decision, by=people["gael"], now=NOW)
    assert list(Correction.objects.filter(undone_at=None).values_list("allowed", flat=True)) == [False]


@pytest.mark.parametrize(("evidence", "alias"), [
    ([{"kind": "street", "text": "rue Labat"}], ""),
    ([{"kind": "name", "text": "Chez  Ada"}, {"kind": "typo", "text": "ches ada"}], "Chez Ada"),
    ([{"kind": "hashtag", "text": "#ChezAda"}], "ChezAda"),
    ([{"kind": "name", "text": "x" * 201}], ""),
])
def test_what_is_learnt(evidence: list[dict], alias: str) -> None:
    assert alias_of(evidence) == alias


MOVES = {("sure", "put_aside"), ("sure", "confirmed"), ("sure", "removed"), ("unsure", "confirmed"), ("unsure", "removed"),
         ("put_aside", "sure"), ("put_aside", "confirmed"), ("put_aside", "removed"), ("confirmed", "removed"),
         ("confirmed", "sure"), ("confirmed", "unsure"), ("confirmed", "put_aside"), ("removed", "confirmed"),
         ("removed", "sure"), ("removed", "unsure"), ("removed", "put_aside"), ("unheard", "confirmed"), ("unheard", "removed"),
         ("confirmed", "unheard"), ("removed", "unheard")}


@pytest.mark.parametrize("before", LINK.moves)
@pytest.mark.parametrize("after", LINK.moves)
def test_every_move_of_a_link(before: str, after: str) -> None:
    assert LINK.allows(before, after) == ((before, after) in MOVES)
    by_shop = (before, after) in {("sure", "put_aside"), ("put_aside", "sure")}
    assert BY_SHOP.allows(before, after) == by_shop
    if not by_shop:
        with pytest.raises(MoveRefused):
            BY_SHOP.check(before, after)
