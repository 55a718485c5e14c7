"""What a voice adds to which counters. Figures on every page are sums of these."""
from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

STANCES = ("up", "down", "mixed", "none")
KINDS = ("recommendation", "complaint", "suggestion", "question", "thanks", "other")
ASPECTS = ("product", "service", "price", "place", "access", "hours")

Key = tuple[int, str, int, dt.date, str]                     # town, scope, ref, day, measure


@dataclass
class Counted:
    """A voice as the counters see it. `places`: pairs (scope, ref id); a voice counts once in each."""

    town_id: int
    day: dt.date
    stance: str
    kind: str
    aspects: frozenset[tuple[str, str]]
    safety: bool
    places: set[tuple[str, int]] = field(default_factory=set)


def measures(voice: Counted) -> list[str]:
    """Return the measures that one voice adds 1 to."""
    names = ["voices", f"stance:{voice.stance}", f"kind:{voice.kind}"]
    names += [f"aspect:{aspect}:{stance}" for aspect, stance in voice.aspects]
    if voice.safety:
        names.append("safety")
    return names


def tally(voices: Iterable[Counted]) -> Counter[Key]:
    """Return what the counters must hold for these voices."""
    total: Counter[Key] = Counter()
    for voice in voices:
        names = measures(voice)
        for scope, ref_id in voice.places:
            for name in names:
                total[voice.town_id, scope, ref_id, voice.day, name] += 1
    return total


def difference(after: Counter[Key], before: Counter[Key]) -> dict[Key, int]:
    """Return what must be added to the counters, without zeros, in a fixed order so that two writers never deadlock."""
    change = after.copy()
    change.subtract(before)
    return {key: change[key] for key in sorted(change) if change[key]}
