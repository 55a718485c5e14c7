"""Lessons and runs of `maillon learn` in words."""
from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from babel.numbers import format_decimal
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from maillon.core.ui.filters import localdate, locale_of, number
from maillon.listening.public import shipped_mark

from ..learning_words import feature_words, moved_words, reasons_words
from ..queries.lessons import Before, Lesson
from ..queries.tunings import Run

MOVED = 6
PARTS = ("shipped", "town")
FIGURES = ("precision", "recall", "f1", "false_links_per_post", "calibration_error", "surprise")
DASH = "\u2060–\u2060"
"""Without a break at either side."""


def choice(words: str, show: str) -> dict[str, str]:
    return {name: value for name, value in (("q", words), ("show", show)) if value}


def chips(words: str, show: str) -> list[tuple[str, str, None, bool]]:
    """Which lessons to list, as the macro `chips` takes them."""
    names = {"": _("All"), "added": _("Added"), "blocked": _("Blocked"), "undone": _("Undone")}
    return [(name, "?" + urlencode(choice(words, each)), None, each == show) for each, name in names.items()]


def done(what: str) -> str:
    return {"undo": _("Undone: earlier voices with these words are being heard again."),
            "again": _("Taught again: earlier voices with these words are being heard again."),
            "late": _("Somebody has changed this lesson in the meantime.")}.get(what, "")


def state(lesson: Lesson) -> tuple[str, str]:
    """(words, class of the badge)."""
    if not lesson.stands:
        return _("undone"), "line"
    return (_("added"), "for") if lesson.allowed else (_("blocked"), "against")


def meaning(lesson: Lesson) -> str:
    return _("names this shop") if lesson.allowed else _("does not name this shop")


def teacher(lesson: Lesson) -> str:
    if lesson.by_shops:
        return _("two shops that agree")
    return lesson.by or _("somebody who has left")


def changed(n: int) -> str:
    return ngettext("%(n)s earlier voice changed", "%(n)s earlier voices changed", n) % {"n": number(n)}


def earlier(before: Before) -> str:
    given = {"day": localdate(before.at, "medium"), "until": localdate(before.undone_at, "medium") if before.undone_at else "–"}
    return (_("added %(day)s, undone %(until)s") if before.allowed else _("blocked %(day)s, undone %(until)s")) % given


def run_state(run: Run) -> tuple[str, str]:
    """(words, class of the badge)."""
    if run.verdict == "refused":
        return pgettext("run of learn", "refused"), "against"
    if run.undone_at:
        return pgettext("run of learn", "taken back"), "line"
    return (pgettext("run of learn", "stands"), "for") if run.stands else (pgettext("run of learn", "replaced"), "line")


def run_reason(run: Run) -> str:
    return reasons_words(run.report.get("reasons", [])) if run.verdict == "refused" else ""


def run_rests_on(run: Run) -> str:
    there = run.report.get("decisions", {})
    n = there.get("decisions", 0)
    return ngettext("%(n)s decision", "%(n)s decisions", n) % {"n": number(n)}


def run_is_of_earlier_release(run: Run) -> bool:
    """Whether it was measured with other shipped weights than these."""
    return bool(run.stands and run.report.get("shipped_weights") != shipped_mark())


def posts_of(run: Run) -> tuple[int, int]:
    """How many posts kept apart each part was measured on: Maillon's, the town's."""
    shipped, town = (run.report.get("parts", {}).get(part, {}).get("before", {}).get("posts", 0) for part in PARTS)
    return shipped, town


def run_figures(run: Run) -> list[tuple[str, list[tuple[str, str]], list[tuple[str, str]]]]:
    """(figure, [before, after] on Maillon's posts, the same on the town's), each as its value and its interval."""
    parts = [run.report.get("parts", {}).get(part, {}) for part in PARTS]
    shown = [(figure_name(key), [[figure(part.get(when, {}), key) for when in ("before", "after")] for part in parts])
             for key in FIGURES]
    return [(name, shipped, town) for name, (shipped, town) in shown]


def figure_name(key: str) -> str:
    return {"precision": _("Links found that are right"), "recall": _("Right links that are found"), "f1": _("Both in one (F1)"),
            "false_links_per_post": _("Wrong links a post"), "calibration_error": _("How far probabilities are off"),
            "surprise": _("Surprise at what people said")}[key]


def figure(figures: dict[str, Any], key: str) -> tuple[str, str]:
    """The figure, and in brackets its 95 % interval where it has one that is more than itself."""
    value, interval = figures.get(key), figures.get("interval", {}).get(key)
    if value is None:
        return "–", ""
    spread = interval and interval[0] != interval[1]
    return places(value, "0.000"), f"({places(interval[0], '0.00')}{DASH}{places(interval[1], '0.00')})" if spread else ""


def places(value: float, pattern: str) -> str:
    return format_decimal(value, format=pattern, locale=locale_of())


def run_moved(run: Run) -> list[str]:
    """What moved most."""
    return [f"{feature_words(each['feature'])}: {moved_words(each)}" for each in run.report.get("moved", [])[:MOVED]]


def run_threshold(run: Run) -> str:
    """How the threshold moved; "" where it did not."""
    threshold = run.report.get("threshold", {})
    if threshold.get("before") == threshold.get("after"):
        return ""
    return _("A link is sure from %(after)s on, before from %(before)s.") % {
        "after": number(threshold["after"]), "before": number(threshold["before"])}
