"""What a shop may say of a voice. It changes its own desk at once; public figures wait for a moderator or another shop."""
from __future__ import annotations

import datetime as dt

from maillon.accounts.public import people_holding
from maillon.core import audit
from maillon.core.states import MoveRefused
from maillon.voices.models import Label, Link, Voice
from maillon.voices.rules.link_states import BY_SHOP, PUBLIC

from .deciding import CorrectionRefused, Decision, decide, town_of
from .turn import turn

KEEPERS = ("shopkeeper", "staff")


def put_aside(*, voice_id: int, shop_id: int, by: int, now: dt.datetime) -> int:
    """"Not us": off this shop's desk at once; return the label. Twice is once.

    Raises CorrectionRefused: `no_link` with this shop, or `decided` by a moderator already.
    """
    with turn(town_of(voice_id)):
        link = _link(voice_id, shop_id)
        if link.state == "put_aside" and (known := _open(voice_id, shop_id, "not_us")):
            return known
        try:
            BY_SHOP.check(link.state, "put_aside")
        except MoveRefused as refused:
            raise CorrectionRefused("decided") from refused
        Link.objects.filter(pk=link.pk).update(state="put_aside")
        label = _label("not_us", "shop", voice_id, shop_id, by, now)
        _settle_between_shops(voice_id, now)
        return label


def not_a_complaint(*, voice_id: int, shop_id: int, by: int, now: dt.datetime) -> int:
    """The shop does not count it among its complaints; return the label. Raises CorrectionRefused `no_link`."""
    return _say("not_complaint", voice_id, shop_id, by, now)


def mark_answered(*, voice_id: int, shop_id: int, by: int, now: dt.datetime) -> int:
    """The shop has answered where the post is; return the label. Raises CorrectionRefused `no_link`."""
    return _say("answered", voice_id, shop_id, by, now)


def dispute(*, voice_id: int, shop_id: int, reason: str, by: int, now: dt.datetime) -> int:
    """Ask the moderator to look at it; it reads "disputed by the shop" until then. Raises CorrectionRefused `no_reason`."""
    if not reason.strip():
        raise CorrectionRefused("no_reason")
    return _say("dispute", voice_id, shop_id, by, now, reason.strip()[:2_000])


def is_us(*, voice_id: int, shop_id: int, by: int, now: dt.datetime) -> int:
    """Another shop says that the post speaks of it; return the label.

    Together with an independent "not us" of the shop it was linked to, that settles it; alone it waits for the moderator.
    Raises CorrectionRefused `decided` when the voice already counts for this shop, or a moderator removed it.
    """
    with turn(town_of(voice_id)):
        link = Link.objects.filter(voice_id=voice_id, shop_id=shop_id).first()
        if link is not None and link.state not in ("unsure", "unheard"):
            raise CorrectionRefused("decided")
        label = _open(voice_id, shop_id, "is_us") or _label("is_us", "other_shop", voice_id, shop_id, by, now)
        _settle_between_shops(voice_id, now)
        return label


def _say(what: str, voice_id: int, shop_id: int, by: int, now: dt.datetime, reason: str = "") -> int:
    with turn(town_of(voice_id)):
        if _link(voice_id, shop_id).state not in PUBLIC:
            raise CorrectionRefused("no_link")
        return _open(voice_id, shop_id, what) or _label(what, "shop", voice_id, shop_id, by, now, reason)


def _link(voice_id: int, shop_id: int) -> Link:
    link = Link.objects.select_for_update(no_key=True).filter(voice_id=voice_id, shop_id=shop_id).first()
    if link is None:
        raise CorrectionRefused("no_link")
    return link


def _open(voice_id: int, shop_id: int, what: str) -> int | None:
    return Label.objects.filter(voice_id=voice_id, shop_id=shop_id, what=what, undone_at=None, settled_at=None).values_list(
        "pk", flat=True).first()


def _label(what: str, role: str, voice_id: int, shop_id: int, by: int, now: dt.datetime, reason: str = "") -> int:
    label = Label.objects.create(voice_id=voice_id, shop_id=shop_id, what=what, role=role, by_id=by, at=now, reason=reason)
    voice = Voice.objects.get(pk=voice_id)
    audit.record(action=f"voice.{what}", object_kind="voice", object_id=voice.public_id, by=by, now=now,
                 town_id=voice.town_id, reason=reason, detail={"label": label.pk, "shop": shop_id, "role": role})
    return label.pk


def _settle_between_shops(voice_id: int, now: dt.datetime) -> None:
    """One shop says "not us", an independent one "that is us": two signals that agree, so it is settled."""
    labels = list(Label.objects.filter(voice_id=voice_id, what__in=("not_us", "is_us"), undone_at=None, settled_at=None))
    for no in (label for label in labels if label.what == "not_us"):
        for yes in (label for label in labels if label.what == "is_us"):
            if _independent(no, yes):
                decide(Decision(
                    voice_id=voice_id, what="confirm", role="other_shop", by=yes.by_id, now=now, shop_id=yes.about,
                    links={no.about: "removed", yes.about: "confirmed"},
                    settles={no.pk: "confirmed", yes.pk: "confirmed"}, lessons={no.about: False, yes.about: True}))
                return


def _independent(no: Label, yes: Label) -> bool:
    if no.shop_id == yes.shop_id or no.by_id == yes.by_id or no.by_id is None or yes.by_id is None:
        return False
    keepers = {shop: {person.id for person in people_holding(kinds=KEEPERS, scope="shop", scope_id=shop)}
               for shop in (no.about, yes.about)}
    return not keepers[no.about] & keepers[yes.about]
