"""Read posts: the ear listens outside the town's turn; copies, voices, links and counters are written inside it."""
from __future__ import annotations

import datetime as dt

from django.db import connection, transaction

from maillon.core.events import tell
from maillon.territory.public import town_by_id
from maillon.voices.ear import Hearing, hear
from maillon.voices.events import PostsRead
from maillon.voices.models import Post

from .counters import counted_anew
from .take_in import FIELDS, READ_AT_ONCE, queue_reading
from .turn import turn
from .voicing import Voicing

_DONE = """
    UPDATE voices_post SET state = 'read', aside_reason = '', fingerprint = %s, voice_id = %s, leads = %s
    WHERE id = %s AND state = 'new'
"""


def read_posts(*, town_id: int, post_ids: list[int], now: dt.datetime) -> int:
    """Read those of these posts (at most 500) that are still new; return how many this call read.

    Harmless twice and in several workers at once: only the one that finds a post new, in the town's turn, counts it.
    A post that makes the ear fail is set aside with the reason; the others go on.
    """
    posts = list(Post.objects.filter(pk__in=post_ids[:READ_AT_ONCE], town_id=town_id, state="new").order_by("pk"))
    if not posts:
        return 0
    names = names_of(town_id)
    heard, failed = hear(town_id, posts)
    texts = {post.pk: post.text for post in posts}
    for post_id, reason in failed.items():
        Post.objects.filter(pk=post_id, state="new", text=texts[post_id]).update(state="aside", aside_reason=reason[:300])
    if not heard:
        return 0
    with turn(town_id):
        if names_of(town_id) != names:         # a lesson or an import came while the ear listened: by the new names, please
            queue_reading(town_id, [post.pk for post, _ in heard])
            return 0
        return _write(town_id, unchanged(heard, state="new"), now)


def names_of(town_id: int) -> int:
    """The version of the names the ear knows."""
    town = town_by_id(town_id)
    return town.gazetteer_version if town else 0


def unchanged(heard: list[tuple[Post, Hearing]], *, state: str) -> list[tuple[Post, Hearing]]:
    """Those of the posts that are as they were heard, as they stand now: an edit brings a reading of its own."""
    now = Post.objects.filter(pk__in=[post.pk for post, _ in heard], state=state).in_bulk()
    return [(now[post.pk], hearing) for post, hearing in heard
            if post.pk in now and all(getattr(now[post.pk], name) == getattr(post, name) for name in FIELDS)]


def _write(town_id: int, fresh: list[tuple[Post, Hearing]], now: dt.datetime) -> int:
    if not fresh:                              # another worker was quicker
        return 0
    voicing = Voicing(town_id, fresh)
    with counted_anew(voicing.voice_ids):
        voicing.write()
        with connection.cursor() as cursor:
            cursor.executemany(_DONE, [(hearing.fingerprint, post.voice_id, post.leads, post.pk)
                                       for post, hearing in fresh])
    ids = [post.pk for post, _ in fresh if not post.backfill]
    if ids:
        tell(PostsRead(town_id, ids))
    return len(fresh)


def requeue_unread(*, older_than: dt.datetime, limit: int = 5_000) -> int:
    """Queue posts again that were received before `older_than` and never read (their task was lost); return how many."""
    by_town: dict[int, list[int]] = {}
    for pk, town in Post.objects.filter(state="new", received_at__lt=older_than).order_by("received_at").values_list(
            "pk", "town_id")[:limit]:
        by_town.setdefault(town, []).append(pk)
    with transaction.atomic():
        for town, ids in by_town.items():
            queue_reading(town, ids)
    return sum(map(len, by_town.values()))
