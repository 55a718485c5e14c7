"""What was sent is forgotten in time."""
from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, Q

from ..models import Delivery, Digest
from ..rules.delivery import KEPT, RESTING

BATCH = 500


def prune(*, now: dt.datetime) -> int:
    """Delete messages at rest since KEPT and digests nobody asks for any more; return how many rows. Harmless twice.

    Of each subscription the newest regular digest stays: the next one takes up where it ended.
    """
    messages = Delivery.objects.filter(state__in=RESTING, moved_at__lt=now - KEPT)
    newer = Digest.objects.filter(subscription=OuterRef("subscription"), asked=False, until__gt=OuterRef("until"))
    digests = Digest.objects.filter(Q(asked=True) | Exists(newer), made_at__lt=now - KEPT).exclude(
        Exists(Delivery.objects.filter(digest=OuterRef("pk"))))
    gone = 0
    for rows in (messages, digests):
        while ids := list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH]):
            gone += rows.model.objects.filter(pk__in=ids).delete()[0]
    return gone
