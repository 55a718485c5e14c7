"""One writer at a time for each town."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from maillon.voices.models import Turn


@contextmanager
def turn(town_id: int) -> Iterator[None]:
    """Open a transaction that holds the town's turn until it ends."""
    with transaction.atomic():
        if not Turn.objects.select_for_update(no_key=True).filter(town_id=town_id).exists():
            Turn.objects.bulk_create([Turn(town_id=town_id)], ignore_conflicts=True)
        list(Turn.objects.select_for_update(no_key=True).filter(town_id=town_id))
        yield
