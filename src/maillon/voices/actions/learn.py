"""Lessons: a confirmed correction adds or blocks one (alias, shop) pair in the town's gazetteer. Reversible."""
from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from maillon.territory.public import fold, names_changed
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
        forget(standing, now)
        made.append(Correction(town_id=voice.town_id, shop_id=shop, alias=alias, folded=fold(alias)[:200],
                               allowed=allowed, from_label=label, by_id=by, at=now))
    if made:
        made = Correction.objects.bulk_create(made)
        names_changed(town_id=voice.town_id)
        queue_relistening(correction.pk for correction in made)
    return undid


def unlearn(*, label: Label, undid: list[int], now: dt.datetime) -> None:
    """Forget what this label taught, and let stand again what it had overruled."""
    taught = Correction.objects.filter(from_label=label, undone_at=None)
    changed = list(taught.values_list("pk", flat=True))
    forget(taught, now)
    for lesson in Correction.objects.filter(pk__in=undid, undone_at__isnull=False).order_by("pk"):
        if not same_pair(lesson).filter(undone_at=None).exists():         # somebody may have taught it anew meanwhile
            Correction.objects.filter(pk=lesson.pk).update(undone_at=None)
            changed.append(lesson.pk)
    if changed:
        names_changed(town_id=Voice.objects.values_list("town_id", flat=True).get(pk=label.voice_id))
        queue_relistening(changed)


def forget(lessons: QuerySet[Correction], now: dt.datetime) -> None:
    """They teach no more; the voices they had changed follow when they are heard again, so that nothing is counted theirs."""
    known = list(lessons.values_list("pk", flat=True))
    Correction.objects.filter(pk__in=known).update(undone_at=now)
    Correction.objects.filter(pk__in=known, changed__isnull=False).update(changed=0)


def same_pair(lesson: Correction) -> QuerySet[Correction]:
    """Every lesson about the same words and the same shop, this one too."""
    return Correction.objects.filter(town_id=lesson.town_id, shop_id=lesson.shop_id, alias=lesson.alias)
