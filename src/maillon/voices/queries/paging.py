"""Pages of long lists by key, not by number: as fast on page 900 as on page 1, and nothing is skipped when voices arrive."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Q, QuerySet

T = TypeVar("T")


@dataclass(frozen=True)
class Page(Generic[T]):
    """`before` is the key of the page that follows, "" on the last; `first` says whether this is the first page."""

    items: Sequence[T]
    before: str = ""
    first: bool = True


def beyond(rows: QuerySet, public_id: str, key: Callable[[str], tuple | None], *, newest_first: bool = True) -> QuerySet:
    """Rows in the order (written_at, id), descending or not, after the one that `public_id` names. An unknown key starts over.

    `key` finds (written_at, id) of a public id; one query.
    """
    rows = rows.order_by("-written_at", "-pk") if newest_first else rows.order_by("written_at", "pk")
    at = key(public_id) if public_id else None
    if at is None:
        return rows
    moment, pk = at
    side = "lt" if newest_first else "gt"
    return rows.filter(Q(**{f"written_at__{side}": moment}) | Q(**{"written_at": moment, f"pk__{side}": pk}))


def cut(found: Sequence[T], size: int, name_of: Callable[[T], str], *, first: bool) -> tuple[Sequence[T], str, bool]:
    """`found` was read with size + 1 rows: return those of this page, the key of the next and whether it is the first."""
    return found[:size], name_of(found[size - 1]) if len(found) > size else "", first
