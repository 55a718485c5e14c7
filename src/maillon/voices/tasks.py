"""Background work of voices. Each is harmless twice."""
from __future__ import annotations

import datetime as dt

from maillon.core import clock, work

from .actions import hear_again as all_again
from .actions import read, sources
from .actions import relisten as again

UNREAD_AFTER = dt.timedelta(seconds=30)
BUSY = 20


def read_posts(town_id: int, post_ids: list[int]) -> int:
    return read.read_posts(town_id=town_id, post_ids=post_ids, now=clock.now())


def relisten(correction_id: int, after: int) -> int:
    return again.relisten(correction_id=correction_id, after=after, now=clock.now())


def hear_again(town_id: int, run: int, below: int, since: str) -> int:
    return all_again.hear_again(town_id=town_id, run=run, below=below, since=dt.datetime.fromisoformat(since))


def pull(source_id: int) -> bool:
    return sources.visit(source_id=source_id, now=clock.now())


def pull_due() -> int:
    """A chore: visit the sources that are due."""
    return len(sources.claim_due(now=clock.now()))


def read_forgotten() -> int:
    """A chore: queue posts again whose task was lost; not while many tasks wait anyway, for theirs may be among them."""
    if work.waiting() >= BUSY:
        return 0
    return read.requeue_unread(older_than=clock.now() - UNREAD_AFTER)
