"""Contrast of colours after WCAG 2.2 (relative luminance, success criteria 1.4.3 and 1.4.11), and a town's own pair.

Colours are "#rrggbb". A town picks one colour; the stripe, the text and the wash of both schemes are derived from it,
and every pair of the design guide is checked before it is saved.
"""

from __future__ import annotations

import colorsys
import re
from collections.abc import Callable
from typing import NamedTuple

TEXT, CONTROL = 4.5, 3.0
PAPER = {
    "paper": ("#f5f1e7", "#161511"), "sheet": ("#fdfbf5", "#201e19"), "sunk": ("#eae4d5", "#2b2822"),
    "ink": ("#1f1b16", "#f3eddf"), "on-awning": ("#fffdf6", "#fffdf6"),
}  # fmt: skip
"""Fixed tokens a town's colour meets: (light, dark), as in `maillon.css`; a test keeps them equal."""


class AwningColours(NamedTuple):
    """What a town sets, each as (light, dark)."""

    awning: tuple[str, str]
    awning_text: tuple[str, str]
    awning_wash: tuple[str, str]


class Pair(NamedTuple):
    """One text or control on one ground."""

    front: str
    ground: str
    scheme: str
    ratio: float
    needed: float

    @property
    def passes(self) -> bool:
        return self.ratio >= self.needed


def luminance(colour: str) -> float:
    """Relative luminance 0..1 of "#rrggbb"; ValueError for anything else."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        raise ValueError(f"not a colour like #14513f: {colour!r}")
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one: str, other: str) -> float:
    """Contrast ratio 1..21; the order does not matter."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def check(colours: AwningColours) -> list[Pair]:
    """Every pair the town's colours take part in, both schemes."""
    found = []
    for i, scheme in enumerate(("light", "dark")):
        awning, text, wash = colours.awning[i], colours.awning_text[i], colours.awning_wash[i]
        found.append(Pair("on-awning", "awning", scheme, ratio(PAPER["on-awning"][i], awning), TEXT))
        found.append(Pair("awning", "paper", scheme, ratio(awning, PAPER["paper"][i]), CONTROL))
        for ground in ("paper", "sheet", "sunk"):
            found.append(Pair("awning-text", ground, scheme, ratio(text, PAPER[ground][i]), TEXT))
        found.append(Pair("ink", "awning-wash", scheme, ratio(PAPER["ink"][i], wash), TEXT))
    return found


def derive(colour: str) -> AwningColours:
    """Light and dark values from the town's one colour. The light stripe is the colour itself, never "improved"."""
    def stripe(c: str) -> bool:
        return ratio(c, PAPER["paper"][1]) >= CONTROL and ratio(PAPER["on-awning"][1], c) >= TEXT

    night = _near(colour, 0.36, stripe)
    text_day = _near(colour, _lightness_of(colour), lambda c: _over(c, 0, TEXT))
    text_night = _near(colour, 0.66, lambda c: _over(c, 1, TEXT + 1.5))
    return AwningColours(
        awning=(colour, night),
        awning_text=(text_day, text_night),
        awning_wash=(_mix(colour, PAPER["paper"][0], 0.13), _mix(colour, PAPER["paper"][1], 0.25)),
    )


def passes(colour: str) -> bool:
    """True if every pair derived from `colour` has enough contrast."""
    return all(pair.passes for pair in check(derive(colour)))


def nearest_passing(colour: str) -> str:
    """`colour` itself if it passes, else the closest lightness of the same hue that does."""
    if passes(colour):
        return colour
    for step in range(1, 101):
        for sign in (-1, 1):
            candidate = _lightness(colour, _lightness_of(colour) + sign * step / 100)
            if passes(candidate):
                return candidate
    return "#14513f"


def town_css(colour: str) -> str:
    """The small stylesheet of a town: overrides of the four custom properties, nothing else."""
    derived = derive(colour)
    pairs = zip(("awning", "awning-text", "awning-wash"), derived, strict=True)
    return ":root{" + "".join(f"--{name}:light-dark({light},{dark});" for name, (light, dark) in pairs) + "}\n"


def _over(colour: str, scheme: int, needed: float) -> bool:
    return all(ratio(colour, PAPER[ground][scheme]) >= needed for ground in ("paper", "sheet", "sunk"))


def _near(colour: str, start: float, good: Callable[[str], bool]) -> str:
    """The hue of `colour` at the lightness nearest to `start` that is good; at `start` itself when none is."""
    for step in range(101):
        for lightness in (start - step / 100, start + step / 100):
            # the colour as it was given: a trip through hue and lightness may round it
            candidate = colour if lightness == _lightness_of(colour) else _lightness(colour, lightness)
            if good(candidate):
                return candidate
    return _lightness(colour, start)


def _lightness_of(colour: str) -> float:
    return colorsys.rgb_to_hls(*_rgb(colour))[1]


def _lightness(colour: str, lightness: float) -> str:
    hue, _old, saturation = colorsys.rgb_to_hls(*_rgb(colour))
    return _hex(*colorsys.hls_to_rgb(hue, max(0.0, min(1.0, lightness)), saturation))


def _mix(colour: str, ground: str, share: float) -> str:
    return _hex(*(a * share + b * (1 - share) for a, b in zip(_rgb(colour), _rgb(ground), strict=True)))


def _rgb(colour: str) -> tuple[float, float, float]:
    luminance(colour)
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _hex(red: float, green: float, blue: float) -> str:
    return "#" + "".join(f"{round(max(0.0, min(1.0, c)) * 255):02x}" for c in (red, green, blue))
