"""Measured quality against posts with gold; the report's keys are explained in docs/guide/evaluate.md."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from maillon.listening.calibration import calibration
from maillon.listening.entries import Heard, PostEntry
from maillon.listening.figures import Table, label_table, pair_table, set_table, share
from maillon.listening.gold import Gold
from maillon.listening.intervals import LEVEL, RESAMPLES, SEED
from maillon.listening.misses import misses

THRESHOLDS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
LABELS = ("subject", "lang", "stance", "kind")
Scored = Sequence[tuple[PostEntry, Gold, Heard]]


def evaluate_heard(scored: Scored, threshold: float) -> dict[str, Any]:
    """All figures for posts with their gold; what gold does not name is not scored. The posts' order does not matter."""
    report: dict[str, Any] = {
        "format": 1,
        "posts": len(scored),
        "threshold": threshold,
        "language_told": sum(bool(post.lang) for post, _, _ in scored),
        "intervals": {"level": LEVEL, "resamples": RESAMPLES, "seed": SEED},
        **tables(scored, threshold),
    }
    if any(gold.shops is not None for _, gold, _ in scored):
        report["links_by_threshold"] = {str(t): links(scored, t, interval=False) for t in THRESHOLDS}
        report["links_by_group"] = _links_by_group(scored, threshold)
        report["abstention"] = abstention(scored, threshold)
    report["by_language"] = _by_language(scored, threshold)
    report["calibration"] = _calibrations(scored)
    report["misses"] = [
        {
            "id": miss.post.id, "cost": miss.cost,
            "differences": [
                {"what": d.what, "gold": d.gold, "heard": d.heard, "probability": d.probability} for d in miss.differences
            ],
        }
        for miss in misses(scored)
    ]  # fmt: skip
    return report


def tables(scored: Scored, threshold: float) -> dict[str, Table]:
    """The table of everything that gold names at least once."""
    out: dict[str, Table] = {}
    if any(gold.shops is not None for _, gold, _ in scored):
        out["links"] = links(scored, threshold)
    for name in LABELS:
        if pairs := [(said, getattr(heard, name)) for _, gold, heard in scored if (said := getattr(gold, name))]:
            out[name] = label_table(pairs)
    # Sets that know no "mixed" are scored on three stances; here the same figure without the mixed posts.
    three = [(gold.stance, h.stance) for _, gold, h in scored if gold.stance not in ("", "mixed")]
    if three and any(gold.stance == "mixed" for _, gold, _ in scored):
        out["stance_of_three"] = label_table(three)
    sided = [(gold.aspects, h) for _, gold, h in scored if gold.aspects is not None]
    if sided:
        out["aspects"] = set_table([({a for a, _ in said}, {a.aspect for a in h.aspects}) for said, h in sided])
    toned = [
        ({" ".join(pair) for pair in said}, {f"{a.aspect} {a.stance}" for a in h.aspects})
        for said, h in sided
        if all(stance for _, stance in said)
    ]
    if toned:
        out["aspects_with_stance"] = set_table(toned)
    if dangers := [(str(gold.safety), str(h.safety)) for _, gold, h in scored if gold.safety is not None]:
        out["safety"] = label_table(dangers)
    return out


def links(scored: Scored, threshold: float, *, interval: bool = True) -> Table:
    """Figures over (post, shop) pairs at a threshold."""
    pairs = [(gold.shops, found_at(heard, threshold)) for _, gold, heard in scored if gold.shops is not None]
    return pair_table(pairs, interval=interval)


def found_at(heard: Heard, threshold: float) -> frozenset[str]:
    """Shops at or above a threshold, whatever the threshold the engine was called with."""
    return frozenset(f.shop for f in (*heard.links, *heard.unsure) if f.probability >= threshold)


def abstention(scored: Scored, threshold: float) -> dict[str, Any]:
    """What became of posts whose gold names no shop: nothing said, left to a moderator, or wrongly linked."""
    heard = [h for _, gold, h in scored if gold.shops is not None and not gold.shops]
    if not heard:
        return {"posts": 0}
    linked = [bool(found_at(h, threshold)) for h in heard]
    asked = [bool(h.links or h.unsure) for h in heard]
    return {
        "posts": len(heard),
        "abstained": share([not yes for yes in linked]),
        "silent": share([not yes for yes in asked]),
        "unsure": share([some and not yes for some, yes in zip(asked, linked, strict=True)]),
        "linked": share(linked),
    }


def _links_by_group(scored: Scored, threshold: float) -> dict[str, Table]:
    groups = sorted({gold.group for _, gold, _ in scored if gold.group and gold.shops is not None})
    return {name: links([s for s in scored if s[1].group == name], threshold) for name in groups}


def _by_language(scored: Scored, threshold: float) -> dict[str, Any]:
    """For each language of gold: its posts, links, the macro-F1 of stance and kind, and all its tables."""
    out: dict[str, Any] = {}
    for lang in sorted({gold.lang for _, gold, _ in scored if gold.lang}):
        own = [s for s in scored if s[1].lang == lang]
        made = tables(own, threshold)
        line: dict[str, Any] = {"posts": len(own)}
        if "links" in made:
            line["links"] = made["links"]
        line |= {name: made[name]["macro_f1"] for name in ("stance", "kind") if name in made}
        out[lang] = line | {"tables": made}
    return out


def _calibrations(scored: Scored) -> dict[str, Any]:
    judged = {
        "links": [
            (found.probability, found.shop in gold.shops)
            for _, gold, heard in scored
            if gold.shops is not None
            for found in (*heard.links, *heard.unsure)
        ],
        "stance": [(h.stance_probability, h.stance == gold.stance) for _, gold, h in scored if gold.stance],
        "kind": [(h.kind_probability, h.kind == gold.kind) for _, gold, h in scored if gold.kind],
    }
    return {name: calibration(pairs) for name, pairs in judged.items() if pairs}
