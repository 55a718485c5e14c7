"""Names as a hurried thumb writes them: a slip or two, drawn by the post's id, for the fit to see them in real surroundings."""

from __future__ import annotations

import random
from dataclasses import replace

from maillon.listening.entries import Evidence, PostEntry
from maillon.listening.folding import fold

LEAST_LETTERS = 5
"""Letters of a name for each slip in it."""
_NEIGHBOURS = {
    "a": "qzs", "b": "vn", "c": "xv", "d": "sf", "e": "rz", "f": "dg", "g": "fh", "h": "gj", "i": "uo", "j": "hk", "k": "jl",
    "l": "km", "m": "nl", "n": "bm", "o": "ip", "p": "ol", "q": "as", "r": "et", "s": "qd", "t": "ry", "u": "yi", "v": "cb",
    "w": "xs", "x": "wc", "y": "tu", "z": "ea",
}  # fmt: skip
"""Keys beside a key, on the keyboards of several countries."""


def misspelt(post: PostEntry, name: Evidence, slips: int = 1) -> PostEntry | None:
    """The post with so many slips in the name at `name`; None where it is too short for them or has no place in the text."""
    if name.start is None or name.end is None or sum(c.isalpha() for c in name.text) < LEAST_LETTERS * slips:
        return None
    chance = random.Random(f"{post.id} {name.start} {slips}")
    written = name.text
    for _ in range(slips):
        written = _slipped(written, chance)
    if fold(written) == fold(name.text):
        return None
    return replace(post, text=post.text[: name.start] + written + post.text[name.end :])


def _slipped(text: str, chance: random.Random) -> str:
    letters = [k for k, c in enumerate(text) if c.isalpha()]
    k = chance.choice(letters[1:])  # the first letter is hardly ever wrong
    kind = chance.choice(("swap", "drop", "double", "beside"))
    if kind == "swap" and k + 1 < len(text) and text[k + 1].isalpha():
        return text[:k] + text[k + 1] + text[k] + text[k + 2 :]
    if kind == "drop":
        return text[:k] + text[k + 1 :]
    if kind == "double":
        return text[:k] + text[k] + text[k:]
    return text[:k] + chance.choice(_NEIGHBOURS.get(fold(text[k]), "eis")) + text[k + 1 :]
