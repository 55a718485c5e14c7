"""The sources of a town, for its officer."""
from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from ..connectors import connectors
from ..models import Source


def shown_name(kind: str, name: str) -> str:
    """A source that bears the name of its kind was named by nobody: it is called what its connector is called."""
    connector = connectors().get(kind)
    return str(connector.label) if connector and name == kind else name


@dataclass(frozen=True)
class SourceCard:
    """`state`: listening, paused, blind, done, draft. `share`: of a file that is being read, 0 to 1."""

    id: int
    public_id: str
    kind: str
    label: str
    name: str
    state: str
    posts: int
    refused: int
    checked_at: dt.datetime | None
    heard_at: dt.datetime | None
    blind_since: dt.datetime | None
    blind_reason: str
    settings: dict[str, Any]
    total: int

    @property
    def file_name(self) -> str:
        return str(self.settings.get("file_name", ""))

    @property
    def share(self) -> float:
        return min(1.0, (self.posts + self.refused) / self.total) if self.total else 0.0


def sources_of(town_id: int) -> list[SourceCard]:
    """Return the town's sources by name; one query."""
    return [_card(row) for row in Source.objects.filter(town_id=town_id).annotate(n=Count("posts")).order_by("kind", "name")]


def source_of(town_id: int, public_id: str) -> SourceCard | None:
    row = Source.objects.filter(town_id=town_id, public_id=public_id).annotate(n=Count("posts")).first()
    return _card(row) if row else None


def _card(row: Any) -> SourceCard:
    connector = connectors().get(row.kind)
    return SourceCard(
        row.pk, row.public_id, row.kind, connector.label if connector else row.kind, shown_name(row.kind, row.name), row.state,
        row.n, row.cursor.get("refused", 0), row.checked_at, row.heard_at, row.blind_since, row.blind_reason, row.settings,
        row.settings.get("count", 0))
