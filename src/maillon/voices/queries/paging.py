"""Pages of long lists by key, not by number: as fast on page 900 as on page 1, and nothing is skipped when voices arrive."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Q, QuerySet

T = TypeVar("T")


@dataclass(frozen=True)
class Page(Generic[T]):
    """`before` is the key of the next older page, "" on the last; `first` says whether this is the newest page."""

    items: Sequence[T]
    before: str = ""
    first: bool = True


def older_than(rows: QuerySet, public_id: str, key: Callable[[str], tuple | None], *, time: str = "written_at") -> QuerySet:
    """Rows after the one that `public_id` names, in the order (time, id) descending. An unknown key starts over.

    `key` finds (time, id) of a public id; one query.
    """
    at = key(public_id) if public_id else None
    if at is None:
        return rows
    moment, pk = at
    return rows.filter(Q(**{f"{time}__lt": moment}) | Q(**{time: moment, "pk__lt": pk}))


def cut(found: Sequence[T], size: int, name_of: Callable[[T], str], *, first: bool) -> tuple[Sequence[T], str, bool]:
    """`found` was read with size + 1 rows: return those of this page, the key of the next and whether it is the first."""
    return found[:size], name_of(found[size - 1]) if len(found) > size else "", first
