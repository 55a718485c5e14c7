"""Voices follow their shops: merged ones, and ones that lie elsewhere after an import."""
from __future__ import annotations

from maillon.voices.models import Correction, Label, Link

from .counters import recount
from .turn import turn

WEIGHT = ("confirmed", "put_aside", "sure", "unsure", "removed", "unheard")


def follow_merge(*, town_id: int, kept_id: int, other_id: int) -> None:
    """Let what hangs on `other_id` hang on `kept_id`. Of a voice linked to both the weightier link stays. Harmless twice."""
    with turn(town_id):
        kept = dict(Link.objects.filter(shop_id=kept_id, voice__links__shop_id=other_id).values_list("voice_id", "state"))
        for voice_id, state in Link.objects.filter(shop_id=other_id, voice_id__in=list(kept)).values_list("voice_id", "state"):
            weightier = WEIGHT.index(state) < WEIGHT.index(kept[voice_id])
            Link.objects.filter(voice_id=voice_id, shop_id=kept_id if weightier else other_id).delete()
        Link.objects.filter(shop_id=other_id).update(shop_id=kept_id)
        Label.objects.filter(shop_id=other_id).update(shop_id=kept_id)
        Correction.objects.filter(shop_id=other_id).update(shop_id=kept_id)
        recount(town_id)


def follow_import(*, town_id: int) -> int:
    """Count anew: a shop may lie in another street or zone than when its voices were counted."""
    return recount(town_id)
