"""The one folding of names and texts, in any script.

`fold` is what two spellings of a name have in common: compatibility forms and
case are joined (NFKC, case folding), accents fall, punctuation becomes a space.
`tokenise` does the same and keeps where each word stood in the original text,
so that evidence can quote it exactly.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# Accents that carry no meaning of their own in a name; kana voicing marks and
# Indic vowel signs do, so they stay.
_ACCENTS = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+")
_MARKS = (
    "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f"
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u3099\u309a\uff9e\uff9f\u00ad\u200b-\u200d\u2060\ufe0f"
)
# Scripts written without spaces: one character is one token, so that a name can
# be found anywhere inside a run.
_UNSPACED = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d\uac00-\ud7a3"
_TOKEN = re.compile(
    f"[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|[{_UNSPACED}][\u3099\u309a\uff9e\uff9f]?|[^\\W_{_UNSPACED}](?:[^\\W_{_UNSPACED}]|[{_MARKS}])*"
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufe0f]")
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h"})
_MEMO: dict[str, str] = {}
_MEMO_LIMIT = 200_000


def _fold_word(word: str) -> str:
    if word.isascii():
        return word.lower()
    known = _MEMO.get(word)
    if known is not None:
        return known
    folded = word
    for _ in range(3):  # case folding can undo composition and the other way round: repeat until still
        before = folded
        folded = unicodedata.normalize("NFKC", _INVISIBLE.sub("", folded)).casefold()
        folded = _ACCENTS.sub("", unicodedata.normalize("NFKD", folded))
        folded = unicodedata.normalize("NFC", folded).translate(_LETTERS)
        if folded == before:
            break
    folded = "".join(c for c in folded if c.isalnum() or unicodedata.category(c) in ("Mn", "Mc"))
    while folded and unicodedata.category(folded[0])[0] == "M":  # a mark that lost its letter begins no word
        folded = folded[1:]
    if len(_MEMO) < _MEMO_LIMIT and len(word) <= 40:
        _MEMO[word] = folded
    return folded


@dataclass(slots=True)
class Tokens:
    """Folded words of one text.

    `folded` is the words joined by single spaces with a space at each end;
    `starts[i]`, `ends[i]` are code points of the original, `at` gives the token
    that begins at a byte of `folded` encoded as UTF-8.
    """

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]

    def padded(self) -> bytes:
        return (" " + " ".join(self.words) + " ").encode("utf-8")


def tokenise(text: str) -> Tokens:
    """Words of `text` folded, each with its place in the original (code points)."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    if text.isascii():
        low = text.lower()
        for found in _ASCII_TOKEN.finditer(low):
            words.append(found.group())
            starts.append(found.start())
            ends.append(found.end())
        return Tokens(text, words, starts, ends)
    for found in _TOKEN.finditer(text):
        word = _fold_word(found.group())
        if word:
            words.append(word)
            starts.append(found.start())
            ends.append(found.end())
    return Tokens(text, words, starts, ends)


_ASCII_TOKEN = re.compile(r"[a-z0-9]+")


def fold(text: str) -> str:
    """Folded form of `text`: words of NFKC case-folded letters without accents, single spaces between.

    Scripts written without spaces keep their runs together. Idempotent; never raises.
    """
    tokens = tokenise(text)
    out: list[str] = []
    last_end = -1
    for word, start, end in zip(tokens.words, tokens.starts, tokens.ends, strict=True):
        if out and start != last_end:
            out.append(" ")
        out.append(word)
        last_end = end
    return "".join(out)
