"""What a list of voices can be narrowed to, as an address says it; what is not known is ignored."""
from __future__ import annotations

from collections.abc import Iterable, Mapping

from .counting import ASPECTS, KINDS, STANCES

READINGS = {"kind": KINDS, "stance": STANCES, "aspect": ASPECTS}
PERIODS = ("7", "28", "90")
"""Numbers of days, as text."""


def known(query: Mapping[str, str], words: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Return what `query` says of each name of `words`, where it is one of its words."""
    return {name: said for name, allowed in words.items() if (said := query.get(name, "")) in allowed}


def language(query: Mapping[str, str]) -> str:
    """Return the code of the language asked for, "" for none."""
    code = query.get("lang", "")
    return code if code.isascii() and code.isalpha() and len(code) <= 3 else ""
