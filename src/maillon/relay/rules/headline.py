"""The one thing that matters in a period: what the subject of its digest says."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

KINDS = ("safety", "asking", "above", "aspect_down", "praise", "voices", "silence")
TIMES = 2
"""So many times the upper end of the usual is worth the subject line."""
FEW = 3
"""An aspect is named only when at least so many voices agree on it."""


@dataclass(frozen=True)
class Headline:
    """`kind` is one of KINDS; `n` what it counts; `aspect` names it for aspect_down and praise; `total` all voices."""

    kind: str
    n: int = 0
    total: int = 0
    aspect: str = ""


def choose(counts: Mapping[str, int], usual_high: int | None = None) -> Headline:
    """Choose from counters by measure (`voices`, `stance:up`, `kind:complaint`, `aspect:price:down`, `safety`).

    Danger first, then what is unusual, then blame many agree on, then complaints and questions, then praise many agree
    on, then the bare number; silence says so.
    """
    total = counts.get("voices", 0)
    if counts.get("safety", 0) > 0:
        return Headline("safety", counts["safety"], total)
    if total <= 0:
        return Headline("silence")
    asking = counts.get("kind:complaint", 0) + counts.get("kind:question", 0)
    if usual_high is not None and total >= max(TIMES * usual_high, 5):
        return Headline("above", total, total)
    down, up = most_named(counts, "down"), most_named(counts, "up")
    if down is not None and down[1] >= FEW and (up is None or down[1] >= up[1]):
        return Headline("aspect_down", down[1], total, down[0])
    if asking:
        return Headline("asking", asking, total)
    if up is not None and up[1] >= FEW:
        return Headline("praise", up[1], total, up[0])
    return Headline("voices", total, total)


def most_named(counts: Mapping[str, int], stance: str) -> tuple[str, int] | None:
    """Return (aspect, n) named most often with that stance; ties by name, so that it never flickers."""
    named = [(n, measure.split(":")[1]) for measure, n in counts.items()
             if measure.startswith("aspect:") and measure.endswith(f":{stance}") and n > 0]
    return min(((aspect, n) for n, aspect in named), key=lambda pair: (-pair[1], pair[0]), default=None)
