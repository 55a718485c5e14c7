"""Cells that a spreadsheet would run as a formula are made text. Source: OWASP, CSV injection."""

from __future__ import annotations

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe_cell(value: object) -> object:
    """Text that begins like a formula gets an apostrophe in front; numbers and other text pass."""
    if isinstance(value, str) and value.startswith(STARTS):
        return "'" + value
    return value
