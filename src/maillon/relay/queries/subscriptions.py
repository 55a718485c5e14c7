"""What somebody is told, and what they may choose to be told."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from maillon.accounts.public import roles_of
from maillon.territory.public import towns

from ..models import Delivery, Subscription
from ..permissions import may_be_told
from .places import SCOPES, About, abouts


@dataclass(frozen=True)
class Offer:
    """One line of the page: a place, its rhythm ("" : no digest), and alerts (None: not offered to this person)."""

    about: About
    subscription_ref: str
    rhythm: str
    alerts: bool | None

    @property
    def field(self) -> str:
        return f"{self.about.scope}-{self.about.ref}"


def offers(person: Any) -> list[Offer]:
    """Return every place somebody may be told about, with what they chose. Six queries and one a role on a shop."""
    live = {(row.scope, row.ref_id, row.what): row
            for row in Subscription.objects.filter(person_id=person.pk, ended_at=None)}
    wanted = {(role.town_id, role.scope, role.scope_id) for role in roles_of(person) if role.town_id is not None}
    wanted |= {(row.town_id, row.scope, row.ref_id) for row in live.values()}
    wanted |= {(town.id, "town", town.id) for town in towns()}
    found = []
    for about in abouts(wanted).values():
        ask = {"town_id": about.town_id, "scope": about.scope, "ref_id": about.ref_id}
        if not may_be_told(person, **ask, what="digest"):                       # type: ignore[arg-type]
            continue
        digest = live.get((about.scope, about.ref_id, "digest"))
        alerts = (about.scope, about.ref_id, "alert") in live
        found.append(Offer(about, digest.public_id if digest else "", digest.rhythm if digest else "",
                           alerts if may_be_told(person, **ask, what="alert") else None))   # type: ignore[arg-type]
    return sorted(found, key=lambda offer: (offer.subscription_ref == "", SCOPES.index(offer.about.scope), offer.about.name))


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
