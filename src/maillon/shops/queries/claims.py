"""Reads about claims."""
from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from ..models import Claim


@dataclass(frozen=True)
class ClaimCard:
    """A claim with what its decider and its claimant need to see."""

    public_id: str
    shop_id: int
    shop_public_id: str
    shop_slug: str
    shop_name: str
    shop_address: str
    shop_phone: str
    shop_website: str
    town_slug: str
    claimant_id: int
    claimant: str
    claimant_email: str
    proof: str
    proof_text: str
    proof_code: str
    state: str
    asked_at: dt.datetime
    decided_at: dt.datetime | None
    decided_by: str
    reason: str


def card(claim: Claim) -> ClaimCard:
    shop, person = claim.shop, claim.person
    address = " ".join(part for part in (shop.housenumber, shop.street.name if shop.street else "") if part)
    return ClaimCard(
        claim.public_id, shop.pk, shop.public_id, shop.slug, shop.name, address, shop.phone, shop.website,
        shop.town.slug, person.pk, person.name or person.email.partition("@")[0], person.email, claim.proof,
        claim.proof_text, claim.proof_code, claim.state, claim.asked_at, claim.decided_at,
        claim.decided_by.name if claim.decided_by else "", claim.reason)


def _rows() -> QuerySet[Claim]:
    return Claim.objects.select_related("shop__street", "shop__town", "person", "decided_by")


def claim_by_id(public_id: str) -> ClaimCard | None:
    claim = _rows().filter(public_id=public_id).first()
    return card(claim) if claim else None


def claims_waiting(town_id: int) -> list[ClaimCard]:
    """Return the undecided claims of a town, oldest first."""
    rows = _rows().filter(shop__town_id=town_id, state="asked").order_by("asked_at", "pk")
    return [card(claim) for claim in rows[:200]]


def claims_decided(town_id: int, limit: int = 20) -> list[ClaimCard]:
    rows = _rows().filter(shop__town_id=town_id).exclude(state="asked").order_by("-decided_at", "-pk")
    return [card(claim) for claim in rows[:limit]]


def claims_of(person_id: int, limit: int | None = 50) -> list[ClaimCard]:
    return [card(claim) for claim in _rows().filter(person_id=person_id).order_by("-asked_at", "-pk")[:limit]]


def count_waiting(town_id: int) -> int:
    return Claim.objects.filter(shop__town_id=town_id, state="asked").count()


def held_about(person_id: int) -> list[dict[str, Any]]:
    """Return all of a person's claims for the export of their data."""
    return [{"shop": claim.shop_name, "proof": claim.proof, "proof_text": claim.proof_text, "state": claim.state,
             "asked_at": claim.asked_at, "decided_at": claim.decided_at, "reason": claim.reason}
            for claim in claims_of(person_id, limit=None)]
