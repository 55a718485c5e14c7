"""Danger to persons is told at once: one alert a voice and reader, a summary when there are many."""
from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from django.db import transaction

from maillon.voices.public import ToldVoice, dangers_told_by

from ..models import Delivery, Subscription
from ..rules import allowance
from . import delivery


@transaction.atomic
def alert_about(*, town_id: int, post_ids: Sequence[int], now: dt.datetime) -> int:
    """Queue the alerts that these posts call for and return how many; harmless twice."""
    voices = [voice for voice in dangers_told_by(town_id=town_id, post_ids=post_ids)
              if allowance.is_fresh(voice.written_at, now)]
    if not voices:
        return 0
    readers = Subscription.objects.filter(town_id=town_id, what="alert", ended_at=None).order_by("pk")
    by_person: dict[int, list[Subscription]] = defaultdict(list)
    for row in readers:
        by_person[row.person_id].append(row)
    queued = 0
    for person_id, rows in by_person.items():
        for voice in voices:
            why = next((row for row in rows if concerns(row, voice)), None)
            queued += why is not None and _queue(person_id, why, voice, now)
    return queued


def concerns(row: Subscription, voice: ToldVoice) -> bool:
    """Does the voice speak of what the subscription is about? A shop that put it aside is left in peace."""
    match row.scope:
        case "shop":
            return any(shop.id == row.ref_id and not shop.disputed for shop in voice.shops)
        case "zone":
            return row.ref_id in voice.zone_ids
    return row.ref_id == voice.town_id


def _queue(person_id: int, row: Subscription, voice: ToldVoice, now: dt.datetime) -> bool:
    alone = Delivery.objects.filter(subscription__person_id=person_id, kind="alert", held=False)
    recent = alone.filter(queued_at__gt=now - allowance.HOUR).values_list("queued_at", flat=True)
    later = allowance.summary_at(list(recent), now)
    made = delivery.queue(key=f"alert:{person_id}:{voice.public_id}", subscription_id=row.pk, kind="alert", now=now,
                          voice_ref=voice.public_id, after=later, held=later is not None,
                          state="queued" if later is None else "held")
    return made is not None
