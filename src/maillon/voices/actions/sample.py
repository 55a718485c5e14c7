"""Filling the sample town: its sources, and everything they hold, read at once and without a worker."""
from __future__ import annotations

import datetime as dt

from maillon.voices.models import Post, Source

from .sources import visit
from .square import square_of

NAME = "sample"
READ_AT_ONCE = 500


def set_up_sample(*, town_id: int, now: dt.datetime, seed: int = 1, path: str | None = None,
                  name: str = NAME) -> int:
    """Add the sample source and the square; return the source's primary key. Harmless twice: the first `now` stays."""
    square_of(town_id)
    source, _ = Source.objects.get_or_create(
        town_id=town_id, kind="sample", name=name,
        defaults={"next_at": now, "settings": {"path": path or "", "seed": seed,
                                               "set_up_at": now.isoformat()}})
    return source.pk


def catch_up(*, town_id: int, now: dt.datetime) -> int:
    """Visit the town's sources and read every new post here and now; return how many were read."""
    from .read import read_posts

    for source_id in Source.objects.filter(town_id=town_id, next_at__lte=now).values_list("pk", flat=True):
        while visit(source_id=source_id, now=now, again=False):
            pass
    done = 0
    new = Post.objects.filter(town_id=town_id, state="new").order_by("pk").values_list("pk", flat=True)
    while ids := list(new[:READ_AT_ONCE]):
        read = read_posts(town_id=town_id, post_ids=ids, now=now)
        done += read
        if not read and Post.objects.filter(pk__in=ids, state="new").exists():
            break                     # another process is at them
    return done
