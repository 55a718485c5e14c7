"""Two entries that are one shop: joined by a person of the town, or kept apart for good."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q

from maillon.core import audit, clock, events
from maillon.territory.public import names_changed, town_by_id

from ..events import ShopsMerged
from ..models import ExternalId, MergeProposal, Shop, ShopAlias, ShopZone
from .aliases import rebuild_tokens
from .claims import carry_over
from .facts import FILLED, fill
from .places import ZoneFinder, write_zones


class MergeRefused(ValueError):
    """The proposal was already decided, or one of the two is merged by now."""


@transaction.atomic
def merge(*, proposal_id: int, by: int | None, now: dt.datetime) -> int:
    """Join the two shops of a proposal: the older entry stays, the other's address redirects for ever. Returns the kept id."""
    proposal = _open(proposal_id)
    pair = Shop.objects.select_for_update().order_by("pk").in_bulk([proposal.kept_id, proposal.other_id])
    kept, other = pair[proposal.kept_id], pair[proposal.other_id]
    if kept.merged_into_id or other.merged_into_id:
        raise MergeRefused(proposal_id)
    town = town_by_id(proposal.town_id)
    assert town is not None
    _take_facts(kept, other)
    _take_names(kept, other)
    ExternalId.objects.filter(shop=other).update(shop=kept)
    carry_over(kept_id=kept.pk, other_id=other.pk, by=by, now=now)
    other.merged_into, other.closed_on = kept, clock.local_day(now, town.time_zone)
    other.save(update_fields=["merged_into", "closed_on"])
    Shop.objects.filter(merged_into=other).update(merged_into=kept)  # so that a redirect is one step for ever
    rebuild_tokens(kept.town_id, [kept.pk, other.pk])
    _decide(proposal, MergeProposal.State.MERGED, by, now)
    _ask_of_kept(kept.pk, other.pk)
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


def _take_facts(kept: Shop, other: Shop) -> None:
    """What the kept one lacks is filled; open if either was."""
    before = (kept.lon, kept.lat)
    fill(kept, {name: getattr(other, name) for name in FILLED})
    if kept.closed_on and not other.closed_on:
        kept.closed_on = None
    kept.save()
    if (kept.lon, kept.lat) != before:
        ShopZone.objects.filter(shop=kept).delete()
        write_zones(ZoneFinder(kept.town_id), [(kept.pk, kept.lon, kept.lat)])


def _take_names(kept: Shop, other: Shop) -> None:
    """The other's names go over as `merged`: no register may take them away when it writes its own anew."""
    have = set(ShopAlias.objects.filter(shop=kept).values_list("folded", flat=True)) | {kept.folded}
    names = [(other.name, other.folded, "merged")]
    for name, folded, origin in ShopAlias.objects.filter(shop=other).order_by("pk").values_list("name", "folded", "origin"):
        names.append((name, folded, "merged" if origin.startswith("register") else origin))
    for name, folded, origin in names:
        if folded not in have:
            ShopAlias.objects.create(shop=kept, name=name, folded=folded, origin=origin)
            have.add(folded)


def _ask_of_kept(kept_id: int, other_id: int) -> None:
    """What was asked about the entry that went is asked about the one that stays, unless it was already."""
    about = MergeProposal.objects.filter(Q(kept_id=other_id) | Q(other_id=other_id), state=MergeProposal.State.OPEN)
    for proposal in about:
        pair = sorted({proposal.kept_id, proposal.other_id, kept_id} - {other_id})
        if len(pair) < 2 or MergeProposal.objects.filter(kept_id__in=pair, other_id__in=pair).exists():
            proposal.delete()
        else:
            proposal.kept_id, proposal.other_id = pair
            proposal.save(update_fields=["kept", "other"])


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
