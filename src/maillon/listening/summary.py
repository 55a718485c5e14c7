"""The evaluation for the terminal: one screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_WORST = 5


def summary(report: Mapping[str, Any]) -> str:
    """The figures in few lines; everything else is in the JSON and the HTML."""
    lines = [f"{report['posts']} posts, links at {report['threshold']:g}; in brackets 95 % intervals"]
    if found := report.get("links"):
        lines.append(f"links     {_three(found)}   {found['right']} right, {found['wrong']} wrong, {found['missed']} missed")
        lines += [f"  at {t:>4}  {_pair(at)}" for t, at in report["links_by_threshold"].items() if t in ("0.3", "0.7", "0.9")]
    for name in ("subject", "lang", "stance", "kind", "safety"):
        if figures := report.get(name):
            lines.append(f"{name:9} accuracy {_spread(figures, 'accuracy')}   macro-F1 {_spread(figures, 'macro_f1')}")
            if name == "lang" and report["language_told"]:
                lines.append(f"          the engine was told the language of {report['language_told']} posts")
            if name in ("stance", "kind"):
                lines.append(f"          {_each(figures)}")
    if "safety" in report and (danger := report["safety"]["classes"].get("True")):
        lines.append(f"          danger: recall {_number(danger['recall'])}   precision {_number(danger['precision'])}")
    for name, title in (("aspects", "aspects"), ("aspects_with_stance", "  toned")):
        if figures := report.get(name):
            lines.append(f"{title:9} micro-F1 {_spread(figures, 'micro_f1')}   macro-F1 {_spread(figures, 'macro_f1')}")
    return "\n".join([*lines, *_languages(report), *_groups(report), *_ends(report)])


def _number(value: float | None) -> str:
    return "    –" if value is None else f"{value:.3f}"


def _spread(figures: Mapping[str, Any], name: str) -> str:
    interval = figures["interval"][name]
    return _number(figures[name]) + (f" ({interval[0]:.2f}–{interval[1]:.2f})" if interval else "")


def _pair(figures: Mapping[str, Any]) -> str:
    return f"precision {_number(figures['precision'])}   recall {_number(figures['recall'])}"


def _three(figures: Mapping[str, Any]) -> str:
    return "   ".join(
        f"{title} {_spread(figures, k)}" for k, title in (("precision", "precision"), ("recall", "recall"), ("f1", "F1"))
    )


def _each(figures: Mapping[str, Any]) -> str:
    return "  ".join(f"{name} {value:.2f}" for name, value in figures["f1"].items() if value is not None)


def _languages(report: Mapping[str, Any]) -> list[str]:
    """Links, and the macro-F1 of stance and kind, where there is more than one language."""
    by_language = report["by_language"]
    if len(by_language) < 2:
        return []
    lines = ["language  posts  links precision  recall   stance    kind"]
    for lang, line in by_language.items():
        found = line.get("links", {})
        cells = [
            _number(found.get("precision")),
            _number(found.get("recall")),
            _number(line.get("stance")),
            _number(line.get("kind")),
        ]
        lines.append(f"{lang:8}  {line['posts']:5}            {cells[0]}   {cells[1]}    {cells[2]}   {cells[3]}")
    return lines


def _groups(report: Mapping[str, Any]) -> list[str]:
    groups = report.get("links_by_group", {})
    width = max((len(name) for name in groups), default=0)
    return [
        f"{name:{width}}  {t['posts']:4} posts: {t['right']} right, {t['wrong']} wrong, {t['missed']} missed"
        for name, t in groups.items()
    ]


def _ends(report: Mapping[str, Any]) -> list[str]:
    lines = []
    if (quiet := report.get("abstention", {})).get("posts"):
        lines.append(
            f"no shop   {quiet['posts']} posts: {quiet['silent']['posts']} silent, {quiet['unsure']['posts']} to a moderator, "
            f"{quiet['linked']['posts']} wrongly linked"
        )
    if made := report["calibration"]:
        lines.append("calibration error  " + "   ".join(f"{k} {v['expected_calibration_error']:.3f}" for k, v in made.items()))
    if missed := report["misses"]:
        ids = ", ".join(str(m["id"]) for m in missed[:_WORST])
        lines.append(f"{len(missed)} posts differ from gold, the worst: {ids}")
    return lines
