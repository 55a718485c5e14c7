"""Who is told what, and the end of it."""
from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass

from django.db import transaction

from maillon.accounts.public import holdings
from maillon.core import audit

from ..models import Subscription
from ..rules.rhythm import next_moment

RHYTHMS = {"digest": ("daily", "weekly"), "alert": ("instant",)}
DEFAULTS: dict[str, tuple[tuple[str, str], ...]] = {
    "shopkeeper": (("digest", "weekly"), ("alert", "instant")),
    "community_manager": (("digest", "weekly"), ("alert", "instant")),
    "officer": (("digest", "weekly"), ("alert", "instant")),
}
"""What a role is signed up for when it is given; each can be ended with one click and then stays ended."""


@dataclass(frozen=True)
class Wish:
    """What a person wants to be told; `rhythm` None: not any more."""

    town_id: int
    time_zone: str
    scope: str
    ref_id: int
    what: str
    rhythm: str | None


@transaction.atomic
def choose(*, person_id: int, wishes: list[Wish], by: int, now: dt.datetime) -> int:
    """Make a person's subscriptions what they wish and return how many changed. The caller has asked `may_be_told`.

    Raises ValueError for a rhythm that does not belong to what is told.
    """
    held = {(row.scope, row.ref_id, row.what): row
            for row in Subscription.objects.select_for_update().filter(person_id=person_id)}
    changed = 0
    for wish in wishes:
        if wish.rhythm is not None and wish.rhythm not in RHYTHMS[wish.what]:
            raise ValueError(f"{wish.what} has no rhythm {wish.rhythm!r}")
        changed += _obey(held.get((wish.scope, wish.ref_id, wish.what)), wish, person_id=person_id, by=by, now=now)
    return changed


def _obey(row: Subscription | None, wish: Wish, *, person_id: int, by: int, now: dt.datetime) -> bool:
    live = row is not None and row.ended_at is None
    if wish.rhythm is None:
        if row is None or not live:
            return False
        _end(row, ended_by="reader", by=by, now=now)
        return True
    if row is not None and live and row.rhythm == wish.rhythm:
        return False
    due = next_moment(now, wish.rhythm, wish.time_zone) if wish.what == "digest" else None
    if row is None:                     # or made meanwhile: the same form sent twice
        row, _ = Subscription.objects.get_or_create(
            person_id=person_id, scope=wish.scope, ref_id=wish.ref_id, what=wish.what,
            defaults={"town_id": wish.town_id, "token": secrets.token_urlsafe(32), "made_at": now})
    row.rhythm, row.next_at, row.ended_at, row.ended_by = wish.rhythm, due, None, ""
    row.save()
    _note("subscription.chosen", row, by=by, now=now)
    return True


@transaction.atomic
def end_by_token(*, token: str, now: dt.datetime) -> bool:
    """End the subscription a one-click link belongs to, without sign-in; harmless twice. False: no such link."""
    row = Subscription.objects.select_for_update().filter(token=token).first()
    if row is not None and row.ended_at is None:
        _end(row, ended_by="reader", by=row.person_id, now=now)
    return row is not None


@transaction.atomic
def resume_by_token(*, token: str, time_zone: str, now: dt.datetime) -> bool:
    """Undo `end_by_token`. False: no such link."""
    row = Subscription.objects.select_for_update().filter(token=token).first()
    if row is not None and row.ended_at is not None and row.ended_by == "reader":
        row.ended_at, row.ended_by = None, ""
        row.next_at = next_moment(now, row.rhythm, time_zone) if row.what == "digest" else None
        row.save()
        _note("subscription.chosen", row, by=row.person_id, now=now)
    return row is not None


@transaction.atomic
def end_for_role(*, subscription_id: int, now: dt.datetime) -> None:
    """End what hung on a role that is no longer held."""
    row = Subscription.objects.select_for_update().get(pk=subscription_id)
    if row.ended_at is None:
        _end(row, ended_by="role", by=None, now=now)


@transaction.atomic
def follow_merge(*, kept_id: int, other_id: int, now: dt.datetime) -> None:
    """What was told about a shop that became another is told about that one; nobody is told twice. Harmless twice."""
    for row in Subscription.objects.select_for_update().filter(scope="shop", ref_id=other_id):
        same = Subscription.objects.filter(person_id=row.person_id, scope="shop", ref_id=kept_id, what=row.what)
        if not same.exists():
            row.ref_id = kept_id
            row.save(update_fields=["ref_id"])
            _note("subscription.moved", row, by=None, now=now)
        elif row.ended_at is None:
            _end(row, ended_by="role", by=None, now=now)


@transaction.atomic
def sign_up_holders(*, town_id: int, time_zone: str, now: dt.datetime, person_id: int | None = None) -> int:
    """Give everybody who holds a role in the town the subscriptions of that role, once; return how many were made.

    What the reader ended stays ended; what ended with a role begins again when the role is given again.
    """
    wanted = {(held.person.id, held.role.scope, held.role.scope_id, what): rhythm for held in holdings(town_id=town_id)
              for what, rhythm in DEFAULTS.get(held.role.kind, ()) if person_id in (None, held.person.id)}
    rows = Subscription.objects.filter(town_id=town_id, person_id__in={key[0] for key in wanted})
    held_already = {(row.person_id, row.scope, row.ref_id, row.what) for row in rows if row.ended_by != "role"}
    made = 0
    for (reader, scope, ref_id, what), rhythm in wanted.items():
        if (reader, scope, ref_id, what) in held_already:
            continue
        due = next_moment(now, rhythm, time_zone) if what == "digest" else None
        row, _ = Subscription.objects.update_or_create(
            person_id=reader, scope=scope, ref_id=ref_id, what=what,
            defaults={"rhythm": rhythm, "next_at": due, "ended_at": None, "ended_by": ""},
            create_defaults={"town_id": town_id, "rhythm": rhythm, "next_at": due, "made_at": now,
                             "token": secrets.token_urlsafe(32)})
        _note("subscription.by_role", row, by=None, now=now)
        made += 1
    return made


def _end(row: Subscription, *, ended_by: str, by: int | None, now: dt.datetime) -> None:
    row.ended_at, row.ended_by, row.next_at = now, ended_by, None
    row.save(update_fields=["ended_at", "ended_by", "next_at"])
    _note("subscription.ended", row, by=by, now=now)


def _note(action: str, row: Subscription, *, by: int | None, now: dt.datetime) -> None:
    audit.record(action=action, object_kind="subscription", object_id=row.public_id, by=by, now=now,
                 town_id=row.town_id,
                 detail={"scope": row.scope, "ref_id": row.ref_id, "what": row.what, "rhythm": row.rhythm})
