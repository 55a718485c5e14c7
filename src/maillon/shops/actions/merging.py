"""Two entries that are one shop: joined by a person of the town, or kept apart for good."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from maillon.accounts.public import move_roles
from maillon.core import audit, clock, events
from maillon.territory.public import names_changed, town_by_id

from ..events import ShopsMerged
from ..models import ExternalId, MergeProposal, SearchToken, Shop, ShopAlias, ShopRedirect
from .aliases import rebuild_tokens
from .claims import carry_over

FILLED = (
    "trade",
    "street_id",
    "housenumber",
    "postcode",
    "lon",
    "lat",
    "website",
    "phone",
    "handles",
    "opening_hours",
    "place_ids",
)


class MergeRefused(ValueError):
    """The proposal was already decided, or one of the two is merged by now."""


@transaction.atomic
def merge(*, proposal_id: int, by: int | None, now: dt.datetime) -> int:
    """Join the two shops of a proposal: the older entry stays, the other's address redirects for ever. Returns the kept id."""
    proposal = _open(proposal_id)
    kept, other = (Shop.objects.select_for_update().get(pk=pk) for pk in (proposal.kept_id, proposal.other_id))
    if kept.merged_into_id or other.merged_into_id:
        raise MergeRefused(proposal_id)
    town = town_by_id(proposal.town_id)
    assert town is not None
    _move(kept, other)
    carry_over(kept_id=kept.pk, other_id=other.pk, by=by, now=now)
    other.merged_into, other.closed_on = kept, clock.local_day(now, town.time_zone)
    other.save(update_fields=["merged_into", "closed_on"])
    ShopRedirect.objects.filter(shop=other).update(shop=kept)
    ShopRedirect.objects.create(public_id=other.public_id, shop=kept)
    SearchToken.objects.filter(kind="shop", ref_id=other.pk).delete()
    rebuild_tokens(kept.town_id, [kept.pk])
    move_roles(scope="shop", from_id=other.pk, to_id=kept.pk, by=by, now=now)
    _decide(proposal, MergeProposal.State.MERGED, by, now)
    names_changed(town_id=kept.town_id)
    events.tell(ShopsMerged(town_id=kept.town_id, kept_id=kept.pk, other_id=other.pk))
    return kept.pk


@transaction.atomic
def refuse_merge(*, proposal_id: int, by: int | None, now: dt.datetime) -> None:
    """They are two shops; not proposed again."""
    _decide(_open(proposal_id), MergeProposal.State.REFUSED, by, now)


def _open(proposal_id: int) -> MergeProposal:
    proposal = MergeProposal.objects.select_for_update().get(pk=proposal_id)
    if proposal.state != MergeProposal.State.OPEN:
        raise MergeRefused(proposal_id)
    return proposal


def _move(kept: Shop, other: Shop) -> None:
    """Ids and names go over; what the kept one lacks is filled."""
    ExternalId.objects.filter(shop=other).update(shop=kept)
    have = set(ShopAlias.objects.filter(shop=kept).values_list("folded", flat=True)) | {kept.folded}
    for alias in ShopAlias.objects.filter(shop=other):
        if alias.folded not in have:
            ShopAlias.objects.create(shop=kept, name=alias.name, folded=alias.folded, origin=alias.origin)
            have.add(alias.folded)
    if other.folded not in have:
        ShopAlias.objects.create(shop=kept, name=other.name, folded=other.folded, origin="merged")
    for name in FILLED:
        if getattr(kept, name) in (None, "", [], {}):
            setattr(kept, name, getattr(other, name))
    if kept.closed_on and not other.closed_on:
        kept.closed_on = None
    kept.save()


def _decide(proposal: MergeProposal, state: str, by: int | None, now: dt.datetime) -> None:
    proposal.state, proposal.decided_by_id, proposal.decided_at = state, by, now
    proposal.save(update_fields=["state", "decided_by", "decided_at"])
    audit.record(
        action=f"shops.{state}",
        object_kind="merge_proposal",
        object_id=proposal.pk,
        by=by,
        now=now,
        town_id=proposal.town_id,
        detail={"kept": proposal.kept_id, "other": proposal.other_id, "signs": proposal.signs},
    )
