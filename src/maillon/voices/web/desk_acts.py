"""The names of what one may do on a desk, and the actions they call."""
from __future__ import annotations

import datetime as dt

from django.http import Http404

from .. import actions
from ..actions import CorrectionRefused
from ..models import Label, Voice

WHATS = ("not_us", "not_complaint", "answered", "dispute", "is_us")
KNOWN = frozenset({*WHATS, *(f"undo-{what}" for what in WHATS)})


def act(what: str, *, voice_id: str, shop_id: int, by: int, now: dt.datetime, reason: str) -> str:
    """Do it; return what the toast says: `what`, "undone" or "refused-…". Raises Http404 when the voice is not of this desk."""
    voice = Voice.objects.filter(public_id=voice_id, links__shop_id=shop_id).values_list("pk", flat=True).first()
    if voice is None:
        raise Http404
    try:
        return _act(what, voice, shop_id, by, now, reason)
    except CorrectionRefused as refused:
        return f"refused-{refused.reason}"


def _act(what: str, voice: int, shop_id: int, by: int, now: dt.datetime, reason: str) -> str:
    match what:
        case "not_us":
            actions.put_aside(voice_id=voice, shop_id=shop_id, by=by, now=now)
        case "not_complaint":
            actions.not_a_complaint(voice_id=voice, shop_id=shop_id, by=by, now=now)
        case "answered":
            actions.mark_answered(voice_id=voice, shop_id=shop_id, by=by, now=now)
        case "is_us":
            actions.is_us(voice_id=voice, shop_id=shop_id, by=by, now=now)
        case "dispute":
            actions.dispute(voice_id=voice, shop_id=shop_id, reason=reason, by=by, now=now)
        case _:
            label = newest_label(voice, shop_id, what.removeprefix("undo-"))
            if label is not None:
                actions.undo(label_id=label, by=by, now=now)
            return "undone"
    return what


def newest_label(voice: int, shop_id: int, what: str) -> int | None:
    """The shop's own last word of this kind about the voice, if it still stands."""
    rows = Label.objects.filter(voice_id=voice, shop_id=shop_id, what=what, role__in=("shop", "other_shop"), undone_at=None)
    return rows.order_by("-at", "-pk").values_list("pk", flat=True).first()
