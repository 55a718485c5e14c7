"""A lesson is undone, or taught again, by itself: what people decided about single voices stays. History stays too."""
from __future__ import annotations

import datetime as dt

from maillon.core import audit
from maillon.shops.public import shop_by_public_id
from maillon.territory.public import fold, names_changed
from maillon.voices.models import Correction

from .deciding import CorrectionRefused
from .learn import forget, same_pair
from .relisten import queue_relistening
from .turn import turn


def undo_lesson(*, town_id: int, shop: str, alias: str, allowed: bool, by: int, now: dt.datetime) -> None:
    """The pair teaches no more; voices stored with it are heard again. `shop` is a public id.

    Raises CorrectionRefused: `nothing` (no such lesson in this town), `undone` already.
    """
    with turn(town_id):
        lesson = _newest(town_id, shop, alias, allowed)
        standing = same_pair(lesson).filter(allowed=allowed, undone_at=None)
        changed = list(standing.values_list("pk", flat=True))
        if not changed:
            raise CorrectionRefused("undone")
        forget(standing, now)
        _follow(lesson, changed, "lesson.undone", by, now)


def teach_again(*, town_id: int, shop: str, alias: str, allowed: bool, by: int, now: dt.datetime) -> None:
    """Teach an undone lesson again, in a row of its own; what was taught against it meanwhile is undone.

    Raises CorrectionRefused: `nothing` (no such lesson in this town), `decided` (it stands), `undone` (the decision it came
    from was taken back: it has no ground).
    """
    with turn(town_id):
        lesson = _newest(town_id, shop, alias, allowed)
        if same_pair(lesson).filter(allowed=allowed, undone_at=None).exists():
            raise CorrectionRefused("decided")
        if lesson.from_label is not None and lesson.from_label.undone_at is not None:
            raise CorrectionRefused("undone")
        against = same_pair(lesson).filter(undone_at=None)
        changed = list(against.values_list("pk", flat=True))
        forget(against, now)
        made = Correction.objects.create(town_id=town_id, shop_id=lesson.shop_id, alias=lesson.alias,
                                         folded=fold(lesson.alias)[:200], allowed=allowed, from_label=lesson.from_label,
                                         by_id=by, at=now)
        _follow(made, [*changed, made.pk], "lesson.taught_again", by, now)


def _newest(town_id: int, shop: str, alias: str, allowed: bool) -> Correction:
    card = shop_by_public_id(shop)
    rows = Correction.objects.filter(town_id=town_id, shop_id=card.id if card else 0, alias=alias, allowed=allowed)
    lesson = rows.select_related("from_label").order_by("-pk").first()
    if lesson is None:
        raise CorrectionRefused("nothing")
    return lesson


def _follow(lesson: Correction, changed: list[int], action: str, by: int, now: dt.datetime) -> None:
    names_changed(town_id=lesson.town_id)
    queue_relistening(changed)
    audit.record(action=action, object_kind="lesson", object_id=lesson.pk, by=by, now=now, town_id=lesson.town_id,
                 detail={"shop": lesson.shop_id, "alias": lesson.alias, "allowed": lesson.allowed})
