"""Figures of an evaluation: between 0 and 1, 1.0 for what is all right, the same whatever the order of the posts."""

from __future__ import annotations

import math
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillon.listening.calibration import calibration
from maillon.listening.entries import AspectFound, Heard, LinkFound
from maillon.listening.evaluation import Scored, evaluate_heard
from maillon.listening.figures import label_table, pair_table, set_table
from maillon.listening.gold import SUBJECTS, Gold
from maillon.listening.lexicon import ASPECTS
from maillon.listening.public import PostEntry
from maillon.listening.reading import KINDS, STANCES

SHARES = st.integers(0, 1000).map(lambda n: n / 1000)
SHOPS = st.frozensets(st.sampled_from("abc"), max_size=2)
SIDES = st.dictionaries(st.sampled_from(ASPECTS), st.sampled_from(STANCES), max_size=3)
LANGS = st.sampled_from(("en", "fr", "ja"))


@st.composite
def heard_posts(draw: Any) -> Heard:
    found = sorted(draw(st.dictionaries(st.sampled_from("abcd"), SHARES, max_size=3)).items(), key=lambda f: (-f[1], f[0]))
    links = tuple(LinkFound(shop, p, ()) for shop, p in found)
    return Heard(
        id="", in_zone=None, subject=draw(st.sampled_from(SUBJECTS)), subject_ref="",
        links=tuple(f for f in links if f.probability >= 0.5), unsure=tuple(f for f in links if f.probability < 0.5),
        lang=draw(LANGS), stance=draw(st.sampled_from(STANCES)), stance_probability=draw(SHARES), stance_words=(),
        kind=draw(st.sampled_from(KINDS)), kind_probability=draw(SHARES), kind_words=(),
        aspects=tuple(AspectFound(a, s, ()) for a, s in draw(SIDES).items()), safety=draw(st.booleans()), safety_words=(),
    )  # fmt: skip


GOLDS = st.builds(
    Gold, shops=st.none() | SHOPS, subject=st.sampled_from(("", *SUBJECTS)), lang=st.just("") | LANGS,
    stance=st.sampled_from(("", *STANCES)), kind=st.sampled_from(("", *KINDS)),
    aspects=st.none() | SIDES.map(lambda sides: frozenset(sides.items())), safety=st.none() | st.booleans(),
    group=st.sampled_from(("", "chain", "typo")),
)  # fmt: skip
EVALUATED = st.lists(st.tuples(st.integers(0, 5), GOLDS, heard_posts()), min_size=1, max_size=12).map(
    lambda rows: [(PostEntry(str(n), "x"), gold, heard) for n, gold, heard in rows]
)


def figures_in(value: Any, path: str = "") -> list[tuple[str, float]]:
    if isinstance(value, dict):
        return [pair for key, inner in value.items() for pair in figures_in(inner, f"{path}.{key}")]
    if isinstance(value, list):
        return [pair for inner in value for pair in figures_in(inner, path)]
    return [(path, value)] if isinstance(value, float) else []


@settings(max_examples=60, deadline=None)
@given(EVALUATED)
def test_every_figure_lies_between_0_and_1(scored: Scored) -> None:
    report = evaluate_heard(scored, 0.5)
    costs = [miss.pop("cost") for miss in report["misses"]]
    assert all(cost >= 0 for cost in costs) and costs == sorted(costs, reverse=True)
    for path, figure in figures_in(report):
        assert 0 <= figure <= 1, path


@settings(max_examples=60, deadline=None)
@given(EVALUATED, st.randoms(use_true_random=False))
def test_the_order_of_the_posts_does_not_matter(scored: list[Any], dice: random.Random) -> None:
    turned = list(scored)
    dice.shuffle(turned)
    assert evaluate_heard(turned, 0.5) == evaluate_heard(scored, 0.5)


@settings(max_examples=60, deadline=None)
@given(st.lists(heard_posts(), min_size=1, max_size=12))
def test_gold_that_says_what_was_heard_gives_1_and_no_miss(heard: list[Heard]) -> None:
    scored = [(PostEntry(str(n), "x"), gold_of(h), h) for n, h in enumerate(heard)]
    report = evaluate_heard(scored, 0.5)
    assert report["misses"] == []
    for name in ("subject", "lang", "stance", "kind", "safety"):
        assert report[name]["accuracy"] == report[name]["macro_f1"] == 1.0
        assert report[name]["interval"] == {"accuracy": [1.0, 1.0], "macro_f1": [1.0, 1.0]}
    for name, figure in (("links", "f1"), ("aspects", "micro_f1"), ("aspects_with_stance", "micro_f1")):
        assert report[name][figure] in (1.0, None)
    assert report["abstention"].get("linked", {"posts": 0})["posts"] == 0


def gold_of(h: Heard) -> Gold:
    sides = frozenset((a.aspect, a.stance) for a in h.aspects)
    return Gold(frozenset(f.shop for f in h.links), h.subject, h.lang, h.stance, h.kind, sides, h.safety)


def test_classes_are_counted() -> None:
    table = label_table([("up", "up"), ("up", "down"), ("down", "down"), ("none", "up")])
    assert table["accuracy"] == 0.5
    assert table["classes"]["up"] | {"interval": None} == {
        "precision": 0.5, "recall": 0.5, "f1": 0.5, "support": 2, "found": 2, "interval": None,
    }  # fmt: skip
    assert table["classes"]["none"]["precision"] is None and table["classes"]["none"]["f1"] == 0.0
    assert table["macro_f1"] == pytest.approx((0.5 + 2 / 3 + 0) / 3, abs=1e-4)
    assert table["confusion"]["up"] == {"down": 1, "up": 1}


def test_sets_and_pairs_are_counted() -> None:
    table = set_table([({"price", "place"}, {"price"}), (set(), {"hours"})])
    assert (table["precision"], table["recall"], table["micro_f1"]) == (0.5, 0.5, 0.5)
    pairs = pair_table([(frozenset("ab"), frozenset("a")), (frozenset(), frozenset("c")), (frozenset(), frozenset())])
    assert [pairs[k] for k in ("right", "wrong", "missed", "precision", "recall")] == [1, 1, 1, 0.5, 0.5]
    assert pair_table([(frozenset(), frozenset())])["precision"] is None


def test_an_interval_is_as_wide_as_theory_says_and_narrows_with_more_posts() -> None:
    few, many = (label_table([("a", "a"), ("a", "b")] * n)["interval"]["accuracy"] for n in (50, 5000))
    assert few[0] < 0.5 < few[1]
    # The normal approximation of a share of one half: 2 × 1.96 × √(0.25 / n).
    assert few[1] - few[0] == pytest.approx(2 * 1.96 * math.sqrt(0.25 / 100), rel=0.15)
    assert many[1] - many[0] == pytest.approx(2 * 1.96 * math.sqrt(0.25 / 10_000), rel=0.15)


def test_calibration_error_by_hand() -> None:
    # A bin holds its upper edge: 0.8 belongs to 0.7–0.8; three of its four are right, and of those at 0.3 none.
    made = calibration([(0.8, True), (0.8, True), (0.8, True), (0.8, False), (0.3, False)])
    assert [b["judged"] for b in made["bins"]] == [0, 0, 1, 0, 0, 0, 0, 4, 0, 0]
    assert made["expected_calibration_error"] == pytest.approx((4 * 0.05 + 1 * 0.3) / 5, abs=1e-4)


@settings(max_examples=60, deadline=None)
@given(st.lists(SHARES, max_size=30))
def test_what_is_sure_and_right_is_well_calibrated(shares: list[float]) -> None:
    made = calibration([(float(p >= 0.5), p >= 0.5) for p in shares])
    assert made["expected_calibration_error"] == (0.0 if shares else None)
    assert sum(b["judged"] for b in calibration([(p, True) for p in shares])["bins"]) == len(shares)
