"""After `maillon learn` the voices of the last 90 days are heard again by what stands now, batch by batch, in the background.

Left alone: a voice of which anybody said anything that stands (a moderator, a shop). Links, their doubts and subjects follow, not
how a voice was read. What the ear no longer finds is kept as `unheard`, so that undoing a run finds it again.
"""
from __future__ import annotations

import datetime as dt

from maillon.core import work
from maillon.voices.ear import hear
from maillon.voices.models import Post
from maillon.voices.queries.hearing_again import HEAR_AGAIN, run_standing, undecided

from .counters import counted_anew
from .read import names_of, unchanged
from .relisten import AT_ONCE, follow
from .turn import turn

REACHES_BACK = dt.timedelta(days=90)


def queue_hearing_again(*, town_id: int, now: dt.datetime) -> None:
    """Queue it, from the newest voice on. Must run in the transaction that changes what stands: what was queued for an earlier
    run ends by itself."""
    _queue(town_id, run_standing(town_id), 0, now - REACHES_BACK)


def hear_again(*, town_id: int, run: int, below: int, since: dt.datetime) -> int:
    """Hear the next AT_ONCE voices again (primary keys below `below`, 0: from the newest on), and queue the rest.

    Returns how many followed: a link came, went or became sure or unsure. Harmless twice; nothing is done where `run` stands
    no more.
    """
    if run_standing(town_id) != run:
        return 0
    ids = list(undecided(town_id, since, below).order_by("-pk").values_list("pk", flat=True)[:AT_ONCE])
    posts = list(Post.objects.filter(voice_id__in=ids, leads=True, state="read").order_by("pk"))
    names = names_of(town_id)
    heard, _failed = hear(town_id, posts) if posts else ([], {})
    with turn(town_id):
        if names_of(town_id) != names:          # a lesson, an import or another run came while the ear listened
            _queue(town_id, run, below, since)
            return 0
        fresh = unchanged(heard, state="read")
        voices = undecided(town_id, since).in_bulk([post.voice_id for post, _ in fresh if post.voice_id])
        with counted_anew(sorted(voices)):
            moved = sum(follow(voices[post.voice_id], hearing) for post, hearing in fresh if post.voice_id in voices)
        if len(ids) == AT_ONCE:
            _queue(town_id, run, ids[-1], since)
    return moved


def _queue(town_id: int, run: int, below: int, since: dt.datetime) -> None:
    work.later(HEAR_AGAIN, town_id, run, below, since.isoformat(), group="relisten")
