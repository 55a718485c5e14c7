"""The one next step of a shop: the first of these that applies. One, because two between two customers is none."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar


class Waiting(Protocol):
    """Something unanswered, as far as the choice needs to know it."""

    @property
    def kind(self) -> str: ...
    @property
    def safety(self) -> bool: ...


W = TypeVar("W", bound=Waiting)
ORDER = ("complaint", "question", "suggestion")


def first_to_answer(waiting: Sequence[W]) -> W | None:
    """Return what to answer first: danger, then complaints, questions, suggestions; the oldest of each.

    `waiting` is oldest first.
    """
    for item in waiting:
        if item.safety:
            return item
    for kind in ORDER:
        for item in waiting:
            if item.kind == kind:
                return item
    return None


def step(*, waiting: bool, danger: bool, thanks: bool, blind: bool, ever: bool) -> str:
    """Return the step's key: danger, answer, thank, hear or page.

    `thanks`: somebody praised the shop this week; `blind`: a source cannot be heard; `ever`: something was seen at all.
    """
    if danger:
        return "danger"
    if waiting:
        return "answer"
    if thanks:
        return "thank"
    return "hear" if blind and not ever else "page"
