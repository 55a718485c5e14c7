"""What shops dispute and a moderator has to decide."""
from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import OuterRef, Subquery

from ..models import Label, Link
from .cards import DISPUTES, ShopRef, VoiceCard, card, shop_ref, with_further, with_places

MOST = 100


@dataclass(frozen=True)
class Dispute:
    """`what` is not_us, not_complaint or dispute; `label_id` is the primary key, for the action only (never shown)."""

    label_id: int
    what: str
    reason: str
    at: dt.datetime
    voice: VoiceCard
    shop: ShopRef | None


def disputes(town_id: int, most: int = MOST) -> list[Dispute]:
    """Open disputes, the oldest first. One query, one more for copies."""
    link = Link.objects.filter(voice=OuterRef("voice"), shop=OuterRef("shop"))
    labels = (Label.objects.filter(voice__town_id=town_id, role="shop", what__in=DISPUTES, undone_at=None, settled_at=None)
              .annotate(evidence=Subquery(link.values("evidence")[:1]), probability=Subquery(link.values("probability")[:1])))
    found = [_dispute(label) for label in with_places(labels, "voice__", shop=True).order_by("at", "pk")[:most]]
    return [replace(each, voice=voice) for each, voice in zip(found, with_further([d.voice for d in found]), strict=True)]


def _dispute(label: Any) -> Dispute:
    link = Link(voice=label.voice, shop=label.shop, evidence=label.evidence or [], probability=label.probability or 0.0)
    return Dispute(label.pk, label.what, label.reason, label.at, card(label.voice, [link] if label.shop else []),
                   shop_ref(link) if label.shop else None)
