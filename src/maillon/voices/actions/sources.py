"""Sources: made, visited by the clock, paused, removed."""
from __future__ import annotations

import datetime as dt
import logging
import random
from typing import Any

from django.db import transaction

from maillon.core import audit, work
from maillon.voices.connectors import connector_of
from maillon.voices.models import Post, Source
from maillon.voices.rules.deliveries import SourceDown
from maillon.voices.rules.rhythm import LEASE, after_failure, next_visit

from .take_in import take_in
from .turn import turn
from .withdraw import withdraw

log = logging.getLogger(__name__)
PULL = "maillon.voices.tasks.pull"
VISITED = ("listening", "blind")


class NameTaken(ValueError):
    """The town already has a source of this kind and name."""


def add_source(*, town_id: int, kind: str, name: str, settings: dict[str, Any], by: int | None,
               now: dt.datetime, start: bool = True) -> int:
    """Add a source and, if it is to `start`, queue its first visit; return its primary key.

    Raises LookupError for an unknown kind, NameTaken for a name in use.
    """
    connector_of(kind)
    with transaction.atomic():
        source, made = Source.objects.get_or_create(
            town_id=town_id, kind=kind, name=name[:120],
            defaults={"settings": settings, "next_at": now + LEASE if start else None,
                      "state": "listening" if start else "paused"})
        if not made:
            raise NameTaken(name)
        audit.record(action="source.added", object_kind="source", object_id=source.pk, by=by, now=now, town_id=town_id,
                     detail={"kind": kind, "name": name})
        if start:
            work.later(PULL, source.pk, group="pull")
    return source.pk


def claim_due(*, now: dt.datetime) -> list[int]:
    """Claim the sources that are due and queue their visits; the claim runs out after LEASE if the visit dies."""
    claimed = []
    for pk, due in Source.objects.filter(next_at__lte=now, state__in=VISITED).order_by("next_at").values_list(
            "pk", "next_at")[:100]:
        with transaction.atomic():
            if Source.objects.filter(pk=pk, next_at=due).update(next_at=now + LEASE):
                work.later(PULL, pk, group="pull")
                claimed.append(pk)
    return claimed


def visit(*, source_id: int, now: dt.datetime, again: bool = True) -> bool:
    """Fetch one batch, take it in, and say when to come next; return whether there is more. `again` queues the next batch."""
    source = Source.objects.filter(pk=source_id, state__in=VISITED).first()
    if source is None:
        return False
    connector = connector_of(source.kind)
    last_gap = now - source.checked_at if source.checked_at else connector.often
    try:
        batch = connector.fetch(source.settings, source.cursor, now)
    except SourceDown as error:
        _failed(source, error.reason, error.retry_after, connector.often, now)
        return False
    except Exception as error:           # a source that changed its shape must not stop the others
        log.exception("source %s (%s) failed", source.pk, source.kind)
        _failed(source, f"{type(error).__name__}: {error}", None, connector.often, now)
        return False
    with transaction.atomic():
        taken = take_in(source_id=source_id, batch=batch, now=now)
        if batch.more:
            Source.objects.filter(pk=source_id).update(next_at=now + LEASE)
            if again:
                work.later(PULL, source_id, group="pull")
        else:
            due = next_visit(now, last_gap, bool(taken.to_read), connector.often, connector.seldom)
            Source.objects.filter(pk=source_id).exclude(state="done").update(next_at=due)
    return batch.more


def _failed(source: Source, reason: str, retry_after: float | None, often: dt.timedelta, now: dt.datetime) -> None:
    """Note a failed visit, unless the source was paused or removed meanwhile."""
    failures = source.failures + 1
    Source.objects.filter(pk=source.pk, state__in=VISITED).update(
        failures=failures, state="blind", blind_reason=reason[:300], checked_at=now, blind_since=source.blind_since or now,
        next_at=after_failure(now, failures, random.random(), often, retry_after))


def pause(*, source_id: int, by: int, now: dt.datetime) -> None:
    """Visit it no more until it is resumed."""
    _move(source_id, "paused", None, by, now)


def resume(*, source_id: int, by: int, now: dt.datetime) -> None:
    """Visit it again, where it was left."""
    _move(source_id, "listening", now, by, now)


def _move(source_id: int, state: str, next_at: dt.datetime | None, by: int, now: dt.datetime) -> None:
    with transaction.atomic():
        source = Source.objects.select_for_update().get(pk=source_id)
        source.state, source.next_at, source.failures = state, next_at, 0
        source.blind_since, source.blind_reason = None, ""
        source.save()
        audit.record(action=f"source.{state}", object_kind="source", object_id=source_id, by=by, now=now,
                     town_id=source.town_id)


def remove(*, source_id: int, by: int, now: dt.datetime) -> int:
    """Remove a source with everything it brought; return the number of posts."""
    town_id = Source.objects.values_list("town_id", flat=True).get(pk=source_id)
    with turn(town_id):
        posts = list(Post.objects.filter(source_id=source_id).values_list("pk", flat=True))
        withdraw(town_id=town_id, post_ids=posts)
        source = Source.objects.get(pk=source_id)
        Source.objects.filter(pk=source_id).delete()
        audit.record(action="source.removed", object_kind="source", object_id=source_id, by=by, now=now, town_id=town_id,
                     detail={"name": source.name, "posts": len(posts)})
    connector_of(source.kind).forget(source.settings)
    return len(posts)
