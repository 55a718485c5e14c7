"""Rules of the invented posts: marked, never against a real shop, dense, varied, gold that points somewhere."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from rapidfuzz import fuzz, process

SAMPLE = Path(__file__).resolve().parents[2] / "sample"
DAY = 1440
WEEK, MONTH, SPAN = 7 * DAY, 30 * DAY, 90 * DAY
BAKERY, WORKS = "sample:fournil-pruneau", "Rue des Pyrénées"
KINDS = {"recommendation", "complaint", "suggestion", "question", "thanks", "other"}
STANCES = {"up", "down", "mixed", "none"}
ASPECTS = {"product", "service", "price", "place", "access", "hours"}


def features(name: str) -> dict[str, dict]:
    return {f["id"]: f["properties"] for f in json.loads((SAMPLE / name).read_text("utf-8"))["features"]}


@pytest.fixture(scope="module")
def posts() -> list[dict]:
    return [json.loads(line) for line in (SAMPLE / "posts.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def shops() -> dict[str, dict]:
    return features("shops.geojson")


@pytest.fixture(scope="module")
def zones() -> dict[str, dict]:
    return features("zones.geojson")


def streets_of(post: dict, shops: dict[str, dict]) -> set[str]:
    found = {shops[s].get("street") for s in post["gold"]["shops"]} - {None}
    return found | ({post["gold"]["subject_ref"]} if post["gold"]["subject"] == "street" else set())


def weekly(posts: list[dict], wanted) -> list[int]:
    """Counts by week for twelve full weeks, this week first."""
    counts = Counter(p["minutes_ago"] // WEEK for p in posts if wanted(p))
    return [counts[w] for w in range(12)]


def test_enough_posts_in_seven_languages(posts):
    languages = Counter(p["lang"] for p in posts)
    assert len(posts) >= 2_000
    assert 0.55 <= languages["fr"] / len(posts) <= 0.66
    assert all(languages[lang] >= 100 for lang in ("en", "nl", "nb", "pl", "ja", "ko"))
    assert languages["de"] and languages["es"] and languages["it"] and languages["ar"]


def test_every_post_is_marked_and_complete(posts):
    assert len({p["id"] for p in posts}) == len(posts)
    for post in posts:
        assert post["sample"] is True and post["text"].strip() and post["author"]
        assert 0 <= post["minutes_ago"] <= SPAN
        gold = post["gold"]
        assert set(gold) == {"shops", "subject", "subject_ref", "lang", "stance", "kind", "aspects", "safety"}
        assert gold["kind"] in KINDS and gold["stance"] in STANCES and gold["lang"] == post["lang"]
        assert {a for a, _ in gold["aspects"]} <= ASPECTS and {s for _, s in gold["aspects"]} <= STANCES
        assert "{" not in post["text"] and "\x01" not in post["text"] and "|" not in post["text"]


def test_nothing_bad_is_said_of_a_real_shop(posts, shops):
    real = sorted(
        {re.escape(s["name"].casefold()) for s in shops.values() if not s.get("fictional") and len(s["name"]) > 8}
    )
    named = re.compile(rf"\b(?:{'|'.join(real)})\b")
    for post in posts:
        gold = post["gold"]
        if (
            gold["kind"] == "complaint"
            or gold["stance"] in ("down", "mixed")
            or gold["safety"]
            or any(s in ("down", "mixed") for _, s in gold["aspects"])
        ):
            assert all(shops[s].get("fictional") for s in gold["shops"]), post["id"]
            text = re.sub(r"(?:rue|quai|place|boulevard|avenue|metro|métro) [\w' ]+", "", post["text"].casefold())
            assert not named.search(text), post["id"]


def test_gold_points_at_things_that_exist(posts, shops, zones):
    streets = {s["street"] for s in shops.values() if s.get("street")}
    for post in posts:
        subject, ref = post["gold"]["subject"], post["gold"]["subject_ref"]
        assert all(s in shops for s in post["gold"]["shops"])
        if subject == "shop":
            assert ref in shops or (ref is None and post["trap"].startswith("chain:"))
        elif subject == "street":
            assert ref in streets
        elif subject in ("town", "centre"):
            assert ref in zones
        else:
            assert subject == "none" and ref is None and not post["gold"]["shops"]


def test_places_known_to_the_source_are_the_shop_s_own(posts, shops):
    told = [p for p in posts if "place_id" in p]
    assert len(told) >= 100
    for post in told:
        assert post["place_id"] in shops[post["gold"]["shops"][0]]["place_ids"].values()


def test_every_kind_stance_aspect_and_trap_occurs(posts):
    assert min(Counter(p["gold"]["kind"] for p in posts).values()) >= 100
    assert min(Counter(p["gold"]["stance"] for p in posts).values()) >= 50
    assert set(Counter(a for p in posts for a, _ in p["gold"]["aspects"])) == ASPECTS
    assert {p["gold"]["subject"] for p in posts} == {"shop", "street", "town", "centre", "none"}
    assert sum(p["gold"]["safety"] for p in posts) >= 30
    assert sum("trap" in p for p in posts) >= 120
    assert {p["trap"].split(":")[0] for p in posts if "trap" in p} == {
        "common-word",
        "place-only",
        "other-town",
        "chain",
        "person",
        "elsewhere",
        "spam",
    }


def test_dense_enough_in_the_last_thirty_days(posts, shops):
    month = [p for p in posts if p["minutes_ago"] < MONTH]
    by_shop = Counter(s for p in month for s in p["gold"]["shops"])
    by_street = Counter(street for p in month for street in streets_of(p, shops))
    assert sum(n >= 10 for n in by_shop.values()) >= 25
    assert sum(n >= 10 for n in by_street.values()) >= 10
    assert sum(1 <= n <= 3 for n in by_shop.values()) >= 10, "some shops are seldom spoken of"
    quiet = {"sample:mercerie-anselme": 0, "sample:cordonnerie-vasseur": 2}
    assert {s: sum(s in p["gold"]["shops"] for p in posts) for s in quiet} == quiet


def test_the_stories_of_the_week(posts, shops):
    ups = weekly(posts, lambda p: BAKERY in p["gold"]["shops"] and p["gold"]["stance"] == "up" and "copy_of" not in p)
    assert ups[0] == 9 and all(4 <= n <= 7 for n in ups[1:])
    street = weekly(posts, lambda p: WORKS in streets_of(p, shops))
    usual = sum(street[1:]) / len(street[1:])
    assert 1.8 <= street[0] / usual <= 2.4
    assert all(n < street[0] * 0.65 for n in street[1:])


def test_texts_differ_except_where_copies_are_meant(posts):
    own, alike = 0, 0
    for lang in {p["lang"] for p in posts}:
        texts = [p["text"] for p in posts if p["lang"] == lang and "copy_of" not in p]
        scores = process.cdist(texts, texts, scorer=fuzz.ratio, score_cutoff=80, dtype="uint8")
        own, alike = own + len(texts), alike + int(((scores > 80).sum(axis=1) > 1).sum())
    assert alike / own < 0.03
    copies = [p for p in posts if "copy_of" in p]
    by_id = {p["id"]: p for p in posts}
    assert len(copies) >= 20
    assert all(fuzz.ratio(p["text"], by_id[p["copy_of"]]["text"]) > 80 for p in copies)


def test_addresses_lead_nowhere_but_to_real_shops_own_sites(posts, shops):
    sites = {s["website"] for s in shops.values() if s.get("website")}
    for post in posts:
        for url in post["urls"]:
            assert url in sites or re.match(r"https://[\w.-]+\.(?:example|invalid)\b", url), url
        assert all(m.endswith(".invalid") for m in post["mentions"])
        if post["source"] in ("mastodon", "bluesky", "blog"):
            assert post["author"].endswith(".invalid")
        assert all(tag in post["text"] for tag in post["hashtags"])


def test_the_square_offers_ten_ideas():
    square = json.loads((SAMPLE / "square.json").read_text("utf-8"))
    assert square["sample"] is True and len(square["suggestions"]) == 10
    assert {s["lang"] for s in square["suggestions"]} == {"en", "fr"}
