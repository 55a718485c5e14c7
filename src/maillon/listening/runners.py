"""Where the work is done: in this process or in several. The rows and their order are the same."""

from __future__ import annotations

import itertools
import multiprocessing
import os
from collections.abc import Iterable, Iterator
from typing import Any

from maillon.listening.copies import CopyFinder, fingerprint
from maillon.listening.entries import PostEntry
from maillon.listening.gazetteer import Gazetteer
from maillon.listening.listen import hear
from maillon.listening.rows import as_row

RUNNERS = ("inline", "processes")
_SHARE = 2048
Doubted = list[tuple[str, ...]]
Heard = list[tuple[dict[str, Any], int, Doubted]]
"""A row, its fingerprint, and the doubts of its `unsure` shops in their order."""
_town: Gazetteer | None = None
_threshold = 0.5


def run(
    posts: Iterable[PostEntry], gazetteer: Gazetteer, *, threshold: float, runner: str = "inline", processes: int = 0,
    doubted: bool = False,
) -> Iterator[dict[str, Any]]:
    """Output rows of the posts in input order, near-copies joined over the whole input.

    `doubted` adds a key `doubts` for `explained`, which takes it away again. Posts are taken in shares of 2,048, so memory
    does not grow with the input but for the fingerprints.
    """
    shares = _in_shares(posts)
    finder = CopyFinder()
    for share in _heard(shares, gazetteer, threshold, runner, processes):
        for row, mark, doubts in share:
            row["copy_of"] = finder.see(row["id"], mark)
            yield row | {"doubts": doubts} if doubted else row


def _in_shares(posts: Iterable[PostEntry]) -> Iterator[list[PostEntry]]:
    taken = iter(posts)
    while share := list(itertools.islice(taken, _SHARE)):
        yield share


def _heard(
    shares: Iterator[list[PostEntry]], gazetteer: Gazetteer, threshold: float, runner: str, processes: int
) -> Iterator[Heard]:
    if runner == "inline":
        for share in shares:
            yield _hear_share(share, gazetteer, threshold)
        return
    count = processes or os.cpu_count() or 1
    context = multiprocessing.get_context("spawn")
    with context.Pool(count, _begin, (gazetteer.dump(), threshold)) as pool:
        waiting: list[Any] = []
        for share in shares:
            waiting.append(pool.apply_async(_hear_in_process, (share,)))
            if len(waiting) > 2 * count:
                yield waiting.pop(0).get()
        for result in waiting:
            yield result.get()


def _hear_share(share: list[PostEntry], gazetteer: Gazetteer, threshold: float) -> Heard:
    heard = hear(share, gazetteer, threshold=threshold)
    return [(as_row(h), fingerprint(p.text), [f.doubts for f in h.unsure]) for h, p in zip(heard, share, strict=True)]


def _begin(data: bytes, threshold: float) -> None:
    global _town, _threshold
    _town, _threshold = Gazetteer.load(data), threshold


def _hear_in_process(share: list[PostEntry]) -> Heard:
    assert _town is not None
    return _hear_share(share, _town, _threshold)
