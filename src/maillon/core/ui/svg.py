"""The few SVG shapes our drawings are made of, as short strings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import TypeVar

T = TypeVar("T")


def num(value: float) -> str:
    """A coordinate with at most one decimal, no trailing zero: drawings travel in every page."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def rect(x: float, y: float, width: float, height: float, fill: str, extra: str = "") -> str:
    """`fill` is a colour, or a class name when it starts with a dot (here and in `circle`)."""
    return f'<rect x="{num(x)}" y="{num(y)}" width="{num(width)}" height="{num(height)}" {_paint(fill)}{_gap(extra)}/>'


def circle(x: float, y: float, radius: float, fill: str, extra: str = "") -> str:
    return f'<circle cx="{num(x)}" cy="{num(y)}" r="{num(radius)}" {_paint(fill)}{_gap(extra)}/>'


def ellipse(x: float, y: float, rx: float, ry: float, fill: str, extra: str = "") -> str:
    return f'<ellipse cx="{num(x)}" cy="{num(y)}" rx="{num(rx)}" ry="{num(ry)}" fill="{fill}"{_gap(extra)}/>'


def path(d: str, fill: str = "none", extra: str = "") -> str:
    return f'<path d="{d}" fill="{fill}"{_gap(extra)}/>'


def line(d: str, stroke: str, width: float, extra: str = "") -> str:
    return f'<path d="{d}" fill="none" stroke="{stroke}" stroke-width="{num(width)}"{_gap(extra)}/>'


def dice(*seed: object) -> Iterator[float]:
    """Endless values in [0, 1] that depend on the seed only: same shop, same drawing."""
    turn = 0
    while True:
        block = sha256("|".join([*map(str, seed), str(turn)]).encode()).digest()
        yield from (byte / 255 for byte in block)
        turn += 1


def pick(options: Sequence[T], value: float) -> T:
    return options[min(int(value * len(options)), len(options) - 1)]


def _paint(fill: str) -> str:
    return f'class="{fill[1:]}"' if fill.startswith(".") else f'fill="{fill}"'


def _gap(extra: str) -> str:
    return f" {extra}" if extra else ""
