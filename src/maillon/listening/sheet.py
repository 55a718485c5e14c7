"""The evaluation as one HTML page: figures as tables, calibration as plots, the misses with their texts.

One file, no script, nothing asked from the network; light or dark as the reader's machine is set.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from maillon.listening.calibration import SOURCE
from maillon.listening.misses import Miss
from maillon.listening.plot import reliability_plot
from maillon.listening.sheet_misses import miss_articles
from maillon.listening.sheet_style import STYLE

NAMES = {
    "links": "Links", "subject": "Subject", "lang": "Language", "stance": "Stance",
    "stance_of_three": "Stance, without mixed posts", "kind": "Kind", "aspects": "Aspects",
    "aspects_with_stance": "Aspects with their stance", "safety": "Safety (True: danger)",
}  # fmt: skip
_PAGE = Markup(
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">'
    "<title>Evaluation of {title}</title><style>{style}</style></head>\n"
    "<body><main><h1>Evaluation of {title}</h1>{parts}</main></body></html>\n"
)
Cells = Sequence[Any]


def sheet(title: str, report: Mapping[str, Any], missed: Sequence[Miss], shop_names: Mapping[str, str]) -> bytes:
    """The page, as UTF-8. `report` is what `evaluate_heard` gave for the same posts as `missed`."""
    parts = [_head(report), _overview(report), *_link_tables(report), *_class_tables(report), *_languages(report)]
    parts += [*_calibrations(report["calibration"]), _abstention(report.get("abstention", {"posts": 0}))]
    parts.append(miss_articles(missed, shop_names, report["posts"]))
    page = _PAGE.format(title=title, style=Markup(STYLE), parts=Markup("\n").join(parts))
    return str(page).encode("utf-8", "replace")


def number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def spread(value: float | None, interval: Sequence[float] | None) -> str:
    """A figure with its interval."""
    return number(value) if value is None or interval is None else f"{value:.3f} ({interval[0]:.2f}–{interval[1]:.2f})"


def table(caption: str, head: Cells, rows: Iterable[Cells]) -> Markup:
    """A table whose first column names its rows."""
    body = [
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(
            row[0], Markup("").join(Markup("<td>{}</td>").format(cell) for cell in row[1:])
        )
        for row in rows
    ]
    heads = Markup("").join(Markup('<th scope="col">{}</th>').format(cell) for cell in head)
    return Markup(
        '<div class="wide" tabindex="0" role="group" aria-label="{}"><table><caption>{}</caption><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table></div>"
    ).format(caption, caption, heads, Markup("\n").join(body))


def _head(report: Mapping[str, Any]) -> Markup:
    dice = report["intervals"]
    return Markup(
        "<p>{posts} posts, links at {threshold} and above. In brackets the {level:.0%} interval over {draws} draws of the posts. "
        "The engine was told the language of {told} posts. – is a figure that does not exist.</p>"
    ).format(
        posts=report["posts"], threshold=report["threshold"], level=dice["level"], draws=dice["resamples"],
        told=report["language_told"],
    )  # fmt: skip


def _overview(report: Mapping[str, Any]) -> Markup:
    rows = []
    for name, title in NAMES.items():
        if made := report.get(name):
            overall = next(k for k in ("accuracy", "micro_f1", "f1") if k in made)
            rows.append([title, made["posts"], *(_spread_of(made, k) for k in (overall, "macro_f1", "precision", "recall"))])
    head = ("", "posts", "F1 over all; of one label a post, accuracy", "F1, mean of the classes", "precision", "recall")
    return Markup("<h2>Overview</h2>") + table("All figures", head, rows)


def _spread_of(made: Mapping[str, Any], name: str) -> str:
    return spread(made[name], made.get("interval", {}).get(name)) if name in made else ""


def _link_tables(report: Mapping[str, Any]) -> list[Markup]:
    if "links" not in report:
        return []
    head = ("", "posts", "precision", "recall", "F1", "right", "wrong", "missed")

    def rows(lines: Mapping[str, Any]) -> list[Cells]:
        return [
            [name, t["posts"], *(_spread_of(t, k) for k in ("precision", "recall", "f1")), t["right"], t["wrong"], t["missed"]]
            for name, t in lines.items()
        ]

    out = [Markup("<h2>Links</h2>"), table("Links by threshold", head, rows(report["links_by_threshold"]))]
    by_language = {lang: line["links"] for lang, line in report["by_language"].items() if "links" in line}
    if by_language:
        out.append(table("Links by language", head, rows(by_language)))
    if report["links_by_group"]:
        out.append(table("Links by group", head, rows(report["links_by_group"])))
    return out


def _class_tables(report: Mapping[str, Any]) -> list[Markup]:
    """Precision, recall, F1 and support of every class."""
    made = [
        table(title, ("", "precision", "recall", "F1", "in gold", "found"), _class_rows(report[name]))
        for name, title in NAMES.items()
        if "classes" in report.get(name, {})
    ]
    return [Markup("<h2>Classes</h2>"), *made] if made else []


def _class_rows(made: Mapping[str, Any]) -> list[Cells]:
    return [
        [name, *(_spread_of(c, k) for k in ("precision", "recall", "f1")), c["support"], c["found"]]
        for name, c in made["classes"].items()
    ]


def _languages(report: Mapping[str, Any]) -> list[Markup]:
    """The same classes for each language, folded away."""
    out = []
    for lang, line in report["by_language"].items():
        inside = [
            table(f"{title}, {lang}", ("", "precision", "recall", "F1", "in gold", "found"), _class_rows(line["tables"][name]))
            for name, title in NAMES.items()
            if name != "lang" and "classes" in line["tables"].get(name, {})
        ]
        if inside:
            out.append(
                Markup("<details><summary>{}: {} posts</summary>{}</details>").format(
                    lang, line["posts"], Markup("\n").join(inside)
                )
            )
    return [Markup("<h2>Classes by language</h2>"), *out] if out else []


def _calibrations(made: Mapping[str, Any]) -> list[Markup]:
    if not made:
        return []
    out = [Markup("<h2>Calibration</h2><p>Expected calibration error after {}.</p>").format(SOURCE)]
    for name, figures in made.items():
        title = f"Calibration of {name}: expected calibration error {number(figures['expected_calibration_error'])}"
        rows = [
            [f"{b['above']:.1f} to {b['up_to']:.1f}", b["judged"], number(b["mean_probability"]), number(b["share_right"])]
            for b in figures["bins"]
        ]
        heads = ("probability", "judged", "mean probability", "share right")
        out.append(
            Markup('<section class="pair">{}{}</section>').format(
                reliability_plot(f"plot-{name}", title, figures), table(title, heads, rows)
            )
        )
    return out


def _abstention(made: Mapping[str, Any]) -> Markup:
    if not made["posts"]:
        return Markup("")
    titles = {
        "abstained": "not linked, as it should be", "silent": "… and nothing left to a moderator",
        "unsure": "… but left to a moderator", "linked": "wrongly linked",
    }  # fmt: skip
    rows = [[title, made[k]["posts"], spread(made[k]["share"], made[k]["interval"])] for k, title in titles.items()]
    return Markup("<h2>Abstention</h2>") + table(
        f"The {made['posts']} posts whose gold names no shop", ("", "posts", "share"), rows
    )
