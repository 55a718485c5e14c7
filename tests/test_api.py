"""The API from outside: what it tells is what the public pages show, quotations stand where they say, refusals are clear."""
from __future__ import annotations

import json

import pytest
from django.core.cache import caches
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillon.core.ui.marks import LONGEST, mark_text
from maillon.shops.models import Shop
from maillon.site import api
from maillon.voices.models import Link, Voice
from maillon.voices.tests.factories import a_label, a_shop, a_street, a_town, a_voice

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
TEXT = "🥐 Le Zéphyrin, rue Lepic : 美味しい, un délice 👩‍👩‍👧"


@pytest.fixture(autouse=True)
def nobody_asked_yet() -> None:
    caches["memory"].clear()


@pytest.fixture
def shop() -> Shop:
    town = a_town(slug="harbour")
    return a_shop(town, street=a_street(town, name="rue Lepic"), name="Le Zéphyrin")


def at(text: str, words: str) -> list:
    start = text.index(words)
    return [words, start, start + len(words)]


def sign(kind: str, text: str, words: str) -> dict:
    return dict(zip(("kind", "text", "start", "end"), [kind, *at(text, words)], strict=True))


def said(shop: Shop, text: str = TEXT, **given) -> Voice:
    return a_voice(shop, **{
        "text": text, "stance": "up", "stance_probability": 0.9, "stance_words": [at(text, "délice")], "kind": "other",
        "author": "@somebody", "evidence": [sign("name", text, "Le Zéphyrin"), sign("street", text, "rue Lepic"),
                                            {"kind": "geotag", "text": "12 m", "start": None, "end": None}],
        "aspects": [{"aspect": "product", "stance": "up", "words": [at(text, "美味しい")]}]} | given)


def ask(path: str, status: int = 200, **how):
    answer = Client(headers=how.pop("headers", {})).get(f"/api/v1/{path}", **how)
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"].startswith("application/json") and answer["Access-Control-Allow-Origin"] == "*"
    return answer.json()


def quotations(voice: dict) -> list[dict]:
    reading = voice["reading"]
    lists = (reading["stance_words"], reading["kind_words"], reading["safety_words"], voice["link"]["evidence"],
             *(a["words"] for a in reading["aspects"]))
    return [words for each in lists for words in each]


def stand(voice: dict) -> bool:
    return all(w["start"] is None or (voice["text"][w["start"]:w["end"]] == w["text"] != "") for w in quotations(voice))


def test_a_voice_with_its_evidence_in_the_language_asked_for(shop):
    voice = said(shop)
    told = ask(f"shops/{shop.public_id}/voices")
    assert (told["shop"], told["language"], told["next"]) == (shop.public_id, "en", None)
    one = told["voices"][0]
    assert stand(one) and len(quotations(one)) == 5
    assert one["link"]["because"] == [
        "The post writes the shop’s name, “Le Zéphyrin”, names its street, “rue Lepic”, and was sent from close to it."]
    assert one["reading"]["because"] == ["It praises: “délice”.", "About: the goods (“美味しい”)."]
    assert (one["id"], one["day"], one["source"], one["disputed"]) == (voice.public_id, voice.day.isoformat(), voice.url, False)
    french = ask(f"shops/{shop.public_id}/voices?lang=fr")
    assert french["language"] == "fr" and french["voices"][0]["link"]["because"][0].startswith("Le message écrit")
    assert ask(f"shops/{shop.public_id}/voices", headers={"accept-language": "fr-CA, en;q=0.5"})["language"] == "fr"
    assert ask(f"shops/{shop.public_id}/voices?lang=ja")["language"] == "en"      # no sentences yet: said, not hidden


def test_nothing_leaves_that_the_page_does_not_show(shop):
    hidden = [said(shop, text=f"n{n} {TEXT}", state=state) for n, state in enumerate(("unsure", "removed", "unheard"))]
    said(shop)
    answer = Client().get(f"/api/v1/shops/{shop.public_id}/voices").content.decode()
    assert "@somebody" not in answer and "12 m" not in answer
    assert not any(voice.public_id in answer for voice in hidden)
    assert not {"author", "written_at", "lat", "pk"} & set(json.loads(answer)["voices"][0])


def test_what_a_shop_disputes_is_told_as_disputed(shop):
    a_label(said(shop, state="put_aside"), shop, "not_us")
    assert [voice["disputed"] for voice in ask(f"shops/{shop.public_id}/voices")["voices"]] == [True]
    Link.objects.update(state="confirmed")
    assert ask(f"shops/{shop.public_id}/voices")["voices"][0]["link"]["confirmed"]


def test_offsets_are_those_of_the_excerpt(shop):
    text = "\u202eX\u202c" + "é" * (LONGEST - 60) + TEXT + "\u2066" + "z" * 90 + " délice"
    said(shop, text=text, stance_words=[at(text, "délice"), [text[-6:], len(text) - 6, len(text)]])
    one = ask(f"shops/{shop.public_id}/voices")["voices"][0]
    assert one["cut"] and len(one["text"]) == LONGEST - 3 and stand(one)
    assert [w["start"] is None for w in one["reading"]["stance_words"]] == [False, True]
    assert mark_text(text, []).unescape() == one["text"] + " […]"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_quotation_stands_in_the_text_given_whatever_the_text(shop, data):
    pieces = "a | é|e\u0301|🥐|👩‍👩‍👧|美|맛|ש|\u202e|\u2066|\u202c|\u200f|𝕃|\ufe0f|<b>|&amp;"
    odd = st.sampled_from(pieces.split("|"))
    text = data.draw(st.lists(st.one_of(odd, st.characters(exclude_categories=["Cs", "Cc"])), min_size=1).map("".join))
    text *= data.draw(st.sampled_from([1, 1, 700]))
    spans = data.draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted), max_size=6))
    words = [[text[a:b], a, b] for a, b in spans if a < b]
    Voice.objects.all().delete()
    a_voice(shop, text=text, stance_words=words, counted=False,
            evidence=[{"kind": "name", "text": w, "start": a, "end": b} for w, a, b in words])
    caches["memory"].clear()
    one = ask(f"shops/{shop.public_id}/voices")["voices"][0]
    assert stand(one) and mark_text(text, []).unescape().removesuffix(" […]") == one["text"]


def test_lists_are_paged_by_cursor(shop):
    for n in range(5):
        said(shop, text=f"{n} {TEXT}", days_ago=n)
        a_shop(shop.town, name=f"Boulangerie {n}")
    a_shop(shop.town, name="Gone", closed_on="2026-01-01")
    for key, of in (("voices", f"shops/{shop.public_id}"), ("shops", "towns/harbour")):
        seen, path = [], f"{of}/{key}?limit=2&lang=fr"
        while path:
            page = ask(path)
            seen += [row["id"] for row in page[key]]
            assert page["next"] is None or "lang=fr" in page["next"]
            path = page["next"].partition("/api/v1/")[2] if page["next"] else ""
        assert len(seen) == len(set(seen)) == {"voices": 5, "shops": 6}[key]
    names = [row["name"] for row in ask("towns/harbour/shops")["shops"]]
    assert names == sorted(names) and "Gone" not in names


def test_towns_and_shops_tell_public_facts(shop):
    elsewhere = a_shop(a_town(slug="elsewhere"))
    assert {town["slug"] for town in ask("towns")["towns"]} == {"elsewhere", "harbour"}
    one = ask(f"shops/{shop.public_id}?lang=fr")
    assert (one["name"], one["street"], one["trade_name"], one["aliases"]) == ("Le Zéphyrin", "rue Lepic", "Boulangerie", [])
    assert one["page"].endswith(f"-{shop.public_id}/") and "/fr/harbour/" in one["page"]
    assert elsewhere.public_id not in json.dumps(ask("towns/harbour/shops"))
    assert set(ask("")) == {"openapi", "towns"}


def test_a_merged_shop_leads_on(shop):
    other = a_shop(shop.town, merged_into=shop, closed_on="2026-01-01")
    for path in ("", "/voices"):
        answer = Client().get(f"/api/v1/shops/{other.public_id}{path}?lang=fr")
        assert answer.status_code == 301 and answer["Location"] == f"/api/v1/shops/{shop.public_id}{path}?lang=fr"


@pytest.mark.parametrize(("path", "status", "message"), [
    ("shops/0000000000", 404, "Cette boutique n’existe pas."), ("shops/0000000000/voices", 404, "Cette boutique n’existe pas."),
    ("towns/nowhere/shops", 404, None), ("shops/x", 404, None), ("shops/7/voices", 404, None), ("nothing/here", 404, None),
    ("towns/harbour/shops?after=0000000000", 404, "recommencez"), ("towns/harbour/shops?after=x", 422, "“after”"),
    ("towns/harbour/shops?limit=0", 422, "nombre entier de 1 à 200"), ("towns/harbour/shops?limit=many", 422, "“limit”")])
def test_refusals_are_json_in_the_language_asked_for(shop, path, status, message):
    given = ask(path, status, headers={"accept-language": "fr"})
    assert set(given) == {"error", "message"} and given["error"] in {"not_found", "unreadable"}
    wanted = (message or "").replace("“", "« ").replace("”", " »")
    assert wanted in given["message"] and not given["message"].startswith("There")


@pytest.mark.parametrize("path", ["shops/0000000000", "nothing/here", "towns?lang=xx", "towns/harbour/shops?limit=0"])
def test_letters_stand_as_they_are_in_refusals_too(shop, path):
    answer = Client(headers={"accept-language": "fr"}).get(f"/api/v1/{path}")
    assert answer.json()["message"] in answer.content.decode() and "\\u" not in answer.content.decode()


def test_a_language_nobody_offers_is_refused(shop):
    assert "en, fr, nl" in ask("towns?lang=xx", 422)["message"]
    assert Client().get("/api/v1/towns?lang=fr")["Content-Language"] == "fr"


def test_answers_may_be_kept_and_asked_for_again(shop):
    answer = Client().get("/api/v1/towns")
    assert answer["Cache-Control"] == "public, max-age=60" and "Accept-Language" in answer["Vary"]
    assert Client(headers={"if-none-match": answer["ETag"]}).get("/api/v1/towns").status_code == 304
    assert Client().head("/api/v1/towns").status_code == 200
    for method in ("post", "put", "patch", "delete"):
        refused = getattr(Client(), method)("/api/v1/towns")
        assert refused.status_code == 405 and refused.json()["error"] == "read_only" and refused["Allow"] == "GET, HEAD"


def test_who_asks_too_much_is_told_when_to_come_back(shop, monkeypatch):
    monkeypatch.setattr(api.ByAddress, "allow_request", lambda self, request: False)
    monkeypatch.setattr(api.ByAddress, "wait", lambda self: 7)
    answer = Client().get("/api/v1/towns")
    assert answer.status_code == 429 and answer["Retry-After"] == "7" and "7 s" in answer.json()["message"]


def test_an_address_of_ones_own_cannot_be_claimed(settings, rf):
    assert settings.NINJA_NUM_PROXIES == 0
    limit = api.ByAddress(api.RATE)
    keys = {limit.get_cache_key(rf.get("/", headers={"x-forwarded-for": told})) for told in ("1.1.1.1", "2.2.2.2")}
    assert len(keys) == 1


def test_asking_costs_few_queries(shop, django_assert_max_num_queries):
    for n in range(12):
        said(shop, text=f"{n} {TEXT}", days_ago=n)
    with django_assert_max_num_queries(6):
        ask(f"shops/{shop.public_id}/voices")
    with django_assert_max_num_queries(4):
        ask("towns/harbour/shops")
