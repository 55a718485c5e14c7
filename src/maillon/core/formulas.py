"""Cells that a spreadsheet would run as a formula are made plain text."""
from __future__ import annotations

import unicodedata

STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")   # full-width ones count in some programs
BREAKS = ("\t", "\r", "\n")                            # some programs start a new cell after one of these


def plain(cell: str) -> str:
    """Return the cell, with an apostrophe before what a spreadsheet would take for a formula (OWASP, CSV injection)."""
    return f"'{cell}" if cell.startswith(BREAKS) or first_visible(cell) in STARTS else cell


def first_visible(cell: str) -> str:
    """Return the first character that leaves ink: programs drop white space, marks of order and control characters."""
    return next((letter for letter in cell if unicodedata.category(letter)[0] not in "ZC"), "")
