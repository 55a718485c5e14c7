"""What voices hold about one person: what they said of links and readings. Posts carry the names of other tools, never ours."""
from __future__ import annotations

from typing import Any

from ..models import Label


def held_about(person_id: int) -> list[dict[str, Any]]:
    """Return the person's labels, oldest first, as plain data. One query."""
    rows = Label.objects.filter(by_id=person_id).order_by("pk").values_list(
        "at", "what", "role", "voice__public_id", "reason", "undone_at")
    return [{"at": at.isoformat(), "what": what, "as": role, "voice": voice, "reason": reason, "undone": undone is not None}
            for at, what, role, voice, reason, undone in rows]
