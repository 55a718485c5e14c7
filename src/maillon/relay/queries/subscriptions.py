"""What somebody is told."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..models import Delivery, Subscription
from .places import About, abouts


def digest_of(person_id: int, public_id: str) -> int | None:
    """Return the primary key of somebody's own live digest subscription."""
    mine = Subscription.objects.filter(person_id=person_id, public_id=public_id, what="digest", ended_at=None)
    return mine.values_list("pk", flat=True).first()


@dataclass(frozen=True)
class Told:
    """What an unsubscribe link is about."""

    what: str
    ended: bool
    language: str
    about: About | None
    time_zone: str


def by_token(token: str) -> Told | None:
    row = Subscription.objects.filter(token=token).select_related("person", "town").first()
    if row is None:
        return None
    about = abouts([(row.town_id, row.scope, row.ref_id)]).get((row.scope, row.ref_id))
    return Told(row.what, row.ended_at is not None, row.person.language or row.town.language, about, row.town.time_zone)


def held_about(person_id: int) -> dict[str, Any]:
    """What relay holds about a person, for their own export: plain JSON-like data."""
    rows = Subscription.objects.filter(person_id=person_id).select_related("town").order_by("made_at", "pk")
    sent = Delivery.objects.filter(subscription__person_id=person_id).order_by("queued_at", "pk")
    return {
        "subscriptions": [{"town": row.town.slug, "scope": row.scope, "what": row.what, "rhythm": row.rhythm,
                           "made_at": row.made_at.isoformat(),
                           "ended_at": row.ended_at.isoformat() if row.ended_at else None} for row in rows],
        "messages": [{"kind": row.kind, "state": row.state, "queued_at": row.queued_at.isoformat(),
                      "sent_at": row.sent_at.isoformat() if row.sent_at else None} for row in sent],
    }
