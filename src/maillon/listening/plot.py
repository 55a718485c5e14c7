"""A reliability diagram as inline SVG: probability given against share right. No script, colours from the page."""

from __future__ import annotations

import math
from typing import Any

from markupsafe import Markup

_SIDE, _LEFT, _TOP = 240, 44, 14
_WIDTH, _HEIGHT = _LEFT + _SIDE + 16, _TOP + _SIDE + 44


def reliability_plot(name: str, title: str, figures: dict[str, Any]) -> Markup:
    """The diagram of one calibration; the dashed line is where every point should lie."""
    held = [b for b in figures["bins"] if b["judged"]]
    points = [(_x(b["mean_probability"]), _y(b["share_right"]), b["judged"]) for b in held]
    told = "; ".join(
        f"between {b['above']:.1f} and {b['up_to']:.1f}: {b['share_right']:.0%} of {b['judged']} right" for b in held
    )
    most = max((n for _, _, n in points), default=1)
    circles = Markup("").join(
        Markup('<circle cx="{:.1f}" cy="{:.1f}" r="{:.1f}"/>').format(x, y, 2.5 + 8 * math.sqrt(n / most)) for x, y, n in points
    )
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in points)
    return Markup(
        '<svg class="plot" viewBox="0 0 {width} {height}" role="img" aria-labelledby="{name}-title {name}-desc">'
        '<title id="{name}-title">{title}</title><desc id="{name}-desc">{desc}</desc>{grid}'
        '<polyline class="line" points="{line}"/><g class="points">{circles}</g></svg>'
    ).format(
        width=_WIDTH, height=_HEIGHT, name=name, title=title, grid=_grid(), line=line, circles=circles,
        desc=f"Share right by probability given; larger circles hold more. {told}." if told else "Nothing was judged.",
    )  # fmt: skip


def _x(value: float) -> float:
    return _LEFT + _SIDE * value


def _y(value: float) -> float:
    return _TOP + _SIDE * (1 - value)


def _grid() -> Markup:
    parts = [
        Markup('<line class="even" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(_x(0), _y(0), _x(1), _y(1)),
        Markup('<rect class="frame" x="{}" y="{}" width="{}" height="{}"/>').format(_LEFT, _TOP, _SIDE, _SIDE),
    ]
    for value in (0.0, 0.5, 1.0):
        parts.append(Markup('<text x="{}" y="{}" text-anchor="middle">{:g}</text>').format(_x(value), _y(0) + 16, value))
        parts.append(Markup('<text x="{}" y="{}" text-anchor="end">{:g}</text>').format(_LEFT - 6, _y(value) + 4, value))
    parts.append(Markup('<text x="{}" y="{}" text-anchor="middle">probability given</text>').format(_x(0.5), _y(0) + 36))
    parts.append(Markup('<text transform="translate(14 {}) rotate(-90)" text-anchor="middle">share right</text>').format(_y(0.5)))
    return Markup("").join(parts)
