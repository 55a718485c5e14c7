"""What a town hears and where it is blind."""
from __future__ import annotations

import datetime as dt

from ..models import Source
from ..rules.hearing import Hearing, state_of
from .sources import shown_name

_ORDER = {"blind": 0, "slow": 1, "paused": 2, "heard": 3, "done": 4, "draft": 5}


def hearing(town_id: int, now: dt.datetime) -> list[Hearing]:
    """The town's sources, what does not hear first. One query."""
    rows = Source.objects.filter(town_id=town_id).only(
        "name", "kind", "state", "next_at", "checked_at", "heard_at", "blind_since", "blind_reason")
    heard = [Hearing(shown_name(s.kind, s.name), s.kind,
                     state_of(state=s.state, checked_at=s.checked_at, next_at=s.next_at, now=now),
                     s.checked_at, s.heard_at, s.blind_since, s.blind_reason) for s in rows]
    return sorted(heard, key=lambda h: (_ORDER.get(h.state, 6), h.name))
