"""Folding of names: what two spellings of one name share. Search, sorting, slugs and merging all rest on it."""

from __future__ import annotations

import re
import unicodedata

# Accents that carry no meaning of their own in a name. Kana voicing marks and Indic vowel signs do: they stay.
_ACCENTS = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0f\ufeff]")
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h"})
_NOT_ASCII_WORD = re.compile(r"[^a-z0-9]+")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]+")
# They turn what follows around (embedding, override, isolate). No name needs them; a page and a letter would print it backwards.
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SPACES = re.compile(r"\s+")
# Scripts written without spaces between words.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]"
)
LONGEST_TOKEN = 60
MOST_TOKENS = 40


def fold(text: str) -> str:
    """Lower-case words without accents or punctuation, single spaces between. Idempotent; any script; never raises."""
    if text.isascii():
        return _NOT_ASCII_WORD.sub(" ", text.lower()).strip()
    for _ in range(3):  # case folding can undo composition and the other way round: repeat until still
        before = text
        text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold()
        text = unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFKD", text))).translate(_LETTERS)
        text = "".join(c if c.isalnum() or unicodedata.category(c) in ("Mn", "Mc") else " " for c in text)
        if text == before:
            break
    return " ".join(text.split())


def clean(text: str) -> str:
    """One line of text as a person would have typed it: no control characters, none that turn the text around, single
    spaces, composed letters."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", _TURNS.sub("", _CONTROL.sub(" ", text)))).strip()


def slug_of(name: str, fallback: str = "") -> str:
    """The folded name with hyphens, at most 80 characters, in the name's own script."""
    return fold(name).replace(" ", "-")[:80].strip("-") or fallback


def tokens_of(*names: str) -> list[str]:
    """Words under which a name is found by its beginnings.

    A run in a script without spaces gives all its endings, so that a beginning finds any piece of it. Single Latin
    letters ("l'", "d'") are left out unless there is nothing else. At most 40, each at most 60 characters.
    """
    words = dict.fromkeys(word for name in names for word in fold(name).split())
    useful = [w for w in words if len(w) > 1 or w.isdigit() or not w.isascii()] or list(words)
    found: dict[str, None] = {}
    for word in useful:
        starts = range(len(word)) if _UNSPACED.search(word) else (0,)
        for start in starts:
            if start == 0 or _UNSPACED.match(word, start) or _UNSPACED.match(word, start - 1):
                found[word[start : start + LONGEST_TOKEN]] = None
    return list(found)[:MOST_TOKENS]


def beginnings(prefix: str) -> tuple[str, str]:
    """Lower and upper bound of all texts that begin with `prefix`, in code point order (collation "C")."""
    return prefix, prefix + "\U0010ffff"
