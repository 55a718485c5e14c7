"""What a town's moderator decides: it acts everywhere at once, teaches the ear of this town, and can be undone."""
from __future__ import annotations

import datetime as dt
from typing import Any

from maillon.shops.public import shops_by_id
from maillon.voices.models import Label, Link, Voice
from maillon.voices.queries.cards import DISPUTES
from maillon.voices.rules.counting import ASPECTS, KINDS, STANCES

from .deciding import READING, CorrectionRefused, Decision, decide, town_of
from .turn import turn

WORDS_OF_SHOPS = (*DISPUTES, "is_us")


def confirm(*, label_id: int, by: int, now: dt.datetime, kind: str = "other", learn: bool = True) -> int:
    """The shop is right. "Not us" and disputes: the link goes; "that is us": it comes; "not a complaint": it is `kind`.

    Returns the decision's label, for undo. Raises CorrectionRefused: `nothing` to decide, `undone`, `settled`.
    """
    label = _disputed(label_id)
    with turn(town_of(label.voice_id)):
        label = _disputed(label_id)
        decision = Decision(voice_id=label.voice_id, what="confirm", role="moderator", by=by, now=now,
                            shop_id=label.shop_id, settles={label.pk: "confirmed"})
        if label.what == "not_complaint":
            decision.reading = _checked({"kind": kind})
        else:
            there = label.what == "is_us"
            decision.links = {label.about: "confirmed" if there else "removed"}
            if learn and label.what != "dispute":
                decision.lessons = {label.about: there}
        return decide(decision)


def refuse(*, label_id: int, by: int, now: dt.datetime, reason: str = "") -> int:
    """The reading stands: what the shop put aside is on its desk again, confirmed. Raises as `confirm`."""
    label = _disputed(label_id)
    with turn(town_of(label.voice_id)):
        label = _disputed(label_id)
        links = {label.about: "confirmed"} if label.what == "not_us" else {}
        return decide(Decision(voice_id=label.voice_id, what="refuse", role="moderator", by=by, now=now, links=links,
                               shop_id=label.shop_id, settles={label.pk: "refused"}, reason=reason))


def choose(*, voice_id: int, shop_id: int, by: int, now: dt.datetime, learn: bool = True) -> int:
    """Of the unsure links, this shop it is; the other unsure ones go.

    Raises CorrectionRefused `nothing` when none is unsure any more (somebody else chose), `no_link` for another town's shop.
    """
    town_id = town_of(voice_id)
    _same_town(shop_id, town_id)
    with turn(town_id):
        links = _all_gone(voice_id)
        links[shop_id] = "confirmed"
        claims = _claims(voice_id, shop_id)
        return decide(Decision(voice_id=voice_id, what="choose", role="moderator", by=by, now=now, links=links,
                               shop_id=shop_id, settles=claims, lessons={shop_id: True} if learn else {}))


def choose_none(*, voice_id: int, by: int, now: dt.datetime) -> int:
    """None of the unsure links. Raises CorrectionRefused `nothing` when there are none."""
    with turn(town_of(voice_id)):
        links = _all_gone(voice_id)
        return decide(Decision(voice_id=voice_id, what="choose", role="moderator", by=by, now=now, links=links))


def confirm_link(*, voice_id: int, shop_id: int, by: int, now: dt.datetime, learn: bool = True) -> int:
    """The voice speaks of this shop, whatever the ear said. Raises CorrectionRefused for another town's shop."""
    town_id = town_of(voice_id)
    _same_town(shop_id, town_id)
    with turn(town_id):
        return decide(Decision(voice_id=voice_id, what="confirm", role="moderator", by=by, now=now, shop_id=shop_id,
                               links={shop_id: "confirmed"}, lessons={shop_id: True} if learn else {},
                               settles={**_claims(voice_id, shop_id), **_denials(voice_id, shop_id, "refused")}))


def remove_link(*, voice_id: int, shop_id: int, by: int, now: dt.datetime, learn: bool = True) -> int:
    """The voice does not speak of this shop. Raises CorrectionRefused `no_link`."""
    with turn(town_of(voice_id)):
        if not Voice.objects.filter(pk=voice_id, links__shop_id=shop_id).exists():
            raise CorrectionRefused("no_link")
        return decide(Decision(voice_id=voice_id, what="remove", role="moderator", by=by, now=now, shop_id=shop_id,
                               links={shop_id: "removed"}, lessons={shop_id: False} if learn else {},
                               settles=_denials(voice_id, shop_id, "confirmed")))


def correct_reading(*, voice_id: int, by: int, now: dt.datetime, reason: str = "", **reading: Any) -> int:
    """Set `stance`, `kind`, `aspects` ([{aspect, stance, words}]) or `safety`. Raises ValueError for other words."""
    with turn(town_of(voice_id)):
        return decide(Decision(voice_id=voice_id, what="reading", role="moderator", by=by, now=now,
                               reading=_checked(reading), reason=reason))


def _checked(reading: dict[str, Any]) -> dict[str, Any]:
    if not reading or reading.keys() - set(READING):
        raise ValueError(f"of {READING}: {sorted(reading)}")
    wrong = (reading.get("stance", "up") not in STANCES or reading.get("kind", "other") not in KINDS
             or any(a["aspect"] not in ASPECTS or a["stance"] not in STANCES for a in reading.get("aspects", ())))
    if wrong:
        raise ValueError(f"not a reading: {reading}")
    return reading


def _disputed(label_id: int) -> Label:
    label = Label.objects.filter(pk=label_id, what__in=WORDS_OF_SHOPS).first()
    if label is None:
        raise CorrectionRefused("nothing")
    if label.undone_at is not None:
        raise CorrectionRefused("undone")
    if label.settled_at is not None:
        raise CorrectionRefused("settled")
    return label


def _same_town(shop_id: int, town_id: int) -> None:
    shop = shops_by_id([shop_id]).get(shop_id)
    if shop is None or shop.town_id != town_id:
        raise CorrectionRefused("no_link")


def _all_gone(voice_id: int) -> dict[int, str]:
    """The unsure links, all removed. Raises CorrectionRefused `nothing` when there are none."""
    unsure = Link.objects.filter(voice_id=voice_id, state="unsure").values_list("shop_id", flat=True)
    if not unsure:
        raise CorrectionRefused("nothing")
    return dict.fromkeys(unsure, "removed")


def _claims(voice_id: int, shop_id: int) -> dict[int, str]:
    """Open "that is us" labels, and what the choice of `shop_id` says of each."""
    rows = Label.objects.filter(voice_id=voice_id, what="is_us", undone_at=None, settled_at=None)
    return {pk: "confirmed" if shop == shop_id else "refused" for pk, shop in rows.values_list("pk", "shop_id")}


def _denials(voice_id: int, shop_id: int, outcome: str) -> dict[int, str]:
    rows = Label.objects.filter(voice_id=voice_id, shop_id=shop_id, what__in=("not_us", "dispute"), undone_at=None,
                                settled_at=None)
    return dict.fromkeys(rows.values_list("pk", flat=True), outcome)
