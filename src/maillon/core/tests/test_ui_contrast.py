"""Contrast figures of the design guide, kept by computing them from the stylesheet itself."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillon.core.ui import contrast

CSS = (Path(contrast.__file__).parents[1] / "static/core/maillon.css").read_text()
TOKENS = dict(re.findall(r"--([\w-]+):\s*((?:light-dark\([^)]*\))|#\w{6})", CSS.split("[data-awning", 1)[0]))
TEXT_PAIRS = [
    *[(front, ground) for front in ("ink", "ink-2", "awning-text") for ground in ("paper", "sheet", "sunk")],
    ("ink", "accent-wash"), ("ink-2", "accent-wash"), ("accent-text", "accent-wash"), ("accent-text", "sheet"),
    ("accent-text", "paper"), ("for", "for-wash"), ("for", "sheet"), ("for", "paper"), ("against", "against-wash"),
    ("against", "sheet"), ("against", "paper"), ("wait", "wait-wash"), ("wait", "sheet"), ("on-awning", "awning"),
    ("on-accent", "accent"), ("paper", "ink"),
]  # fmt: skip
CONTROL_PAIRS = [
    ("rule-strong", "paper"), ("rule-strong", "sheet"), ("focus", "paper"), ("heat-5", "sheet"), ("heat-4", "sheet"),
    ("for", "sunk"), ("awning", "paper"),
]  # fmt: skip
GUIDE = [  # design guide, section 1: light, dark
    ("ink", "paper", 15.2, 15.7), ("ink-2", "paper", 7.3, 9.2), ("ink-2", "sunk", 6.5, 7.4),
    ("awning-text", "paper", 8.2, 10.0), ("on-awning", "awning", 9.1, 5.1), ("for", "for-wash", 5.8, 7.2),
    ("against", "against-wash", 5.9, 6.8), ("wait", "wait-wash", 6.2, 7.1), ("rule-strong", "paper", 3.9, 4.9),
    ("awning", "paper", 8.2, 3.5),
]  # fmt: skip


def token(name: str, scheme: int) -> str:
    return re.findall(r"#\w{6}", TOKENS[name])[scheme if "light-dark" in TOKENS[name] else 0]


@pytest.mark.parametrize("scheme", [0, 1])
@pytest.mark.parametrize(("front", "ground"), TEXT_PAIRS)
def test_text_is_readable(front: str, ground: str, scheme: int) -> None:
    assert contrast.ratio(token(front, scheme), token(ground, scheme)) >= 4.5


@pytest.mark.parametrize("scheme", [0, 1])
@pytest.mark.parametrize(("front", "ground"), CONTROL_PAIRS)
def test_controls_and_marks_are_visible(front: str, ground: str, scheme: int) -> None:
    assert contrast.ratio(token(front, scheme), token(ground, scheme)) >= 3


@pytest.mark.parametrize(("front", "ground", "light", "dark"), GUIDE)
def test_the_guide_says_the_truth(front: str, ground: str, light: float, dark: float) -> None:
    assert contrast.ratio(token(front, 0), token(ground, 0)) == pytest.approx(light, abs=0.06)
    assert contrast.ratio(token(front, 1), token(ground, 1)) == pytest.approx(dark, abs=0.06)


def test_fixed_tokens_of_the_check_are_those_of_the_stylesheet() -> None:
    for name, (light, dark) in contrast.PAPER.items():
        assert (token(name, 0), token(name, 1)) == (light, dark)


def test_known_ratios() -> None:
    assert contrast.ratio("#000000", "#ffffff") == pytest.approx(21)
    assert contrast.ratio("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colour", ["#14513f", "#8c2a20", "#1d4a73"])
def test_the_shipped_towns_pass_with_their_own_colour(colour: str) -> None:
    assert contrast.passes(colour)
    assert contrast.nearest_passing(colour) == colour


def test_a_pale_colour_is_refused_and_a_darker_one_of_its_hue_offered() -> None:
    assert not contrast.passes("#ffe27a")
    offered = contrast.nearest_passing("#ffe27a")
    assert contrast.passes(offered)
    assert offered != "#14513f"


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 0xFFFFFF))
def test_what_is_offered_always_passes(value: int) -> None:
    assert contrast.passes(contrast.nearest_passing(f"#{value:06x}"))


@pytest.mark.parametrize("bad", ["", "green", "#fff", "#12345g", "#14513f;}body{}"])
def test_anything_but_a_colour_is_refused(bad: str) -> None:
    with pytest.raises(ValueError, match="not a colour"):
        contrast.town_css(bad)


def test_a_towns_stylesheet_only_sets_its_three_properties() -> None:
    names = re.findall(r"--([\w-]+):light-dark\(#\w{6},#\w{6}\);", contrast.town_css("#8c2a20"))
    assert names == ["awning", "awning-text", "awning-wash"]
