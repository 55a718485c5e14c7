"""What a moderator does on the dashboard, and the actions it calls. Every one returns what the toast says."""
from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from maillon.core.states import MoveRefused
from maillon.shops.public import shop_by_public_id

from .. import actions
from ..actions import CorrectionRefused
from ..models import Label, Link, Voice
from ..queries.cards import DISPUTES
from ..queries.unsure import Unsure, rank_of
from ..rules.link_states import PUBLIC


def choose(*, town_id: int, voice_id: str, shop: str, by: int, now: dt.datetime) -> str:
    """`shop` is a public id or "none". "gone": no such voice or shop in this town."""
    voice = _voice(town_id, voice_id)
    chosen = shop_by_public_id(shop) if shop != "none" else None
    if voice is None or (shop != "none" and (chosen is None or chosen.town_id != town_id)):
        return "gone"
    try:
        if chosen is None:
            actions.choose_none(voice_id=voice, by=by, now=now)
        else:
            actions.choose(voice_id=voice, shop_id=chosen.id, by=by, now=now)
    except (CorrectionRefused, MoveRefused):
        return "late"
    return "none" if chosen is None else "chosen"


def place_after(items: Sequence[Unsure], after: str, *, town_id: int) -> int:
    """Return the index of the first of `items` beyond the voice `after`, also when that is decided meanwhile; 0 at the end and
    for an unknown one."""
    last = rank_of(town_id, after) if after else None
    return next((i for i, item in enumerate(items) if last and item.rank > last), 0)


def decide(*, town_id: int, voice_id: str, asked: Mapping[str, str], by: int, now: dt.datetime) -> str:
    label = (Label.objects.filter(voice__public_id=voice_id, voice__town_id=town_id, role="shop", what=asked.get("what", ""),
                                  shop__public_id=asked.get("shop", ""), what__in=DISPUTES, undone_at=None)
             .order_by("-at", "-pk").values_list("pk", flat=True).first())
    if label is None:
        return "gone"
    try:
        if asked.get("decision") == "confirm":
            actions.confirm(label_id=label, by=by, now=now)
            return "confirmed"
        actions.refuse(label_id=label, by=by, now=now, reason=asked.get("reason", "")[:2000])
        return "refused"
    except (CorrectionRefused, MoveRefused):
        return "late"


def undo(*, town_id: int, voice_id: str, by: int, now: dt.datetime) -> str:
    """Take the newest decision of a moderator about the voice back."""
    label = (Label.objects.filter(voice__public_id=voice_id, voice__town_id=town_id, role="moderator", undone_at=None)
             .order_by("-at", "-pk").values_list("pk", flat=True).first())
    if label is None:
        return "gone"
    try:
        actions.undo(label_id=label, by=by, now=now)
    except CorrectionRefused:
        return "late"
    return "undone"


def toast(query: Mapping[str, str], town_id: int) -> dict[str, str] | None:
    done, voice = query.get("done", ""), query.get("voice", "")
    said = {
        "chosen": _("Linked: it is on that shop’s desk and in the figures."), "none": _linked_to_none(town_id, voice),
        "confirmed": _("Decided: the shop is right. Page, figures and desk follow at once."),
        "refused": _("Decided: the reading stands."), "undone": _("Back as it was."),
        "late": _("Somebody has decided about this voice in the meantime."),
    }.get(done)
    if not said or not voice.isalnum():
        return None
    return {"text": said, "voice": voice, "undo": "yes" if done in {"chosen", "none", "confirmed", "refused"} else ""}


def _linked_to_none(town_id: int, voice_id: str) -> str:
    kept = ", ".join(Link.objects.filter(voice__public_id=voice_id[:10], voice__town_id=town_id, state__in=PUBLIC)
                     .order_by("-probability", "pk").values_list("shop__name", flat=True))
    return _("None of these. It stays linked to: %(shops)s.") % {"shops": kept} if kept else _("Linked to no shop.")


def _voice(town_id: int, public_id: str) -> int | None:
    return Voice.objects.filter(town_id=town_id, public_id=public_id).values_list("pk", flat=True).first()
