"""Is a source heard, slow or blind? Said in words with a reason, because a silent source is not a silent town."""
from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

SLOW_AFTER = dt.timedelta(hours=2)
"""A source that was due and not read for so long is slow."""


@dataclass(frozen=True)
class Hearing:
    """`state` is heard, slow, blind, paused, done or draft; `reason` is what the source itself said ("" when it said nothing)."""

    name: str
    kind: str
    state: str
    checked_at: dt.datetime | None
    heard_at: dt.datetime | None
    blind_since: dt.datetime | None
    reason: str

    @property
    def hears(self) -> bool:
        return self.state in {"heard", "slow"}


def state_of(*, state: str, checked_at: dt.datetime | None, next_at: dt.datetime | None, now: dt.datetime) -> str:
    """Return heard, slow, blind, paused, done or draft (a file nobody has started) from a source's own state and its clocks."""
    if state in {"blind", "paused", "done", "draft"}:
        return state
    if next_at is not None and now - next_at > SLOW_AFTER:
        return "slow"
    if next_at is None and checked_at is not None and now - checked_at > dt.timedelta(days=2):
        return "slow"
    return "heard"
