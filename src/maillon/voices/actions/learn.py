"""Lessons: a confirmed correction adds or blocks one (alias, shop) pair in the town's gazetteer. Reversible."""
from __future__ import annotations

import datetime as dt

from maillon.territory.public import names_changed
from maillon.voices.models import Correction, Label, Link, Voice
from maillon.voices.rules.lessons import alias_of

from .relisten import queue_relistening


def learn(*, voice: Voice, lessons: dict[int, bool], label: Label, by: int | None, now: dt.datetime) -> list[int]:
    """Keep what the decision teaches; return the earlier corrections it overrules."""
    evidence = dict(Link.objects.filter(voice=voice).values_list("shop_id", "evidence"))
    undid: list[int] = []
    made = []
    for shop, allowed in lessons.items():
        others = [e for other, e in evidence.items() if other != shop]
        alias = alias_of(evidence.get(shop, []), others if allowed else [])
        if not alias:
            continue
        standing = Correction.objects.filter(town_id=voice.town_id, shop_id=shop, alias=alias, undone_at=None)
        if standing.filter(allowed=allowed).exists():
            continue
        undid += standing.values_list("pk", flat=True)
        standing.update(undone_at=now)
        made.append(Correction(town_id=voice.town_id, shop_id=shop, alias=alias, allowed=allowed, from_label=label,
                               by_id=by, at=now))
    if made:
        made = Correction.objects.bulk_create(made)
        names_changed(town_id=voice.town_id)
        queue_relistening(correction.pk for correction in made)
    return undid


def unlearn(*, label: Label, undid: list[int], now: dt.datetime) -> None:
    """Forget what this label taught, and let stand again what it had overruled."""
    taught = Correction.objects.filter(from_label=label, undone_at=None)
    changed = [*taught.values_list("pk", flat=True), *undid]
    taught.update(undone_at=now)
    Correction.objects.filter(pk__in=undid).update(undone_at=None)
    if changed:
        names_changed(town_id=Voice.objects.values_list("town_id", flat=True).get(pk=label.voice_id))
        queue_relistening(changed)
