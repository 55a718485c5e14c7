"""What the decisions of one town teach its ear: weights and threshold, measured before and after, refused if it gets worse.

The weights are fitted on three in four of the town's decided posts and on the written posts inside the package, each drawn
strongly to its shipped value. Both are heard without the town's lessons: a lesson already settles the words it was taught,
so it would hide what the weights do elsewhere. What is fitted on is never measured on.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np

from maillon.listening.candidates import NO_CAP
from maillon.listening.decided import Decided, Judged, f1, f_beta, judge_decided, judge_shipped, precision, shipped_town
from maillon.listening.frozen import change, figures, surprise
from maillon.listening.gazetteer import Gazetteer
from maillon.listening.intervals import LEVEL, RESAMPLES, SEED
from maillon.listening.language import named_language
from maillon.listening.linking import DEFAULT_THRESHOLD
from maillon.listening.refit import Problem, refit
from maillon.listening.training_links import TOWNS, Example, candidates_of, examples_of, kept_apart
from maillon.listening.tuning import Tuning
from maillon.listening.weights import bounds, weights

NEEDED = {"decisions": 40, "confirmed": 10, "removed": 10, "kept_apart": 5}
"""Fewest decisions (pairs of post and shop), of each sort, and posts kept apart."""
PULL = 4.0
"""Price of a squared step away from a shipped weight; the shipped ones were fitted with 0.6."""
FARTHEST = 1.0
"""No weight moves farther from the shipped one, in log-odds."""
THRESHOLDS = tuple(Fraction(k, 20) for k in range(8, 13))
"""0.4 to 0.6: decisions are about links in doubt, so they say little of those that nobody questions."""
GAIN = Fraction(1, 100)
"""What another threshold must gain, in F of precision weighed double, to be taken."""
_DOUBLE = Fraction(1, 2)


@dataclass(frozen=True)
class Learnt:
    """`verdict`: accepted, refused, few (not enough decisions) or same (what stands already). `tuning` is what would hold;
    `report` is plain JSON, the same for the same decisions in any order."""

    verdict: str
    tuning: Tuning
    report: dict[str, Any]


def learn_from(decided: Sequence[Decided], gazetteer: Gazetteer) -> Learnt:
    """Learn from one town's decisions, from its gazetteer as it stands (lessons and tuning included). Pure."""
    posts = sorted(decided, key=lambda d: d.post.id)
    standing = gazetteer.tuning
    report: dict[str, Any] = {"format": 1, "decisions": counted(posts), "needed": NEEDED, "shipped_weights": shipped_mark()}
    if missing := too_few(report["decisions"]):
        return Learnt("few", standing, report | {"verdict": "few", "reasons": missing})
    bare = gazetteer if not gazetteer.corrections else Gazetteer.build(gazetteer.shops, gazetteer.zones)
    fitted = [d for d in posts if not d.apart]
    tuning = _threshold(Tuning(_moved(fitted, bare)), fitted, bare)
    report |= _changes(standing, tuning)
    if tuning == standing:
        return Learnt("same", standing, report | {"verdict": "same", "reasons": []})
    apart = [d for d in posts if d.apart]
    shipped = judge_shipped(standing), judge_shipped(tuning)
    town = judge_decided(apart, bare, standing), judge_decided(apart, bare, tuning)
    taught = judge_decided(apart, gazetteer, standing), judge_decided(apart, gazetteer, tuning)
    reasons = reasons_against(shipped, town, taught)
    verdict = "refused" if reasons else "accepted"
    return Learnt(verdict, tuning, report | {
        "intervals": {"level": LEVEL, "resamples": RESAMPLES, "seed": SEED},
        "parts": {name: _part(*both) for name, both in (("shipped", shipped), ("town", town))},
        "verdict": verdict, "reasons": reasons})  # fmt: skip


def counted(decided: Sequence[Decided]) -> dict[str, int]:
    """How many decisions there are, of which sort, and how many posts are fitted on and kept apart."""
    apart = sum(d.apart for d in decided)
    return {
        "decisions": sum(d.pairs for d in decided), "confirmed": sum(len(d.confirmed) for d in decided),
        "removed": sum(len(d.removed) for d in decided), "posts": len(decided), "kept_apart": apart,
        "fitted": len(decided) - apart,
    }  # fmt: skip


def too_few(there: dict[str, int]) -> list[dict[str, Any]]:
    """What is missing, the total first."""
    return [
        {"reason": "few", "what": what, "there": there[what], "needed": needed}
        for what, needed in NEEDED.items()
        if there[what] < needed
    ]


Both = tuple[Sequence[Judged], Sequence[Judged]]


def reasons_against(shipped: Both, town: Both, taught: Both) -> list[dict[str, Any]]:
    """Why a change is refused; empty where it is not. Each pair holds the same posts before and after.

    Refused when, on either part, precision or F1 falls, or nothing is found any more where something was; when a decided
    post kept apart becomes wrong that was as decided, without lessons or with them (`taught`); or when the town's decisions
    kept apart are neither found better (F1) nor less of a surprise: a change that proves nothing is not made.
    """
    out: list[dict[str, Any]] = []
    for part, (before, after) in (("shipped", shipped), ("town", town)):
        for name, rate in (("precision", precision), ("f1", f1)):
            was, now = rate(before), rate(after)
            if was is not None and (now is None or now < was):
                out.append({"reason": "worse", "part": part, "figure": name})
    spoilt = sorted({b.id for pair in (town, taught) for b, a in zip(*pair, strict=True) if b.as_decided and not a.as_decided})
    if spoilt:
        out.append({"reason": "newly_wrong", "posts": spoilt})
    if not out and not _better(*town):
        out.append({"reason": "no_better"})
    return out


def _better(before: Sequence[Judged], after: Sequence[Judged]) -> bool:
    was, now = f1(before), f1(after)
    if now is not None and (was is None or now > was):
        return True
    surprised, less = surprise(before), surprise(after)
    return surprised is not None and less is not None and round(less, 4) < round(surprised, 4)


def _moved(fitted: Sequence[Decided], bare: Gazetteer) -> dict[str, float]:
    """Feature → how far its weight moves from the shipped one."""
    shipped = weights()
    names = list(shipped)
    place = {name: k for k, name in enumerate(names)}
    examples = [*_of_town(fitted, bare), *_of_package()]
    rows = np.zeros((len(examples), len(names)))
    for k, example in enumerate(examples):
        for name, value in example.features.items():
            rows[k, place[name]] = value
    centre = np.array([shipped[name] for name in names])
    limits = np.array([bounds(name) for name in names])
    found = refit(Problem(
        rows, np.array([float(e.meant) for e in examples]), np.array([e.weight for e in examples]), centre,
        np.maximum(limits[:, 0], centre - FARTHEST), np.minimum(limits[:, 1], centre + FARTHEST), PULL))  # fmt: skip
    moved = {name: round(float(by), 3) for name, by in zip(names, found - centre, strict=True)}
    return {name: by for name, by in sorted(moved.items()) if by}


def _of_town(fitted: Sequence[Decided], bare: Gazetteer) -> Iterator[Example]:
    for d in fitted:
        for c in candidates_of(d.post, named_language(d.lang), bare):
            shop = bare.shops[c.shop].id
            if c.cap == NO_CAP and (shop in d.confirmed or shop in d.removed):
                yield Example(c.features, shop in d.confirmed, 1.0)


def _of_package() -> Iterator[Example]:
    """The written posts that shipped weights were fitted on: they hold what other towns need in its place."""
    for name in TOWNS:
        town, rows = shipped_town(name)
        for post, row in rows:
            if not kept_apart(post.id):
                yield from examples_of(post, named_language(row["lang"]), set(map(str, row["gold"]["shops"])), town, 1.0)


def _threshold(tuning: Tuning, fitted: Sequence[Decided], bare: Gazetteer) -> Tuning:
    """The threshold that serves the posts fitted on best, precision weighed double; the shipped one unless it gains enough and
    costs nothing in F1."""
    judged = [*judge_decided(fitted, bare, tuning), *judge_shipped(tuning, apart=False)]
    at = {t: [replace(j, threshold=float(t)) for j in judged] for t in THRESHOLDS}
    served = {t: f_beta(same, _DOUBLE) or Fraction(0) for t, same in at.items()}
    shipped = Fraction(DEFAULT_THRESHOLD).limit_denominator(20)
    best = max(served, key=lambda t: (served[t], -abs(t - shipped), t))
    if best == shipped or served[best] < served[shipped] + GAIN or (f1(at[best]) or 0) < (f1(at[shipped]) or 0):
        return tuning
    return replace(tuning, threshold=float(best))


def _changes(standing: Tuning, tuning: Tuning) -> dict[str, Any]:
    """Weights that would be others than those that stand, the most moved first, and the threshold."""
    shipped = weights()
    old, new = (each.table() or shipped for each in (standing, tuning))
    differing = [name for name in shipped if round(old[name] - new[name], 3)]
    differing.sort(key=lambda name: (-abs(round(new[name] - old[name], 3)), name))
    moved = [{"feature": name, "before": round(old[name], 3), "after": round(new[name], 3)} for name in differing]
    shown = [DEFAULT_THRESHOLD if each.threshold is None else each.threshold for each in (standing, tuning)]
    return {"moved": moved, "threshold": {"before": shown[0], "after": shown[1]}, "tuning": tuning.as_row()}


def _part(before: Sequence[Judged], after: Sequence[Judged]) -> dict[str, Any]:
    return {"before": figures(before), "after": figures(after), "change": change(before, after)}


def shipped_mark() -> str:
    """Names the shipped weights that a tuning was measured with: another release may bring others."""
    return hashlib.sha256(json.dumps(weights(), sort_keys=True).encode()).hexdigest()[:12]


def report_text(report: dict[str, Any]) -> str:
    """A report as JSON text, the same bytes for the same report."""
    return json.dumps(report, indent=2, sort_keys=True, ensure_ascii=False) + "\n"

