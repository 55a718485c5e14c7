"""Whether the ear can know a text's language at all: it knows ten, written in Latin letters, kana, kanji and hangul."""
from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_KNOWN = ("LATIN", "HIRAGANA", "KATAKANA", "CJK", "HANGUL", "FULLWIDTH LATIN", "HALFWIDTH KATAKANA", "HALFWIDTH HANGUL",
          "KATAKANA-HIRAGANA", "IDEOGRAPHIC", "FEMININE ORDINAL", "MASCULINE ORDINAL")
_NO_WORDS = re.compile(r"https?://\S+|(?<!\w)[@#][\w.@-]+")
_ENOUGH = 2_000                              # characters that tell


def told_language(text: str, heard: str) -> str:
    """Return the language that was `heard`, or "" where nothing can be known: no words, or mostly of another script."""
    letters = [sign for sign in _NO_WORDS.sub(" ", text[:_ENOUGH]) if sign.isalpha()]
    known = sum(map(_of_a_known_script, letters))
    return heard if 2 * known > len(letters) else ""


@lru_cache(4_096)
def _of_a_known_script(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(_KNOWN)
