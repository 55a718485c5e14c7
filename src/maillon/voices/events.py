"""What happened to voices. Plain fields only; batches, never one post."""
from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PostsRead:
    """Fresh posts were read; at most 500. Posts of a back-fill are not told."""

    town_id: int
    post_ids: list[int]
