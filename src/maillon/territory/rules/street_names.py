"""When two spellings name the same street: folded, with the usual short forms of the street's kind written out."""

from __future__ import annotations

from .naming import fold

# Only as the first word (French, Dutch, Spanish …) or the last (German, English): elsewhere they may be names.
_FIRST = {
    "av": "avenue",
    "ave": "avenue",
    "bd": "boulevard",
    "bld": "boulevard",
    "blvd": "boulevard",
    "boul": "boulevard",
    "r": "rue",
    "pl": "place",
    "fg": "faubourg",
    "fbg": "faubourg",
    "imp": "impasse",
    "sq": "square",
    "pass": "passage",
    "all": "allee",
    "che": "chemin",
    "ch": "chemin",
    "rte": "route",
    "ul": "ulica",
    "c": "calle",
    "pza": "plaza",
}
_LAST = {"st": "street", "rd": "road", "ave": "avenue", "ln": "lane", "sq": "square", "str": "strasse", "gt": "gate"}


def street_key(name: str) -> str:
    """Return the folded name that identifies a street in its town; empty when there is no letter or digit in it."""
    words = fold(name).split()
    if len(words) > 1:
        words[0] = _FIRST.get(words[0], words[0])
        words[-1] = _LAST.get(words[-1], words[-1])
    if words and words[-1].endswith("str") and len(words[-1]) > 5:
        words[-1] += "asse"
    return " ".join(words)
