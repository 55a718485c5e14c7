"""Which voices hang on a public wall: recent, but not ten of one shop, one street, one tool or one tongue."""
from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import Protocol, TypeVar


class Hangable(Protocol):
    @property
    def about(self) -> Hashable: ...
    @property
    def stance(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def lang(self) -> str: ...
    @property
    def author(self) -> str: ...
    @property
    def text(self) -> str: ...


V = TypeVar("V", bound=Hangable)


def choose(voices: Sequence[V], wanted: int, *, most_down: int = 2) -> list[V]:
    """Return up to `wanted` of `voices` (newest first), picked one by one: the newest with the least repeated so far.

    Praise comes before blame (at most `most_down` of the wall are blame): a wall is hung for the people of the town to
    read, and every voice stays in the list of all voices. Deterministic.
    """
    seen: Counter[tuple[str, Hashable]] = Counter()
    left = list(enumerate(voices))
    chosen: list[V] = []
    while left and len(chosen) < wanted:
        downs = sum(v.stance == "down" for v in chosen)
        fit = [(i, v) for i, v in left if v.stance != "down" or downs < most_down] or []
        if not fit:
            break
        best = min(fit, key=lambda pair: (_cost(pair[1], seen), pair[0]))
        left.remove(best)
        chosen.append(best[1])
        for trait in _traits(best[1]):
            seen[trait] += 1
    return chosen


def _traits(voice: Hangable) -> list[tuple[str, Hashable]]:
    return [
        ("about", voice.about),
        ("stance", voice.stance),
        ("kind", voice.kind),
        ("lang", voice.lang),
        ("author", voice.author or voice.text),
        ("opening", " ".join(voice.text.split())[:24].casefold()),
    ]


_WEIGHT = {"about": 12, "opening": 10, "author": 8, "kind": 2, "lang": 2, "stance": 1}


def _cost(voice: Hangable, seen: Counter[tuple[str, Hashable]]) -> int:
    dull = 0 if voice.stance != "none" else 2
    return dull + sum(_WEIGHT[name] * seen[(name, value)] for name, value in _traits(voice))


def loud(voices: Sequence[V], *, most: int = 2) -> set[int]:
    """Return the indices of the voices to set large: at most `most`, praise of middling length, not side by side."""
    chosen: list[int] = []
    for i, voice in enumerate(voices):
        size = len(voice.text)
        if voice.stance == "up" and 40 <= size <= 160 and all(abs(i - j) >= 3 for j in chosen):
            chosen.append(i)
        if len(chosen) == most:
            break
    return set(chosen)
