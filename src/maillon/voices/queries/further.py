"""The further posts of a voice: what was joined to it and counts no more, to be read all the same."""
from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from ..models import Post

MOST = 50
"""Shown of one voice, the newest ones."""


@dataclass(frozen=True)
class Further:
    """One further post; its author, as of every voice, stands where it was written. `url` is "" unless it leads to the web."""

    text: str
    tool: str
    url: str
    written_at: dt.datetime


def further_posts(voice_ids: Iterable[int]) -> dict[int, tuple[Further, ...]]:
    """Return the newest MOST further posts of each voice, newest first. One query, none for no voice."""
    ids = list(voice_ids)
    found: dict[int, list[Further]] = defaultdict(list)
    if ids:
        place = Window(RowNumber(), partition_by=F("voice_id"), order_by=(F("written_at").desc(), F("pk").desc()))
        rows = Post.objects.filter(voice_id__in=ids, leads=False).annotate(place=place).filter(place__lte=MOST)
        for voice, text, tool, url, at in rows.order_by("voice_id", "place").values_list(
                "voice_id", "text", "tool", "url", "written_at"):
            found[voice].append(Further(text, tool, url if url.startswith(("https://", "http://")) else "", at))
    return {voice: tuple(posts) for voice, posts in found.items()}
