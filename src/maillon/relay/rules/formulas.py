"""Cells that a spreadsheet would run as a formula are made plain text."""
from __future__ import annotations

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")   # full-width ones count in some programs


def plain(cell: str) -> str:
    """Return the cell, with an apostrophe before what a spreadsheet would take for a formula (OWASP, CSV injection)."""
    return f"'{cell}" if cell.lstrip(" \u00a0\ufeff").startswith(STARTS) or cell.startswith(STARTS) else cell
