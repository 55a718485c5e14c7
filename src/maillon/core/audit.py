"""The audit log: one row a change, in the change's own transaction."""
from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
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


@dataclass(frozen=True)
class AuditLine:
    """One row as a page shows it; `by` is a primary key or None for the machine."""

    at: dt.datetime
    by: int | None
    action: str
    object_kind: str
    object_id: str
    reason: str
    detail: dict[str, Any]


def latest(*, town_id: int, object_kinds: Iterable[str], limit: int = 50) -> list[AuditLine]:
    """Return a town's newest rows about these kinds of things."""
    rows = AuditRow.objects.filter(town_id=town_id, object_kind__in=list(object_kinds)).order_by("-at", "-pk")
    return [AuditLine(row.at, row.by_id, row.action, row.object_kind, row.object_id, row.reason, row.detail)
            for row in rows[:limit]]
