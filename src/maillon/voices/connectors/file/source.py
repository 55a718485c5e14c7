from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from maillon.voices.connectors.contract import Connector
from maillon.voices.rules.deliveries import Batch, Event, SourceDown, SourceState, Upsert

from .mapping import RowMapping, post_of
from .reading import Problem, Row, Shape, rows

BATCH = 500
BATCH_BYTES = 4 * 1024 * 1024
SHOWN_ROWS, SHOWN_PROBLEMS = 20, 100
MEMBERS = ("original", "rows.jsonl")


def folder_of(given: Mapping[str, Any]) -> Path:
    """Where a source keeps its file; named from the data folder, so that a restored installation finds it again."""
    return Path(settings.DATA_DIR) / str(given["folder"])


def unroll(folder: Path, shape: Shape) -> int:
    """Write the uploaded file `original` as `rows.jsonl`, one numbered row or problem a line; return the number of lines.

    From there on a place in the file is a number of bytes, so that a killed visit goes on where the last one ended.
    """
    count = 0
    draft = folder / "rows.draft"
    with draft.open("w", encoding="utf-8") as out:
        for found in rows(folder / "original", shape):
            line = ({"n": found.number, "problem": found.reason, "about": found.about} if isinstance(found, Problem)
                    else {"n": found[0], "row": found[1]})
            out.write(json.dumps(line, ensure_ascii=True, default=str) + "\n")
            count += 1
    draft.replace(folder / "rows.jsonl")
    return count


def unrolled(folder: Path, start: int = 0) -> Iterator[tuple[int, tuple[int, Row] | Problem]]:
    """Yield (bytes up to its end, row or problem) of `rows.jsonl` from the byte `start`. Raises SourceDown when it is gone."""
    try:
        with (folder / "rows.jsonl").open("rb") as file:
            file.seek(start)
            for line in file:
                start += len(line)
                told = json.loads(line)
                yield start, (Problem(told["n"], told["problem"], told["about"]) if "problem" in told
                              else (told["n"], told["row"]))
    except (OSError, ValueError, KeyError) as error:
        raise SourceDown(f"the file cannot be read any more: {error}") from error


@dataclass
class DryRun:
    """What starting would do. `rows`: the first with the post made of each; `problems`: the first of the `refused`."""

    posts: int = 0
    refused: int = 0
    rows: list[tuple[int, Row, Upsert | Problem]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)


def dry_run(given: Mapping[str, Any]) -> DryRun:
    """Read the whole file with this mapping and store nothing."""
    mapping, done, columns = RowMapping.of(given), DryRun(), dict[str, None]()
    for _end, found in unrolled(folder_of(given)):
        post = found if isinstance(found, Problem) else post_of(*found, mapping)
        if not isinstance(found, Problem):
            columns.update(dict.fromkeys(found[1]) if len(columns) < 200 else ())
            if len(done.rows) < SHOWN_ROWS:
                done.rows.append((*found, post))
        if isinstance(post, Problem):
            done.refused += 1
            done.problems += [post] if len(done.problems) < SHOWN_PROBLEMS else []
        else:
            done.posts += 1
    done.columns = list(columns)[:200]
    return done


class File(Connector):
    """Settings: `folder`, `columns`, `time_zone`, `day_first`, `tool`, `written_at`. Cursor: `at` (bytes), `posts`, `refused`."""

    kind = "file"
    label = _("A file")
    live = False

    def fetch(self, settings: Mapping[str, Any], cursor: Mapping[str, Any], now: dt.datetime) -> Batch:
        mapping = RowMapping.of(settings)
        start = at = cursor.get("at", 0)
        events: list[Event] = []
        refused, more = cursor.get("refused", 0), False
        for end, found in unrolled(folder_of(settings), start):
            post = found if isinstance(found, Problem) else post_of(*found, mapping)
            at = end
            if isinstance(post, Problem):
                refused += 1
            else:
                events.append(post)
            if len(events) >= BATCH or at - start > BATCH_BYTES:
                more = True
                break
        posts = cursor.get("posts", 0) + len(events)
        if not more:
            events.append(SourceState("done"))
        return Batch(tuple(events), {"at": at, "posts": posts, "refused": refused}, more=more, backfill=True)

    def forget(self, settings: Mapping[str, Any]) -> None:
        if settings.get("folder"):
            shutil.rmtree(folder_of(settings), ignore_errors=True)


CONNECTOR = File()
