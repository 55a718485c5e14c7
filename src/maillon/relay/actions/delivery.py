"""The life of one message, moved only along `rules.delivery.STATES` and only by conditional UPDATEs."""
from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from maillon.core import audit
from maillon.core.work import later

from ..models import Delivery
from ..rules.delivery import LEASE, LOST, STATES, pause_after, without_addresses

TASK = "maillon.relay.tasks.send"


def queue(*, key: str, subscription_id: int, kind: str, now: dt.datetime, after: dt.datetime | None = None,
          **fields: Any) -> Delivery | None:
    """Queue a message in the present transaction, at once or for `after`. None: one with this key was queued before."""
    row, made = Delivery.objects.get_or_create(key=key, defaults={
        "subscription_id": subscription_id, "kind": kind, "queued_at": now, "moved_at": now,
        "next_at": after or now + LEASE, **fields})
    if not made:
        return None
    if after is None and row.state == "queued":
        later(TASK, row.pk)
    return row


@transaction.atomic
def begin(*, delivery_id: int, now: dt.datetime, host: str) -> Delivery | None:
    """Claim a queued message and write down that it is about to be sent; None if somebody else has it or it is done.

    Committed before the mail server is spoken to. What a summary carries moves with it.
    """
    rows = Delivery.objects.select_related("subscription__person", "subscription__town", "digest")
    row = rows.filter(pk=delivery_id).first()
    if row is None or row.state != "queued" or not _move([row.pk], "queued", "sending", now, next_at=None):
        return None
    row.attempts += 1
    row.message_id = row.message_id or f"<{row.public_id}.{secrets.token_hex(8)}@{host}>"
    row.state = "sending"
    row.save(update_fields=["attempts", "message_id"])
    if row.kind == "summary":
        held = Delivery.objects.filter(subscription_id=row.subscription_id, state="held")
        held.update(state="sending", moved_at=now, carrier=row, message_id=row.message_id, next_at=None)
    return row


@transaction.atomic
def settle(*, delivery_id: int, outcome: str, reason: str = "", now: dt.datetime) -> None:
    """Write down what became of a message that was being sent.

    `outcome`: sent, refused, unknown, or `later` for a failure worth another try (given up after the last pause).
    """
    row = Delivery.objects.get(pk=delivery_id)
    reason = without_addresses(reason)[:300]
    next_at = None
    state = outcome
    if outcome == "later":
        pause = pause_after(row.attempts)
        state, next_at = ("queued", now + pause) if pause else ("failed", None)
    sent_at = now if state == "sent" else None
    if _move([row.pk], "sending", state, now, next_at=next_at, error=reason, sent_at=sent_at):
        carried = list(row.carried.filter(state="sending").values_list("pk", flat=True))
        _move(carried, "sending", "held" if state == "queued" else state, now, next_at=next_at, error=reason,
              sent_at=sent_at)


@transaction.atomic
def note_lost(*, now: dt.datetime) -> int:
    """Messages long `sending` have lost their sender: their outcome is unknown, and they are not sent again."""
    lost = list(Delivery.objects.filter(state="sending", moved_at__lt=now - LOST).values_list("pk", flat=True))
    return _move(lost, "sending", "unknown", now, error=gettext_noop("the sender was lost on the way"), next_at=None)


@transaction.atomic
def sum_up_held(*, now: dt.datetime) -> int:
    """Queue a summary for each subscription whose held alerts are due and that has none under way; return how many.

    Found in the table each time, not promised when an alert is held: one that is held while its summary leaves goes
    into the next.
    """
    due = Delivery.objects.filter(state="held", next_at__lte=now).values_list("subscription_id", flat=True)
    waiting = set(due)
    under_way = Delivery.objects.filter(subscription_id__in=waiting, kind="summary", state__in=("queued", "sending"))
    waiting -= set(under_way.values_list("subscription_id", flat=True))
    for subscription_id in sorted(waiting):
        queue(key=f"summary:{subscription_id}:{now.isoformat()}", subscription_id=subscription_id, kind="summary", now=now)
    return len(waiting)


def requeue_due(*, now: dt.datetime, most: int = 500) -> int:
    """Give each queued message that is due a task, claimed by a conditional UPDATE; return how many."""
    due = Delivery.objects.filter(state="queued", next_at__lte=now).order_by("next_at").values_list("pk", "next_at")
    claimed = 0
    for pk, next_at in list(due[:most]):
        with transaction.atomic():
            if Delivery.objects.filter(pk=pk, state="queued", next_at=next_at).update(next_at=now + LEASE):
                later(TASK, pk)
                claimed += 1
    return claimed


@transaction.atomic
def send_again(*, public_id: str, town_id: int, by: int, now: dt.datetime) -> bool:
    """Send a failed or unknown message again because a person decided so. False: it is in no such state."""
    row = Delivery.objects.filter(public_id=public_id, subscription__town_id=town_id).first()
    if row is None or not STATES.allows(row.state, "queued") or row.state == "sending" or row.carrier_id:
        return False
    before = row.state
    if not _move([row.pk], before, "queued", now, next_at=now + LEASE, attempts=0, error=""):
        return False
    row.carried.filter(state=before).update(state="held", moved_at=now, next_at=now)
    audit.record(action="delivery.again", object_kind="delivery", object_id=row.public_id, by=by, now=now,
                 town_id=town_id, detail={"before": before})
    later(TASK, row.pk)
    return True


def _move(ids: list[int], before: str, after: str, now: dt.datetime, **fields: Any) -> int:
    """Move those of the rows that are still in `before`; return how many. Raises MoveRefused for a move not allowed."""
    STATES.check(before, after)
    return Delivery.objects.filter(pk__in=ids, state=before).update(state=after, moved_at=now, **fields) if ids else 0
