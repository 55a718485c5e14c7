"""Cells of a CSV that a spreadsheet would run as a formula are made text. Source: OWASP, CSV injection."""

from __future__ import annotations

import unicodedata

STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # full-width ones count in some programs
BREAKS = ("\t", "\r", "\n")  # some programs start a new cell after one of these


def safe_cell(value: object) -> object:
    """Text that begins like a formula gets an apostrophe in front; numbers and other text pass."""
    if isinstance(value, str) and (value.startswith(BREAKS) or _first_visible(value) in STARTS):
        return "'" + value
    return value


def _first_visible(text: str) -> str:
    """The first character that leaves ink: programs drop white space, marks of order and control characters."""
    return next((letter for letter in text if unicodedata.category(letter)[0] not in "ZC"), "")
