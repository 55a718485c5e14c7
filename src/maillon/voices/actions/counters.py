"""The counters: changed by differences in the transaction of what they count, and recomputed from the links for proof."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice

from django.db import connection

from maillon.voices.models import Count, Voice
from maillon.voices.queries.where import FIELDS, places_of
from maillon.voices.rules.counting import Counted, Key, difference, tally

CHUNK = 500
_UPSERT = """
    INSERT INTO voices_count (town_id, scope, ref_id, day, measure, n) VALUES (%s, %s, %s, %s, %s, %s)
    ON CONFLICT (scope, ref_id, day, measure) DO UPDATE SET n = voices_count.n + excluded.n
"""


def add(change: dict[Key, int]) -> None:
    """Add `change` to the counters."""
    if change:
        rows = [(town, scope, ref, day.isoformat(), measure, n) for (town, scope, ref, day, measure), n in change.items()]
        with connection.cursor() as cursor:
            cursor.executemany(_UPSERT, rows)


def tally_of(voice_ids: Iterable[int]) -> Counter[Key]:
    """Return what these voices add to the counters, by what the database says of them now. Two queries per 500 voices."""
    total: Counter[Key] = Counter()
    ids = iter(sorted(set(voice_ids)))
    while chunk := list(islice(ids, CHUNK)):
        total.update(tally(_counted(chunk)))
    return total


def _counted(voice_ids: list[int]) -> list[Counted]:
    rows = list(Voice.objects.filter(pk__in=voice_ids).values_list(*FIELDS, "day", "stance", "kind", "aspects", "safety"))
    places = places_of(rows)
    return [Counted(row[1], day, stance, kind, frozenset((a["aspect"], a["stance"]) for a in aspects), safety, places[row[0]])
            for *row, day, stance, kind, aspects, safety in rows]


@contextmanager
def counted_anew(voice_ids: list[int]) -> Iterator[None]:
    """Change voices and links inside; the counters follow. Must run in the town's turn.

    The list may grow inside: by voices that are made there.
    """
    before = tally_of(voice_ids)
    yield
    add(difference(tally_of(voice_ids), before))


def all_tallied(town_id: int) -> Counter[Key]:
    return tally_of(Voice.objects.filter(town_id=town_id).values_list("pk", flat=True).iterator())


def differences(town_id: int) -> dict[Key, tuple[int, int]]:
    """Return {counter: (stored, right)} wherever the two differ: empty when all is well."""
    stored: Counter[Key] = Counter()
    for row in Count.objects.filter(town_id=town_id).values_list("town_id", "scope", "ref_id", "day", "measure", "n"):
        stored[row[:5]] = row[5]
    right = all_tallied(town_id)
    return {key: (stored[key], right[key]) for key in stored.keys() | right.keys() if stored[key] != right[key]}


def recount(town_id: int) -> int:
    """Set every counter of the town to what its voices and links say; return how many were wrong."""
    from .turn import turn

    with turn(town_id):
        wrong = differences(town_id)
        add({key: right - stored for key, (stored, right) in sorted(wrong.items())})
    return len(wrong)
