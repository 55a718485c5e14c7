"""What happened to voices. Plain fields only; batches, never one post."""
from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PostsRead:
    """Fresh posts were read; at most 500. Posts of a back-fill are not told."""

    town_id: int
    post_ids: list[int]


@dataclass(frozen=True)
class BackfillTaken:
    """A source has handed over the last of its past."""

    town_id: int
    source_id: int


@dataclass(frozen=True)
class VoicesWithdrawn:
    """Posts vanished at their source; these voices (primary keys, at most 500) no longer exist."""

    town_id: int
    voice_ids: list[int]
