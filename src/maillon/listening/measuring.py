"""`maillon evaluate`: from files to a report, on the terminal, as JSON and as a page."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from maillon.listening.evaluation import Scored, evaluate_heard
from maillon.listening.files import BadRow, UnreadableFile
from maillon.listening.gazetteer import Gazetteer
from maillon.listening.gold import Labelled, read_gold
from maillon.listening.listen import hear
from maillon.listening.misses import misses
from maillon.listening.sheet import sheet
from maillon.listening.summary import summary

Tell = Callable[[str], None]


def labelled_posts(path: Path, tell: Tell) -> list[Labelled]:
    """The posts of a gold file that have a label; what is left out is told. Raises UnreadableFile where none is left."""
    out: list[Labelled] = []
    foreign: Counter[str] = Counter()
    silent = 0
    for row in read_gold(path):
        if isinstance(row, BadRow):
            tell(f"{path}: line {row.number}: {row.reason}")
            continue
        foreign.update(row.foreign)
        silent += row.gold.silent
        if not row.gold.silent:
            out.append(row)
    for label, times in sorted(foreign.items()):
        tell(f"{path}: the {label} is none of ours and not scored ({times} rows)")
    if silent:
        tell(f"{path}: {silent} rows without gold left out")
    if not out:
        raise UnreadableFile(f"{path}: no post with gold in it")
    return out


def scored_posts(rows: list[Labelled], town: Gazetteer, threshold: float, tell: Tell) -> Scored:
    """What the engine hears in the posts, beside their gold. Without shops and zones only readings can be scored."""
    known = {shop.id for shop in town.shops}
    if known:
        named = {shop for row in rows for shop in row.gold.shops or ()}
        if unknown := len(named - known):
            tell(f"{unknown} shops of gold are not in the list of shops: their links cannot be found")
    else:
        tell("without shops neither links nor subject are scored")
        rows = [replace(row, gold=replace(row.gold, shops=None, subject="")) for row in rows]
        rows = [row for row in rows if not row.gold.silent]
        if not rows:
            raise UnreadableFile("gold names only shops and subjects: give --shops and --zone")
    heard = hear([row.post for row in rows], town, threshold=threshold)
    return [(row.post, row.gold, h) for row, h in zip(rows, heard, strict=True)]


def measure(scored: Scored, threshold: float, town: Gazetteer, title: str, as_json: Path | None, as_html: Path | None) -> str:
    """Write the report where it is wanted and return what the terminal shows."""
    report = evaluate_heard(scored, threshold)
    if as_json is not None:
        as_json.write_text(json.dumps(report, indent=2, sort_keys=True) + "\n", "utf-8", newline="\n")
    if as_html is not None:
        as_html.write_bytes(sheet(title, report, misses(scored), {shop.id: shop.name for shop in town.shops}))
    return summary(report)
