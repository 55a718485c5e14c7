"""Which stored voices are heard again when what a town has learnt moves, and how far that has come."""
from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, QuerySet

from maillon.core import queue

from ..models import Label, Voice
from .tunings import standing

HEAR_AGAIN = "maillon.voices.tasks.hear_again"
"""Its arguments: the town, the run that stands (primary key, 0: the weights of the release), the primary key below which voices
are still to be heard (0: all), the moment since when they were written."""


def undecided(town_id: int, since: dt.datetime, below: int = 0) -> QuerySet[Voice]:
    """The town's voices since then of which nobody, moderator or shop, said anything that stands."""
    said = Label.objects.filter(voice=OuterRef("pk"), undone_at=None)
    rows = Voice.objects.filter(~Exists(said), town_id=town_id, written_at__gte=since)
    return rows.filter(pk__lt=below) if below else rows


def run_standing(town_id: int) -> int:
    held = standing(town_id)
    return held.id if held else 0


def left(town_id: int) -> int:
    """Return how many voices are still to be heard again. Reads the whole queue of tasks."""
    run = run_standing(town_id)
    waiting = [(below, since) for town, its, below, since in queue.arguments_of(HEAR_AGAIN) if (town, its) == (town_id, run)]
    return undecided(town_id, dt.datetime.fromisoformat(waiting[-1][1]), waiting[-1][0]).count() if waiting else 0
