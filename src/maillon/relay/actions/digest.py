"""Digests that are due, and one asked for now."""
from __future__ import annotations

import datetime as dt

from django.db import transaction

from ..models import Digest, Subscription
from ..rules import rhythm
from . import delivery

PAUSE = dt.timedelta(minutes=2)
"""Between two digests asked for by hand."""


def make_due(*, now: dt.datetime, most: int = 200) -> int:
    """Make the digests that are due and queue them; return how many. Claimed by a conditional UPDATE of `next_at`.

    The rest comes with the next call: between them the worker does other things than write letters.
    """
    due = Subscription.objects.filter(what="digest", ended_at=None, next_at__lte=now).select_related("town")
    return sum(_make(row, now) for row in due.order_by("next_at")[:most])


@transaction.atomic
def _make(row: Subscription, now: dt.datetime) -> bool:
    following = rhythm.next_moment(now, row.rhythm, row.town.time_zone)
    as_read = Subscription.objects.filter(pk=row.pk, next_at=row.next_at, rhythm=row.rhythm, ended_at=None)
    if not as_read.update(next_at=following):
        return False
    told_until = row.digests.filter(asked=False).order_by("-until").values_list("until", flat=True).first()
    days = rhythm.period(now, row.rhythm, row.town.time_zone, told_until)
    digest, made = Digest.objects.get_or_create(subscription=row, until=days.until, asked=False,
                                                defaults={"since": days.since, "made_at": now})
    if not made:
        return False                  # the rhythm was changed between two mornings: these days were told
    delivery.queue(key=f"digest:{row.pk}:{days.until}", subscription_id=row.pk, kind="digest", now=now, digest=digest)
    return True


@transaction.atomic
def send_now(*, subscription_id: int, now: dt.datetime) -> bool:
    """Queue a digest of the days so far, today with them. False: one was asked for a moment ago."""
    row = Subscription.objects.select_for_update(of=("self",)).select_related("town").get(pk=subscription_id)
    if row.digests.filter(asked=True, made_at__gt=now - PAUSE).exists():
        return False
    days = rhythm.so_far(now, row.rhythm, row.town.time_zone)
    digest = Digest.objects.create(subscription=row, since=days.since, until=days.until, asked=True, made_at=now)
    delivery.queue(key=f"asked:{digest.pk}", subscription_id=row.pk, kind="digest", now=now, digest=digest)
    return True
