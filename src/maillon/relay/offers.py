"""What somebody may choose to be told: their subscriptions, and every place they may be told about."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from maillon.accounts.public import roles_of
from maillon.territory.public import towns

from .models import Subscription
from .permissions import may_be_told
from .queries.places import SCOPES, About, abouts


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
