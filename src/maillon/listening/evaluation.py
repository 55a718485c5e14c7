"""Measured quality against posts with gold: links, subject, language, stance, kind, aspects, safety."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from maillon.listening.entries import Heard

_LABELS = {"positive": "up", "negative": "down", "neutral": "none"}
THRESHOLDS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)


def link_figures(pairs: Iterable[tuple[Heard, set[str]]], threshold: float) -> dict[str, float]:
    """Precision, recall and F1 over (post, shop) pairs at a threshold."""
    right = wrong = missed = 0
    for heard, gold in pairs:
        found = {f.shop for f in (*heard.links, *heard.unsure) if f.probability >= threshold}
        right += len(found & gold)
        wrong += len(found - gold)
        missed += len(gold - found)
    precision = right / (right + wrong) if right + wrong else 1.0
    recall = right / (right + missed) if right + missed else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {
        "precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4),
        "right": right, "wrong": wrong, "missed": missed,
    }  # fmt: skip


def class_figures(pairs: list[tuple[str, str]]) -> dict[str, Any]:
    """Accuracy, macro-F1 over the classes seen in gold, and F1 of each class, of (gold, found) pairs."""
    classes = sorted({g for g, _ in pairs})
    each: dict[str, float] = {}
    for name in classes:
        right = sum(g == f == name for g, f in pairs)
        found = sum(f == name for _, f in pairs)
        gold = sum(g == name for g, _ in pairs)
        each[name] = round(2 * right / (found + gold), 4) if found + gold else 0.0
    accuracy = sum(g == f for g, f in pairs) / len(pairs) if pairs else 0.0
    macro = sum(each.values()) / len(each) if each else 0.0
    return {"posts": len(pairs), "accuracy": round(accuracy, 4), "macro_f1": round(macro, 4), "f1": each}


def aspect_figures(pairs: list[tuple[set[Any], set[Any]]]) -> dict[str, Any]:
    """Micro precision, recall and F1 of sets, and F1 of each member."""
    right = sum(len(g & f) for g, f in pairs)
    found = sum(len(f) for _, f in pairs)
    gold = sum(len(g) for g, _ in pairs)
    members: Counter[str] = Counter()
    for g, f in pairs:
        for name in g | f:
            members[name] += 1
    each = {}
    for name in sorted(members):
        both = sum(name in g and name in f for g, f in pairs)
        total = sum((name in g) + (name in f) for g, f in pairs)
        each[name] = round(2 * both / total, 4) if total else 0.0
    return {
        "posts": len(pairs), "precision": round(right / found, 4) if found else 1.0,
        "recall": round(right / gold, 4) if gold else 1.0,
        "micro_f1": round(2 * right / (found + gold), 4) if found + gold else 1.0,
        "f1": each,
    }  # fmt: skip


def evaluate_heard(rows: list[tuple[Heard, dict[str, Any]]], threshold: float) -> dict[str, Any]:
    """All figures for posts with their gold; what gold does not name is not scored."""
    report: dict[str, Any] = {"posts": len(rows)}
    linked = [(h, set(map(str, g["shops"]))) for h, g in rows if isinstance(g.get("shops"), list)]
    if linked:
        report["links"] = link_figures(linked, threshold) | {"posts": len(linked)}
        report["links_by_threshold"] = {str(t): link_figures(linked, t) for t in THRESHOLDS}
    for name in ("subject", "lang", "stance", "kind"):
        pairs = [
            (_LABELS.get(str(g[name]), str(g[name])), str(getattr(h, name))) for h, g in rows if g.get(name) not in (None, "")
        ]
        if pairs:
            report[name] = class_figures(pairs)
    aspects = [
        ({a if isinstance(a, str) else a[0] for a in g["aspects"]}, {a.aspect for a in h.aspects})
        for h, g in rows
        if isinstance(g.get("aspects"), list)
    ]
    if aspects:
        report["aspects"] = aspect_figures(aspects)
    safety = [(str(bool(g["safety"])), str(h.safety)) for h, g in rows if g.get("safety") is not None]
    if safety:
        report["safety"] = class_figures(safety)
    report["by_language"] = _by_language(rows, threshold)
    return report


def _by_language(rows: list[tuple[Heard, dict[str, Any]]], threshold: float) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for lang in sorted({str(g["lang"]) for _, g in rows if g.get("lang")}):
        own = [(h, g) for h, g in rows if g.get("lang") == lang]
        line: dict[str, Any] = {"posts": len(own)}
        linked = [(h, set(map(str, g["shops"]))) for h, g in own if isinstance(g.get("shops"), list)]
        if linked:
            line["links"] = link_figures(linked, threshold)
        for name in ("stance", "kind"):
            pairs = [(_LABELS.get(str(g[name]), str(g[name])), str(getattr(h, name))) for h, g in own if g.get(name)]
            if pairs:
                line[name] = class_figures(pairs)["macro_f1"]
        out[lang] = line
    return out
