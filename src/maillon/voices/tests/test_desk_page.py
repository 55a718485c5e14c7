"""The desk in the browser's words: who sees it, what it shows, what its buttons do without script."""
from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillon.accounts.models import Person
from maillon.core import clock
from maillon.voices.models import Count, Label, Link

from .factories import a_source, a_voice, many_voices

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(cast):
    """Everybody reads English here, whatever the catalogues hold."""
    Person.objects.update(language="en")
    return cast


@pytest.fixture
def now(monkeypatch):
    moment = clock.now()
    monkeypatch.setattr(clock, "now", lambda: moment)
    return moment


def open_desk(cast, key="ada", shop=None, **query):
    return cast.client(key).get(reverse("desk", kwargs={"shop_id": (shop or cast.shop).public_id}), query)


def spoken(cast, now, **given):
    return a_voice(cast.shop, written_at=now, **given)


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def act(cast, voice, what, key="ada", **form):
    return cast.client(key).post(
        reverse("desk-act", kwargs={"shop_id": cast.shop.public_id, "voice_id": voice.public_id, "what": what}), form)


@pytest.mark.parametrize(("key", "status"), [("ada", 200), ("bruno", 200), ("carla", 403), ("dario", 403), ("elsa", 403),
                                             ("gael", 403), ("hugo", 403), ("nobody", 302)])
def test_the_desk_opens_to_its_own_people_only(cast, key, status):
    assert open_desk(cast, key).status_code == status


def test_the_manager_of_its_zone_looks_in_and_cannot_act(cast, now):
    voice = a_voice(cast.arcade_shop, written_at=now, kind="complaint", stance="down")
    seen = open_desk(cast, "fanny", cast.arcade_shop)
    assert seen.status_code == 200 and "Not us" not in seen.content.decode()
    address = reverse("desk-act", kwargs={"shop_id": cast.arcade_shop.public_id, "voice_id": voice.public_id, "what": "not_us"})
    assert cast.client("fanny").post(address).status_code == 403
    assert Link.objects.get(voice=voice).state == "sure"


def test_an_empty_desk_teaches(cast, now):
    a_source(cast.town, name="Reviews", state="blind", blind_reason="The shops have not agreed.")
    said = text_of(open_desk(cast))
    for words in (
        "voices this week",
        "Nothing seen so far.",
        "Nothing waits.",
        "Reviews",
        "The shops have not agreed.",
        "What we hear",
    ):
        assert words in said
    assert "thumbs up" not in said


def test_the_glance_stands_beside_its_usual_and_its_words(cast, now):
    many_voices(cast.shop, 400, days=88, now=now)
    said = text_of(open_desk(cast))
    assert "thumbs up" in said and "usually" in said and "le pain" in said and "The figures" in said


@pytest.mark.parametrize("query", [{}, {"show": "all"}, {"kind": "complaint"}, {"show": "aside"}])
def test_a_desk_costs_twelve_queries_at_most(cast, now, query):
    many_voices(cast.shop, 300, now=now)
    client = cast.client("ada")
    address = reverse("desk", kwargs={"shop_id": cast.shop.public_id})
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address, query).status_code == 200
    assert len(queries) <= 12, [q["sql"][:120] for q in queries]


def test_what_people_wrote_is_never_markup(cast, now):
    spoken(cast, now, text="<script>alert(1)</script> <b>pain</b>", kind="complaint", stance="down", url="javascript:alert(1)",
           evidence=[{"kind": "name", "text": "<img src=x>", "start": 0, "end": 8}], stance_words=[["x", 2, 999_999]])
    html = open_desk(cast).content.decode()
    assert "<script>alert" not in html and "<img src=x>" not in html and "<b>pain" not in html
    assert 'href="javascript:' not in html


def test_why_this_shop_is_one_tap_away(cast, now):
    spoken(cast, now, text="Pain du Fournil Pruneau", kind="question",
           evidence=[{"kind": "name", "text": "Fournil Pruneau", "start": 8, "end": 23}, {"kind": "geotag", "text": ""}])
    html = open_desk(cast).content.decode()
    assert '<details class="why"' in html and "Why this shop?" in html
    assert re.search(r'<mark class="hit">.*?Fournil Pruneau</mark>', html)
    said = text_of(open_desk(cast))
    assert "in full" in said and "strong" in said and "weak" in said


def test_not_us_acts_at_once_and_can_be_undone_without_script(cast, now):
    voice = spoken(cast, now, kind="complaint", stance="down", text="Ce pain était dur")
    before = Count.objects.get(scope="town", measure="voices", ref_id=cast.town.pk).n
    answer = act(cast, voice, "not_us", back="show=all")
    assert answer.status_code == 302 and answer["Location"].endswith("#voices") and "show=all" in answer["Location"]
    page = cast.client("ada").get(answer["Location"])
    html = page.content.decode()
    assert "Put aside" in html and "Ce pain était dur" not in html
    assert Count.objects.get(scope="town", measure="voices", ref_id=cast.town.pk).n == before
    undo = re.search(r'<form method="post" action="([^"]+undo-not_us/)"', html)[1]
    assert cast.client("ada").post(undo).status_code == 302
    assert "Ce pain était dur" in open_desk(cast).content.decode()
    assert Link.objects.get(voice=voice).state == "sure"


def test_what_is_put_aside_can_be_taken_back_later(cast, now):
    voice = spoken(cast, now)
    act(cast, voice, "not_us")
    html = open_desk(cast, show="aside").content.decode()
    assert voice.text in html and "It is us after all" in html


def test_answered_and_not_a_complaint_leave_the_list_and_come_back(cast, now):
    voice = spoken(cast, now, kind="complaint", stance="down")
    for what in ("answered", "not_complaint"):
        act(cast, voice, what)
        assert "Nothing waits for an answer." in text_of(open_desk(cast, show="answer"))
        act(cast, voice, f"undo-{what}")
        assert voice.text in text_of(open_desk(cast, show="answer"))
    assert Label.objects.filter(undone_at=None).count() == 0


def test_a_confirmed_link_is_disputed_with_a_reason(cast, now):
    voice = spoken(cast, now, state="confirmed")
    said = text_of(open_desk(cast, show="all"))
    assert "ask the town again" in said
    assert "done=refused-decided" in act(cast, voice, "not_us")["Location"]
    assert "done=refused-no_reason" in act(cast, voice, "dispute")["Location"]
    act(cast, voice, "dispute", reason="We do not sell fish")
    assert Label.objects.get(what="dispute").reason == "We do not sell fish"


def test_praise_shows_on_the_desk_as_it_opens_below_what_waits(cast, now):
    spoken(cast, now, text="Le four était froid", kind="complaint", stance="down")
    praise = spoken(cast, now, text="Le meilleur pain du quartier", kind="recommendation")
    said = text_of(open_desk(cast))
    assert said.index("Le four était froid") < said.index("The newest voices") < said.rindex(praise.text)
    html = open_desk(cast).content.decode()
    assert html.count(f'id="v-{praise.public_id}"') == 1 and 'aria-current="true">To answer' in html
    assert praise.text not in text_of(open_desk(cast, show="answer")).split("The voices")[1]


def test_what_people_do_not_like_stands_under_its_own_heading(cast, now):
    def about(aspect, stance, words):
        return [{"aspect": aspect, "stance": stance, "words": [[words, 0, 4]]}]

    for _ in range(2):
        spoken(cast, now, aspects=about("price", "down", "trop cher"), stance="down", kind="other")
    said = text_of(open_desk(cast))
    assert "What people do not like" in said and "What people like" not in said
    spoken(cast, now, aspects=about("product", "up", "bon pain"))
    said = text_of(open_desk(cast))
    order = [said.index(words) for words in ("What people like", "bon pain", "What people do not like", "trop cher")]
    assert order == sorted(order)


def test_a_list_s_later_page_leads_back_to_the_same_list(cast, now):
    many_voices(cast.shop, 60, now=now)
    html = open_desk(cast, kind="recommendation").content.decode()
    older = re.search(r'href="\?([^"#]+)#voices" rel="next"', html)[1].replace("&amp;", "&")
    html = cast.client("ada").get(reverse("desk", kwargs={"shop_id": cast.shop.public_id}) + "?" + older).content.decode()
    assert re.search(r'href="\?show=all&amp;kind=recommendation#voices">Back to the newest', html)


def test_maybe_you_is_asked_not_counted(cast, now):
    voice = spoken(cast, now, state="unsure")
    assert voice.text not in text_of(open_desk(cast, show="all"))
    assert voice.text in text_of(open_desk(cast, show="maybe"))
    act(cast, voice, "is_us")
    assert Label.objects.get(what="is_us").voice_id == voice.pk


def test_a_voice_of_another_desk_cannot_be_touched(cast, now):
    stranger = a_voice(cast.arcade_shop, written_at=now)
    assert act(cast, stranger, "not_us").status_code == 404
    assert act(cast, spoken(cast, now), "burn").status_code == 404
    assert Link.objects.get(voice=stranger).state == "sure"


def test_reading_does_not_act(cast, now):
    voice = spoken(cast, now)
    address = reverse("desk-act", kwargs={"shop_id": cast.shop.public_id, "voice_id": voice.public_id, "what": "not_us"})
    assert cast.client("ada").get(address).status_code == 405


def test_the_top_is_sent_again_only_when_it_changed(cast, now):
    client = cast.client("ada")
    html = open_desk(cast).content.decode()
    address = re.search(r'hx-get="([^"]+)"', html)[1].replace("&amp;", "&")
    assert client.get(address, headers={"hx-request": "true"}).status_code == 204
    spoken(cast, now, kind="question", text="Ouvert lundi ?")
    fresh = client.get(address, headers={"hx-request": "true"})
    assert fresh.status_code == 200 and "Ouvert lundi" in fresh.content.decode() and "<html" not in fresh.content.decode()


def test_the_figures_are_a_csv_too(cast, now):
    spoken(cast, now)
    answer = cast.client("ada").get(reverse("desk-weeks", kwargs={"shop_id": cast.shop.public_id}))
    rows = answer.content.decode("utf-8-sig").splitlines()
    assert rows[0] == "first_day,voices,up,down,mixed,none" and len(rows) == 14 and rows[-1].endswith(",1,1,0,0,0")
    assert cast.client("carla").get(reverse("desk-weeks", kwargs={"shop_id": cast.shop.public_id})).status_code == 403


def test_other_languages_carry_their_mark_and_lang(cast, now):
    spoken(cast, now, lang="pl", text="Bardzo dobry chleb", kind="question")
    html = open_desk(cast).content.decode()
    assert '<blockquote lang="pl">' in html and 'title="Polish">PL</abbr>' in html
    assert ">sample<" in html


def test_one_shop_leads_straight_to_its_desk_and_none_says_so(cast):
    assert cast.client("ada").get(reverse("desks"))["Location"] == reverse("desk", kwargs={"shop_id": cast.shop.public_id})
    assert "No desk is yours yet" in text_of(cast.client("carla").get(reverse("desks")))
    cast.ada.roles.create(kind="staff", scope="shop", scope_id=cast.arcade_shop.pk, town_id=cast.town.pk, granted_at=clock.now())
    assert "Which desk?" in text_of(cast.client("ada").get(reverse("desks")))


def test_no_complaint_is_put_aside_by_the_shop_on_its_own_desk_only(cast, now):
    spoken(cast, now, kind="complaint", stance="down", text="Une vraie plainte")
    voice = spoken(cast, now, kind="complaint", stance="down", text="Pas une plainte")
    act(cast, voice, "not_complaint")

    def listed(**chosen):
        return text_of(open_desk(cast, **chosen)).partition(" The voices ")[2]

    complaints = listed(kind="complaint")
    assert "Une vraie plainte" in complaints and "Pas une plainte" not in complaints and "Complaints 1" in complaints
    aside = listed(show="aside")
    assert "Pas une plainte" in aside and "Une vraie plainte" not in aside and "A complaint after all" in aside
    assert "Pas une plainte" in listed(show="all")
    assert Count.objects.get(scope="shop", ref_id=cast.shop.pk, measure="kind:complaint").n == 2
    act(cast, voice, "undo-not_complaint")
    assert "Pas une plainte" in listed(kind="complaint") and "Pas une plainte" not in listed(show="aside")


def test_both_sides_of_a_subject_stand_on_the_desk_and_the_figures_have_dates(cast, now):
    for stance, times in (("up", 6), ("down", 3)):
        for _ in range(times):
            spoken(cast, now, stance=stance, aspects=[{"aspect": "product", "stance": stance, "words": []}])
    html = open_desk(cast).content.decode()
    said = text_of(open_desk(cast))
    assert "Goods 6 for, 3 against" in said
    assert "Week from" in said and re.search(r'<th scope="row"><time datetime="\d{4}-\d\d-\d\d">', html)
