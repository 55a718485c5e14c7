"""Posts about which people of a town decided, and how the ear's answers stand beside what they said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

from maillon.listening.entries import Heard, PostEntry
from maillon.listening.gazetteer import Gazetteer
from maillon.listening.listen import hear, threshold_of
from maillon.listening.training_links import TOWNS, kept_apart, written
from maillon.listening.tuning import Tuning

NOT_GIVEN = 0.025
"""The probability of a shop that the ear does not give out at all: below 0.05."""


@dataclass(frozen=True)
class Decided:
    """One post with the shops it was confirmed to speak of and those it was said not to; all others are open: they neither
    teach nor are scored. `post.id` is public and parts the posts into those fitted on and those kept apart."""

    post: PostEntry
    lang: str
    confirmed: frozenset[str]
    removed: frozenset[str]

    @property
    def apart(self) -> bool:
        """Whether it is never fitted on: one post in four, by a checksum of its id."""
        return kept_apart(self.post.id)

    @property
    def pairs(self) -> int:
        return len(self.confirmed) + len(self.removed)


@dataclass(frozen=True)
class Judged:
    """One post as the ear hears it: `links` are (probability, was it right) of each shop given out and scored, at most one
    a shop; `gold` how many shops it speaks of; `silent` those of them, and of the denied, that were not given out at all
    (was it right to be silent); `threshold` parts links from the rest."""

    id: str
    links: tuple[tuple[float, bool], ...]
    gold: int
    silent: tuple[bool, ...]
    threshold: float

    @property
    def found(self) -> int:
        return sum(p >= self.threshold for p, _ in self.links)

    @property
    def right(self) -> int:
        return sum(p >= self.threshold and right for p, right in self.links)

    @property
    def wrong(self) -> int:
        return self.found - self.right

    @property
    def as_decided(self) -> bool:
        """Whether every shop confirmed is linked, and none that was denied."""
        return self.right == self.gold and not self.wrong


def judge_decided(decided: Sequence[Decided], gazetteer: Gazetteer, tuning: Tuning) -> list[Judged]:
    """The town's posts, heard with a tuning."""
    town = gazetteer.tuned(tuning)
    heard = hear([d.post for d in decided], town, threshold=0.0)
    return [_judged(h, d.confirmed, d.removed, threshold_of(town)) for d, h in zip(decided, heard, strict=True)]


@cache
def shipped_town(name: str) -> tuple[Gazetteer, list[tuple[PostEntry, dict[str, Any]]]]:
    """One town of the written posts inside the package, read once a process: only learning needs it."""
    return written(name)


def judge_shipped(tuning: Tuning, *, apart: bool = True) -> list[Judged]:
    """The written posts inside the package, each heard in its own town's lists: those kept apart, or those fitted on."""
    out: list[Judged] = []
    for name in TOWNS:
        names, rows = shipped_town(name)
        town = names.tuned(tuning)
        chosen = [(post, row) for post, row in rows if kept_apart(post.id) is apart]
        heard = hear([post for post, _ in chosen], town, threshold=0.0)
        golds = [frozenset(map(str, row["gold"]["shops"])) for _, row in chosen]
        out += [_judged(h, gold, None, threshold_of(town)) for h, gold in zip(heard, golds, strict=True)]
    return out


def _judged(heard: Heard, confirmed: frozenset[str], removed: frozenset[str] | None, threshold: float) -> Judged:
    """`removed` None: every shop that is not confirmed is wrong."""
    given = {link.shop: link.probability for link in (*heard.links, *heard.unsure)}
    scored = [(p, s in confirmed) for s, p in given.items() if removed is None or s in confirmed or s in removed]
    silent = [False for shop in confirmed if shop not in given] + [True for shop in removed or () if shop not in given]
    return Judged(heard.id, tuple(scored), len(confirmed), tuple(silent), threshold)


def precision(judged: Iterable[Judged]) -> Fraction | None:
    """Exact; None where nothing was found."""
    found = right = 0
    for each in judged:
        found, right = found + each.found, right + each.right
    return Fraction(right, found) if found else None


def f1(judged: Iterable[Judged]) -> Fraction | None:
    """Exact; None where nothing was found and nothing was to be found."""
    return f_beta(judged, 1)


def f_beta(judged: Iterable[Judged], beta: Fraction | int) -> Fraction | None:
    """F of recall weighed `beta` times as much as precision, exact."""
    found = right = gold = 0
    for each in judged:
        found, right, gold = found + each.found, right + each.right, gold + each.gold
    weight = Fraction(beta) ** 2
    below = found + weight * gold
    return (1 + weight) * right / below if below else None
