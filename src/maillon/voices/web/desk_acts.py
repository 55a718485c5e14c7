"""The names of what one may do on a desk, and the actions they call."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404

from ..models import Label, Voice

WHATS = ("not_us", "not_complaint", "answered", "dispute")
KNOWN = frozenset({*WHATS, *(f"undo-{what}" for what in WHATS)})


def act(what: str, *, voice_id: str, shop_id: int | None, by: int, now: dt.datetime, reason: str) -> str:
    """Do it; return what the toast says: `what`, or "undone". Raises Http404 when the voice is not on this desk."""
    from .. import actions

    voice = Voice.objects.filter(public_id=voice_id, links__shop_id=shop_id).values_list("pk", flat=True).first()
    if voice is None:
        raise Http404
    here: dict[str, Any] = {"voice_id": voice, "shop_id": shop_id, "by": by, "now": now}
    match what:
        case "not_us":
            actions.put_aside(**here)
        case "not_complaint":
            actions.not_a_complaint(**here)
        case "answered":
            actions.mark_answered(**here)
        case "dispute":
            actions.dispute(**here, reason=reason)
        case _:
            label = (Label.objects.filter(voice_id=voice, shop_id=shop_id, role="shop", what=what.removeprefix("undo-"), undone_at=None)
                     .order_by("-at").values_list("pk", flat=True).first())
            if label is not None:
                actions.undo(label_id=label, by=by, now=now)
            return "undone"
    return what
