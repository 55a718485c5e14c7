"""Words and names that are known to be something else than a shop: dishes, people, bands, countries."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from maillon.listening.folding import tokenise
from maillon.listening.lexicon import cuisines, trade_words
from maillon.listening.names import GENERIC


def _listed(name: str) -> frozenset[str]:
    """Folded entries of a word list: one a line or parted by commas; # begins a remark."""
    lines = files("maillon.listening").joinpath(f"lexicon/{name}.txt").read_text("utf-8").splitlines()
    entries = [e for line in lines if not line.startswith("#") for e in line.split(",")]
    return frozenset(key for e in entries if (key := " ".join(tokenise(e).words)))


def _spaced(name: str) -> frozenset[str]:
    """Folded words of a list that parts them by spaces."""
    lines = files("maillon.listening").joinpath(f"lexicon/{name}.txt").read_text("utf-8").splitlines()
    return frozenset(w for line in lines if not line.startswith("#") for w in line.split())


@cache
def first_names() -> frozenset[str]:
    """First names that shops bear too, and that are more often a person."""
    return _spaced("first_names")


@cache
def rare_first_names() -> frozenset[str]:
    """First names that fewer people bear."""
    return _spaced("first_names_more")


@cache
def dishes() -> frozenset[str]:
    """Dishes, drinks, produce and products, folded."""
    return _listed("dishes")


@cache
def table_words() -> frozenset[str]:
    """More dishes, drinks, produce, and what menus and thanks say, folded: a name may be one of them; they tell no topic."""
    return _listed("table_words")


@cache
def world_names() -> frozenset[str]:
    """Countries, peoples, famous persons, bands, clubs, films, folded."""
    return _listed("world_names")


@cache
def world_more() -> frozenset[str]:
    """Works, figures, clubs, brands, beasts and plants, folded: known less well, or more often a shop's name too."""
    return _listed("world_more")


@cache
def world_parts() -> frozenset[str]:
    """Single words of famous names of two words or more ("sheeran"), those of four letters or more."""
    return frozenset(w for name in world_names() if " " in name for w in name.split() if len(w) >= 4)


def other_meaning(words: str) -> str:
    """What a name is besides a shop's: "dish", "world_name" or nothing."""
    if words in dishes() or words in table_words():
        return "dish"
    if words in world_names():
        return "world_name"
    parts = words.split()
    generic = [p in GENERIC or p in trade_words() for p in parts]
    if all(g or p in cuisines() or (any(generic) and p in dishes()) for p, g in zip(parts, generic, strict=True)):
        return "dish"
    for ending in ("s", "es", "n", "en", "e"):
        if words.endswith(ending) and words[: -len(ending)] in dishes():
            return "dish"
    return ""
