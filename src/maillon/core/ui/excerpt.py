"""A post's text as it is shown to everybody, and where a stretch of the whole text stands in it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from .marks import LONGEST, straight, turns


@dataclass(frozen=True)
class Excerpt:
    """`text` is the beginning of the whole, at most LONGEST code points, without the signs that turn text around;
    `cut`: there is more of it where it was written."""

    text: str
    cut: bool
    gone: tuple[int, ...]
    """Where in the whole the signs stood that were taken out, in order."""
    length: int

    def span(self, start: int | None, end: int | None) -> tuple[int, int] | None:
        """Where `whole[start:end]` stands in `text`, in code points; None for what is not wholly in it, or empty."""
        if start is None or end is None or not 0 <= start < end <= self.length:
            return None
        first, last = (at - bisect_left(self.gone, at) for at in (start, end))
        return (first, last) if first < last else None


def excerpt(whole: str, longest: int = LONGEST) -> Excerpt:
    """The excerpt of a text that pages and the API show."""
    head = whole[:longest]
    return Excerpt(straight(head), len(whole) > longest, turns(head), len(head))
