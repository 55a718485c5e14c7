"""Voices follow their shops: merged ones, and ones that lie elsewhere after an import."""
from __future__ import annotations

from maillon.voices.models import Correction, Label, Link

from .counters import recount
from .turn import turn


def follow_merge(*, town_id: int, kept_id: int, other_id: int) -> None:
    """Let what hangs on `other_id` hang on `kept_id`. Harmless twice."""
    with turn(town_id):
        both = Link.objects.filter(shop_id=kept_id).values("voice_id")
        Link.objects.filter(shop_id=other_id, voice_id__in=list(both.values_list("voice_id", flat=True))).delete()
        Link.objects.filter(shop_id=other_id).update(shop_id=kept_id)
        Label.objects.filter(shop_id=other_id).update(shop_id=kept_id)
        Correction.objects.filter(shop_id=other_id).update(shop_id=kept_id)
        recount(town_id)


def follow_import(*, town_id: int) -> int:
    """Count anew: a shop may lie in another street or zone than when its voices were counted."""
    return recount(town_id)
