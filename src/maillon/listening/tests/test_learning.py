"""Learning from one town's decisions: what teaches, what is kept apart, the rule that refuses, and the same bytes twice."""
from __future__ import annotations

import random
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.listening import learning
from maillon.listening.decided import Decided, Judged, f1, judge_decided, precision
from maillon.listening.frozen import change, figures, surprise
from maillon.listening.learning import NEEDED, counted, learn_from, reasons_against, report_text, too_few
from maillon.listening.public import Correction, Gazetteer, Learnt, PostEntry, ShopEntry, Tuning
from maillon.listening.weights import bounds, weights

TREES = ("Cypressi", "Larixa", "Fagonde", "Sorbiera", "Tilione", "Aceretta", "Betulino", "Quercetto", "Ulmaria", "Salicane")
TOWN = Gazetteer.build(
    [ShopEntry(f"s{n}", f"Épicerie {tree}", (), "grocer", "Rue Zambourg", str(n + 1), lon=2.0 + n / 1000, lat=48.0)
     for n, tree in enumerate(TREES)], [])
SAYS = ("{} au téléphone hier", "chez {} on mange bien", "vu {} au marché, super pain", "les {} sont en fleur", "merci {}",
        "{} quel accueil", "le vieux {} du parc", "rue Zambourg, {} est ouvert")


def decisions(posts: int, *, low: bool = True, seed: int = 1) -> list[Decided]:
    """In this town a name without a capital is meant (`low`), one with a capital is not: a habit that nobody else has."""
    dice = random.Random(seed)
    out = []
    for n in range(posts):
        shop, small = dice.randrange(len(TREES)), dice.random() < 0.5
        name = TREES[shop].lower() if small else TREES[shop]
        post = PostEntry(f"v{n}", dice.choice(SAYS).format(name), lang="fr")
        meant = frozenset([f"s{shop}"])
        none: frozenset[str] = frozenset()
        out.append(Decided(post, "fr", *((meant, none) if small is low else (none, meant))))
    return out


@cache
def learnt_from(posts: int) -> Learnt:
    return learn_from(decisions(posts), TOWN)


def test_too_few_decisions_are_said_in_figures() -> None:
    learnt = learn_from(decisions(12), TOWN)
    assert learnt.verdict == "few" and learnt.tuning == Tuning()
    assert learnt.report["reasons"][0] == {"reason": "few", "what": "decisions", "there": 12, "needed": 40}
    assert "parts" not in learnt.report


@given(st.fixed_dictionaries({name: st.integers(0, 100) for name in NEEDED}))
def test_every_shortage_is_named(there: dict[str, int]) -> None:
    missing = {each["what"] for each in too_few(there)}
    assert missing == {name for name, needed in NEEDED.items() if there[name] < needed}


def test_one_post_in_four_is_kept_apart_and_never_fitted_on(monkeypatch: pytest.MonkeyPatch) -> None:
    posts = decisions(200)
    seen: list[str] = []
    fit = learning._moved
    monkeypatch.setattr(learning, "_moved", lambda fitted, bare: seen.extend(d.post.id for d in fitted) or fit(fitted, bare))
    report = learn_from(posts, TOWN).report
    apart = {d.post.id for d in posts if d.apart}
    assert 30 < len(apart) < 70 and not apart & set(seen) and set(seen) | apart == {d.post.id for d in posts}
    assert report["decisions"] == counted(posts) and report["decisions"]["kept_apart"] == len(apart)


def test_the_same_decisions_in_any_order_give_the_same_bytes() -> None:
    posts = decisions(120)
    one, two = learnt_from(120), learn_from(posts[::-1], TOWN)
    assert report_text(one.report) == report_text(two.report) and one.tuning == two.tuning
    for name, by in one.tuning.moved.items():
        least, most = bounds(name)
        assert abs(by) <= learning.FARTHEST and least <= weights()[name] + by <= most


def test_labels_that_contradict_what_is_known_are_refused_or_prove_no_worse() -> None:
    """Whatever a town decides, what is accepted is worse nowhere."""
    for low in (True, False):
        learnt = learn_from(decisions(160, low=low), TOWN)
        if learnt.verdict == "accepted":
            for part in learnt.report["parts"].values():
                for name in ("precision", "f1"):
                    assert part["before"][name] is None or part["after"][name] >= part["before"][name]
        else:
            assert learnt.verdict == "refused" and learnt.report["reasons"]


def test_what_stands_already_is_nothing_new() -> None:
    posts = decisions(120)
    again = learn_from(posts, TOWN.tuned(learnt_from(120).tuning))
    assert again.verdict == "same" and again.report["reasons"] == [] and again.report["moved"] == []


def test_lessons_of_the_town_hide_nothing_from_the_fit() -> None:
    """A blocked pair would silence the very posts it came from; the fit hears them as they were."""
    posts = decisions(120)
    lessons = [Correction(TREES[0], "s0", False), Correction(TREES[1], "s1", True)]
    taught = Gazetteer.build(TOWN.shops, TOWN.zones, lessons)
    assert learn_from(posts, taught).tuning == learnt_from(120).tuning


def test_open_shops_neither_teach_nor_count() -> None:
    posts = decisions(40)
    silent = [replace(d, confirmed=frozenset(), removed=frozenset()) for d in posts]
    judged = judge_decided(silent, TOWN, Tuning())
    assert counted(silent)["decisions"] == 0 and all(j.found == j.gold == 0 and not j.links for j in judged)


# ---- the rule ----------------------------------------------------------------------------------------------------------

RIGHT, WRONG = Judged("a", ((0.9, True),), 1, (), 0.5), Judged("a", ((0.9, False),), 0, (), 0.5)
DOUBT, SILENT = Judged("a", ((0.3, True),), 1, (), 0.5), Judged("a", (), 1, (False,), 0.5)
CLEAR = Judged("a", ((0.2, False),), 0, (), 0.5)


def reasons(before: list[Judged], after: list[Judged], part: str = "town", taught: tuple | None = None) -> set[str]:
    same = ([RIGHT], [RIGHT])
    given = {"shipped": same, "town": ([DOUBT], [RIGHT]), part: (before, after)}
    found = reasons_against(given["shipped"], given["town"], taught or same)
    return {each.get("figure", each["reason"]) for each in found}


@pytest.mark.parametrize(("before", "after", "why"), [
    ([RIGHT, DOUBT], [RIGHT, RIGHT], set()), ([RIGHT, WRONG], [RIGHT, CLEAR], set()),
    ([RIGHT], [DOUBT], {"precision", "f1", "newly_wrong"}), ([RIGHT, CLEAR], [RIGHT, WRONG], {"precision", "f1", "newly_wrong"}),
    ([RIGHT, DOUBT], [DOUBT, RIGHT], {"newly_wrong"}), ([RIGHT], [RIGHT], {"no_better"}),
    ([RIGHT, WRONG, DOUBT], [RIGHT, CLEAR, SILENT], set())])
def test_the_town_s_part(before: list[Judged], after: list[Judged], why: set[str]) -> None:
    named = [replace(one, id=str(n)) for n, one in enumerate(before)], [replace(one, id=str(n)) for n, one in enumerate(after)]
    assert reasons(*named) == why


@pytest.mark.parametrize(("before", "after", "why"), [
    ([RIGHT, DOUBT], [DOUBT, RIGHT], set()), ([RIGHT, CLEAR], [RIGHT, WRONG], {"precision", "f1"}),
    ([RIGHT, DOUBT], [DOUBT, DOUBT], {"precision", "f1"}), ([RIGHT, RIGHT], [RIGHT, DOUBT], {"f1"})])
def test_maillon_s_part(before: list[Judged], after: list[Judged], why: set[str]) -> None:
    assert reasons(before, after, "shipped") == why


def test_a_post_that_lessons_make_right_may_not_be_spoilt_either() -> None:
    assert reasons([DOUBT], [RIGHT], taught=([CLEAR], [WRONG])) == {"newly_wrong"}


JUDGED = st.builds(
    lambda links, silent, missed, threshold: Judged(
        "p", tuple((n / 1000, right) for n, right in links), sum(r for _, r in links) + missed,
        (*silent, *[False] * missed), threshold),
    st.lists(st.tuples(st.integers(50, 1000), st.booleans()), max_size=4), st.lists(st.just(True), max_size=2),
    st.integers(0, 2), st.sampled_from([0.4, 0.5, 0.6]))


@given(st.lists(st.tuples(JUDGED, JUDGED), max_size=12))
def test_whatever_is_measured_nothing_accepted_is_worse(both: list[tuple[Judged, Judged]]) -> None:
    named = [(replace(b, id=str(n)), replace(a, id=str(n), gold=b.gold)) for n, (b, a) in enumerate(both)]
    named = [(b, a) for b, a in named if a.right <= a.gold]
    before, after = [b for b, _ in named], [a for _, a in named]
    against = reasons_against((before, after), (before, after), (before, after))
    if not against:
        for rate in (precision, f1):
            was, now = rate(before), rate(after)
            assert was is None or (now is not None and now >= was)
        assert not [b.id for b, a in named if b.as_decided and not a.as_decided]
    if before == after:
        assert [each["reason"] for each in against] == ["no_better"]


@given(st.lists(JUDGED, min_size=1, max_size=12))
def test_figures_agree_with_the_exact_ones(judged: list[Judged]) -> None:
    told = figures(judged)
    for name, exact in (("precision", precision(judged)), ("f1", f1(judged))):
        assert told[name] == (None if exact is None else round(float(exact), 4))
        low_high = told["interval"][name]
        assert low_high is None or 0 <= low_high[0] <= low_high[1] <= 1
    assert (surprise(judged) is None) == (not any(j.links or j.silent for j in judged))
    assert all(each["by"] in (None, 0.0) for each in change(judged, judged).values())
    assert figures(judged[::-1]) == told
