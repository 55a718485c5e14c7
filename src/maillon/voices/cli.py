"""`maillon learn`: what a town's decisions teach its ear. Mounted by site/cli.py, which has set Django up.

Exit code 0 when a run was accepted, was dry, changed nothing or was taken back; 2 when it could not be done; 3 when refused.
"""
from __future__ import annotations

import math
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

if TYPE_CHECKING:
    from maillon.territory.public import TownCard

FIGURES = {"precision": "precision", "recall": "recall", "f1": "F1", "false_links_per_post": "false links a post",
           "calibration_error": "calibration error", "surprise": "surprise, in nats"}
MOVED = 12


def learn(
    town: Annotated[str, typer.Option(help="the town's slug")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="say what would happen, change nothing")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="go back to the weights before the last accepted run")] = False,
    redo: Annotated[bool, typer.Option("--redo", help="take the last --undo back")] = False,
    hear_again: Annotated[bool, typer.Option(
        "--hear-again", help="only hear the stored voices again, as after a release with new weights")] = False,
    as_json: Annotated[Path | None, typer.Option("--json", help="write the whole report here")] = None,
) -> None:
    """Fit a town's weights and threshold to what people decided there; refused where anything measured gets worse."""
    from django.utils import translation

    from maillon.core import clock

    from .actions.tuning import TuningRefused, bring_back, learn_from_decisions, listen_again, take_back

    here = _town(town)
    if undo + redo + dry_run + hear_again > 1 or ((undo or redo or hear_again) and as_json):
        raise _fail("--undo, --redo, --hear-again and --dry-run each go alone")
    with translation.override("en"):
        try:
            if undo:
                earlier = take_back(town_id=here.id, now=clock.now())
                _say("Taken back: " + ("the run before it stands." if earlier else "the weights of the release hold again."))
                return _heard_again(here.id)
            if redo:
                bring_back(town_id=here.id, now=clock.now())
                _say("Brought back: the run that was taken back last stands again.")
                return _heard_again(here.id)
            if hear_again:
                listen_again(town_id=here.id, now=clock.now())
                return _heard_again(here.id)
            learnt = learn_from_decisions(town_id=here.id, now=clock.now(), dry_run=dry_run)
        except TuningRefused as refused:
            raise _fail({"nothing": f"nothing to {'take' if undo else 'bring'} back in {here.name}",
                         "meanwhile": "another run was accepted or taken back meanwhile: run it again"}[refused.reason]) from None
        if as_json:
            _write(as_json, learnt.report)
        _show(learnt.report)
        code = _verdict(learnt.verdict, learnt.report, dry_run)
        if learnt.verdict == "accepted" and not dry_run:
            _heard_again(here.id)
    if code:
        raise typer.Exit(code)


def _heard_again(town_id: int) -> None:
    """Say what is heard again; on a terminal show how far the worker has come. Leaving does not stop it."""
    from maillon.core import beats, clock

    from .queries.hearing_again import left

    n = left(town_id)
    if not n:
        return
    at_work = beats.ages(clock.now()).get("worker", math.inf) < beats.FRESH.total_seconds()
    what = "1 voice" if n == 1 else f"{n} voices"
    _say(f"{what} of the last 90 days, about which nobody has decided: heard again in the background"
         + ("." if at_work else ", once the portal runs."))
    console = Console()
    if not (at_work and console.is_terminal):
        return
    with suppress(KeyboardInterrupt), Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
                                               console=console) as bar:
        shown = bar.add_task("heard again (Ctrl-C leaves it to the worker)", total=n)
        while rest := left(town_id):
            bar.update(shown, completed=n - rest)
            time.sleep(1)
        bar.update(shown, completed=n)


def _town(slug: str) -> TownCard:
    from maillon.territory.public import town_by_slug, towns

    here = town_by_slug(slug)
    if here is None:
        known = ", ".join(each.slug for each in towns()) or "none yet: maillon town make"
        raise _fail(f"there is no town {slug!r}. Towns: {known}")
    return here


def _write(path: Path, report: Mapping[str, Any]) -> None:
    from maillon.listening.public import report_text

    try:
        path.write_text(report_text(dict(report)), "utf-8", newline="\n")
    except OSError as error:
        raise _fail(f"{path}: {error.strerror}") from error


def _show(report: Mapping[str, Any]) -> None:
    there = report["decisions"]
    _say(f"{there['decisions']} decisions on {there['posts']} posts: {there['confirmed']} links confirmed, "
         f"{there['removed']} removed; {there['fitted']} posts fitted on, {there['kept_apart']} kept apart.")
    for name, part in report.get("parts", {}).items():
        Console().print(_figures(name, part))
    if report.get("moved"):
        Console().print(_moved(report["moved"]))
    if (threshold := report.get("threshold")) and threshold["before"] != threshold["after"]:
        _say(f"Threshold of a link: {threshold['before']:g} → {threshold['after']:g}")


def _figures(name: str, part: Mapping[str, Any]) -> Table:
    from .learning_words import part_words

    table = Table("", "before", "after", "change", title=f"{part_words(name)}, {part['before']['posts']} posts",
                  title_justify="left", caption="in brackets 95 % intervals", caption_justify="left")
    for key, words in FIGURES.items():
        change = part["change"].get(key)
        table.add_row(words, *(_number(part[when][key], part[when]["interval"].get(key)) for when in ("before", "after")),
                      _number(change["by"], change["interval"], sign="+") if change else "")
    for key in ("right", "wrong", "missed"):
        table.add_row(f"links {key}", str(part["before"][key]), str(part["after"][key]), "")
    return table


def _number(value: float | None, interval: list[float] | None, sign: str = "") -> str:
    if value is None:
        return "–"
    between = " to " if sign else "–"
    return f"{value:{sign}.3f}" + (f" ({interval[0]:{sign}.2f}{between}{interval[1]:{sign}.2f})" if interval else "")


def _moved(moved: list[dict[str, Any]]) -> Table:
    from .learning_words import feature_words, moved_words

    table = Table("weight", "before", "after", "", title="What moves most", title_justify="left")
    for each in moved[:MOVED]:
        table.add_row(feature_words(each["feature"]), f"{each['before']:+.3f}", f"{each['after']:+.3f}", moved_words(each))
    if len(moved) > MOVED:
        table.caption = f"and {len(moved) - MOVED} more"
    return table


def _verdict(verdict: str, report: Mapping[str, Any], dry_run: bool) -> int:
    from .learning_words import reasons_words

    why = reasons_words(report["reasons"])
    if verdict == "same":
        _say("Nothing new: what stands already is what these decisions teach.")
        return 0
    if verdict == "accepted":
        _say("It would be accepted. Nothing was changed." if dry_run else "Accepted: the ear goes by it from the next batch on.")
        return 0
    if dry_run:
        _say(f"It would be refused: {why}. Nothing was changed.")
        return 0
    Console(stderr=True).print(f"Refused: {why}.", style="red", markup=False, soft_wrap=True)
    return 3


def _say(text: str) -> None:
    Console().print(text, markup=False, highlight=False, soft_wrap=True)


def _fail(text: str) -> typer.Exit:
    Console(stderr=True).print(text, style="red", markup=False, soft_wrap=True)
    return typer.Exit(2)
