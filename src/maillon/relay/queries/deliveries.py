"""The log of what was sent in a town."""
from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext

from maillon.accounts.public import holdings

from ..models import Delivery
from ..rules.delivery import STATES
from .places import abouts

SIZE = 50


@dataclass(frozen=True)
class Entry:
    """`reader` names somebody who holds a role in the town, else "": what a resident reads is nobody's affair."""

    public_id: str
    kind: str
    state: str
    reader: str
    place: str
    queued_at: dt.datetime
    sent_at: dt.datetime | None
    next_at: dt.datetime | None
    attempts: int
    error: str
    may_go_again: bool


@dataclass(frozen=True)
class Log:
    entries: list[Entry]
    counts: dict[str, int]
    before: str


def log(*, town_id: int, state: str = "", before: str = "") -> Log:
    """Return one page of a town's messages, newest first, and how many are in each state. Six queries at most."""
    mine = Delivery.objects.filter(subscription__town_id=town_id)
    counts = {row["state"]: row["n"] for row in mine.order_by().values("state").annotate(n=Count("pk"))}
    rows = mine.select_related("subscription").order_by("-queued_at", "-pk")
    if state in STATES.moves:
        rows = rows.filter(state=state)
    last = mine.filter(public_id=before).first() if before else None
    if last is not None:
        rows = rows.filter(Q(queued_at__lt=last.queued_at) | Q(queued_at=last.queued_at, pk__lt=last.pk))
    found = list(rows[:SIZE + 1])
    readers = {held.person.id: held.person.name for held in holdings(town_id=town_id)}
    places = abouts({(town_id, row.subscription.scope, row.subscription.ref_id) for row in found})
    entries = [_entry(row, readers, places) for row in found[:SIZE]]
    return Log(entries, counts, found[SIZE - 1].public_id if len(found) > SIZE else "")


def _entry(row: Delivery, readers: dict[int, str], places: dict) -> Entry:
    about = places.get((row.subscription.scope, row.subscription.ref_id))
    again = row.state in {"failed", "unknown"} and row.carrier_id is None
    reader = readers.get(row.subscription.person_id, "")
    return Entry(row.public_id, row.kind, row.state, reader, about.name if about else "", row.queued_at, row.sent_at,
                 row.next_at if row.state == "queued" else None, row.attempts, reason(row.error), again)


def reason(error: str) -> str:
    """Why a letter did not go out, in the reader's language: our own words are, what a mail server said after them is not."""
    ours, _, theirs = error.partition(": ")
    said = gettext(ours) if ours else ""
    if said == ours:
        return error
    return gettext("%(what)s: %(said)s") % {"what": said, "said": theirs} if theirs else said
