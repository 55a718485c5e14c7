"""What a connector hands over: events of one source, in the order in which they happened there."""
from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Upsert:
    """A post that is new or was edited. `written_at` is aware; `lat`, `lon` in degrees, WGS 84."""

    native_id: str
    text: str
    written_at: dt.datetime
    tool: str = ""
    author: str = ""
    url: str = ""
    lang: str = ""
    lat: float | None = None
    lon: float | None = None
    handles: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    place_id: str = ""
    sample: bool = False


@dataclass(frozen=True)
class Delete:
    """A post that is gone at its source: it goes here too."""

    native_id: str


@dataclass(frozen=True)
class PurgeAuthor:
    """An author who left the tool: everything of theirs from this source goes."""

    author: str


@dataclass(frozen=True)
class SourceState:
    """The source says something about itself: `blind` (with the reason), `listening` or `done`."""

    state: str
    reason: str = ""


Event = Upsert | Delete | PurgeAuthor | SourceState


@dataclass(frozen=True)
class Batch:
    """What one fetch brought. `cursor` is stored with the posts, in one transaction; `more`: fetch again at once.

    `backfill`: posts of the past, which nobody is to be alarmed by.
    """

    events: tuple[Event, ...]
    cursor: dict[str, Any]
    more: bool = False
    backfill: bool = False


class SourceDown(Exception):
    """A source that cannot be heard now. `retry_after` in seconds, if the source named it."""

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.reason, self.retry_after = reason, retry_after


@dataclass
class Wanted:
    """A batch put in order: what to remove first, then what to store, each post once, as it stood last."""

    upserts: dict[str, Upsert] = field(default_factory=dict)
    deletes: set[str] = field(default_factory=set)
    purges: set[str] = field(default_factory=set)
    state: SourceState | None = None


def in_order(events: tuple[Event, ...]) -> Wanted:
    """Return what remains of `events` when each later one overrules the earlier ones."""
    wanted = Wanted()
    for event in events:
        match event:
            case Upsert():
                wanted.upserts[event.native_id] = event
            case Delete():
                wanted.upserts.pop(event.native_id, None)
                wanted.deletes.add(event.native_id)
            case PurgeAuthor():
                wanted.upserts = {key: u for key, u in wanted.upserts.items() if u.author != event.author}
                wanted.purges.add(event.author)
            case SourceState():
                wanted.state = event
    return wanted
