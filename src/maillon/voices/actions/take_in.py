"""Store what a connector brought, and only then where it got to: both in one transaction."""
from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from django.db import transaction

from maillon.core import audit, work
from maillon.voices.models import Post, Source
from maillon.voices.rules.cleaning import clean, clean_id, clean_line
from maillon.voices.rules.deliveries import Batch, Upsert, Wanted, in_order

from .turn import turn
from .withdraw import READ, leave, withdraw

READ_AT_ONCE = 500
FIELDS = ("text", "written_at", "tool", "author", "url", "lat", "lon", "handles", "hashtags", "urls", "place_id")


@dataclasses.dataclass(frozen=True)
class Taken:
    """What a batch changed: primary keys of the posts to read, numbers of the rest."""

    to_read: list[int]
    edited: int
    withdrawn: int


def take_in(*, source_id: int, batch: Batch, now: dt.datetime) -> Taken:
    """Store a batch and its cursor, and queue the reading. Taking the same batch in twice changes nothing more.

    Raises Source.DoesNotExist when the source was removed meanwhile.
    """
    town_id = Source.objects.values_list("town_id", flat=True).get(pk=source_id)
    wanted = in_order(batch.events)
    with turn(town_id):
        source = Source.objects.select_for_update(no_key=True).get(pk=source_id)
        withdrawn = _remove(source, wanted, now)
        new, edited = _store(source, [clean(event, now) for event in wanted.upserts.values()], batch.backfill, now)
        _note(source, batch, wanted, bool(new or edited or withdrawn), now)
        to_read = sorted(new + edited)
        queue_reading(town_id, to_read)
    return Taken(to_read, len(edited), withdrawn)


def queue_reading(town_id: int, post_ids: list[int]) -> None:
    """Queue the reading of these posts, in tasks of at most 500."""
    with transaction.atomic():
        for start in range(0, len(post_ids), READ_AT_ONCE):
            work.later(READ, town_id, post_ids[start:start + READ_AT_ONCE], group="read")


def _remove(source: Source, wanted: Wanted, now: dt.datetime) -> int:
    gone: set[int] = set()
    posts = Post.objects.filter(source=source)
    for start in range(0, len(wanted.deletes), 500):
        ids = [clean_id(each) for each in sorted(wanted.deletes)[start:start + 500]]
        gone.update(posts.filter(native_id__in=ids).values_list("pk", flat=True))
    for author in sorted(wanted.purges):
        gone.update(posts.filter(author=clean_line(author, 200)).values_list("pk", flat=True))
    if gone:
        withdraw(town_id=source.town_id, post_ids=sorted(gone))
        audit.record(action="posts.withdrawn", object_kind="source", object_id=source.pk, by=None, now=now,
                     town_id=source.town_id, reason="gone at the source", detail={"posts": len(gone)})
    return len(gone)


def _store(source: Source, events: list[Upsert], backfill: bool, now: dt.datetime) -> tuple[list[int], list[int]]:
    """Insert new posts, update edited ones; return the primary keys of both."""
    known: dict[str, Post] = {}
    for start in range(0, len(events), 500):
        ids = [event.native_id for event in events[start:start + 500]]
        known.update((post.native_id, post) for post in Post.objects.filter(source=source, native_id__in=ids))
    new = Post.objects.bulk_create([
        Post(town_id=source.town_id, source=source, received_at=now, backfill=backfill, sample=event.sample,
             native_id=event.native_id, lang_hint=event.lang, **_fields(event))
        for event in events if event.native_id not in known], batch_size=500)
    changed = [event for event in events if event.native_id in known
               and any(getattr(known[event.native_id], name) != value for name, value in _fields(event).items())]
    for event in changed:
        _edit(known[event.native_id], event)
    return [post.pk for post in new], [known[event.native_id].pk for event in changed]


def _fields(event: Upsert) -> dict[str, Any]:
    return {name: list(value) if isinstance(value := getattr(event, name), tuple) else value for name in FIELDS}


def _edit(post: Post, event: Upsert) -> None:
    """Follow an edit: a leading post is read again in its place, a copy leaves the voice it copied."""
    if post.voice_id and not post.leads:
        leave(post.voice_id)
        post.voice_id = None
    for name, value in _fields(event).items():
        setattr(post, name, value)
    post.state, post.aside_reason, post.lang_hint = "new", "", event.lang
    post.save()


def _note(source: Source, batch: Batch, wanted: Wanted, brought: bool, now: dt.datetime) -> None:
    source.cursor, source.checked_at = batch.cursor, now
    if brought:
        source.heard_at = now
    source.failures, source.blind_since, source.blind_reason = 0, None, ""
    if source.state == "blind":
        source.state = "listening"
    if wanted.state is not None:
        source.state = wanted.state.state
        if source.state == "blind":
            source.blind_since, source.blind_reason = now, wanted.state.reason[:300]
        if source.state == "done":
            source.next_at = None
    source.save(update_fields=["cursor", "checked_at", "heard_at", "failures", "blind_since", "blind_reason", "state",
                               "next_at"])
