"""The audit log: one row a change, in the change's own transaction."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from .models import AuditRow


def record(
    *, action: str, object_kind: str, object_id: str | int, by: int | None, now: dt.datetime,
    town_id: int | None = None, reason: str = "", detail: dict[str, Any] | None = None,
) -> None:
    """Write one row. Must run inside the transaction of the change, so that one never stands without the other.

    Raises RuntimeError outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("audit.record must run in the transaction of the change it tells of")
    AuditRow.objects.create(at=now, by_id=by, action=action, object_kind=object_kind, object_id=str(object_id),
                            town_id=town_id, reason=reason, detail=detail or {})
