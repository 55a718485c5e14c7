"""Which page of a list an address asks for."""
from __future__ import annotations


def page_number(text: str) -> int:
    """The number of a page, from 1; 1 for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
