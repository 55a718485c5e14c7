"""Misspelt and inflected names: words left over that look like a name and come near to one."""

from __future__ import annotations

from maillon.listening.commonness import FLOOR, zipf
from maillon.listening.gazetteer import Gazetteer
from maillon.listening.known_words import other_meaning, world_parts
from maillon.listening.names import ARTICLES, GENERIC
from maillon.listening.page import Hit, Page
from maillon.listening.short_names import AT

_MOST_WINDOWS = 60
_SOON = 3
_LEAST_INFLECTED = 2.9
_LONGEST = 6
_JOINTS = frozenset([" ", "-", "'", "’", "_", " & ", "  "])
_LITTLE = 5.4
_RARE = 3.5
_LEAST_SPACED, _LEAST_OWN, _LONG = 7, 4, 10
"""Letters of a misspelt name of several words, of what is its own in it, and from which a rare word in it will do."""
_ENDINGS = {
    "de": ("s", "n", "en", "es"), "nb": ("s", "en", "et"), "pl": ("a", "u", "owi", "em", "ie", "y", "i", "e", "ow", "om", "ami"),
    "en": ("s",), "nl": ("s",), "fr": ("s",),
}  # fmt: skip
_SHORTENED = {"pl": ("a", "o", "e"), "de": (), "nb": ("e",)}


def slips(page: Page, gazetteer: Gazetteer) -> list[tuple[Hit, str]]:
    """Names that words which nothing else explains come near to, each with the feature that says how.

    A word that is known to be another word or a famous name is no slip.
    """
    size = page.size
    if not size or size > 4000:
        return []
    explained = bytearray(size)
    for h in (*page.zones, *page.trades, *page.shops):
        explained[h.i : h.j] = b"\1" * (h.j - h.i)
    full = {k for h in page.shops if not _loose(page, h) for k in range(h.i, h.j)}
    caseless = page.text == page.text.lower()
    after_locative = {k for _, j in page.cues.get("locative", ()) for k in (j, j + 1)}
    words = page.tokens.words
    oddness = [_oddness(word, hit) for word, hit in zip(words, explained, strict=True)]
    out: list[tuple[Hit, str]] = []
    budget = _MOST_WINDOWS
    i = 0
    while i < size and budget > 0:
        step = 1
        odd = oddness[i : i + _LONGEST]
        if any(odd) and _may_start(page, i, odd, caseless or i in after_locative):
            for length in range(_joined(page, i, len(odd)), 0, -1):
                if not _worth(words[i : i + length], odd[:length]) or (length == 1 and i in full):
                    continue
                budget -= 1
                hit, how = _nearest(page, gazetteer, i, i + length)
                if hit is not None:
                    out.append((hit, how))
                    step = length
                    break
        i += step
    return out


def _loose(page: Page, hit: Hit) -> bool:
    """Whether a hit may be a piece of a longer name that is written wrongly: one word, a part of a name or an everyday word."""
    everyday = hit.j - hit.i == 1 and zipf(page.tokens.words[hit.i]) >= _RARE
    return everyday or all(r[2] in ("part", "tail") for r in hit.refs)


def _oddness(word: str, explained: int) -> int:
    """2 a word that hardly anybody uses, 1 a rare one, 0 an everyday one or one that something else explains."""
    if explained or word in ARTICLES:
        return 0
    common = zipf(word)
    return 2 if common <= FLOOR else 1 if common <= _RARE else 0


def _worth(words: list[str], odd: list[int]) -> bool:
    """Whether words may be one misspelt name: one that hardly anybody uses is among them, or a rare one in a long name."""
    return max(odd) >= (1 if sum(map(len, words)) >= _LONG else 2)


def _joined(page: Page, i: int, most: int) -> int:
    """How many words from token i on stand together, up to `most`."""
    count = 1
    while count < most and page.between(i + count - 1, i + count) in _JOINTS:
        count += 1
    return count


def _nearest(page: Page, gazetteer: Gazetteer, i: int, j: int) -> tuple[Hit | None, str]:
    words = page.tokens.words[i:j]
    if j - i == 1 and (words[0] in world_parts() or other_meaning(words[0]) or other_meaning(words[0].removesuffix("s"))):
        return None, ""
    if j - i == 1 and (hit := _inflected(page, gazetteer, i)) is not None:
        return hit, "inflected"
    found = gazetteer.typos.find(" ".join(words))
    if not found or len(found) > 4:
        return None, ""
    nearest = found[0][1]
    if nearest and ((j - i > 1 and sum(map(len, words)) < _LEAST_SPACED) or not _telling(found[0][0])):
        return None, ""
    if j - i > 1 and zipf(words[-1]) >= _LITTLE and not found[0][0].endswith(words[-1]):
        return None, ""  # the word after the name is no part of it
    hit = _as_hit(gazetteer, [n for n, d in found if d == nearest], i, j)
    return hit, ("typo_spaced", "typo", "sounds", "typo_two")[nearest]


def _telling(name: str) -> bool:
    """Whether enough of a name is its own, not a trade's."""
    return sum(len(w) for w in name.split() if w not in GENERIC and w not in ARTICLES and w not in AT) >= _LEAST_OWN


def _inflected(page: Page, gazetteer: Gazetteer, i: int) -> Hit | None:
    """A name with a case ending or a genitive's s: "u Zephyrina", "bei Sternens"."""
    word = page.tokens.words[i]
    for ending in _ENDINGS.get(page.lang, ()):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= 5:
            for back in ("", *_SHORTENED.get(page.lang, ())):
                pattern = gazetteer.pattern_index.get(stem + back)
                if pattern is not None and gazetteer.specificities[pattern] >= _LEAST_INFLECTED:
                    return _as_hit(gazetteer, [stem + back], i, i + 1)
    return None


def _may_start(page: Page, i: int, odd: list[int], free: bool) -> bool:
    """Whether a name may begin at token i: a capital or a quotation mark, or, where the text has no capitals or a word that goes
    with shops stands before (`free`), a rare word soon."""
    start = page.tokens.starts[i]
    word = page.tokens.words[i]
    if not word.isascii():
        return False
    if page.text[start].isupper() or (start and page.text[start - 1] in '#@"«“「'):
        return True
    return free and max(odd[:_SOON]) > 0


def _as_hit(gazetteer: Gazetteer, names: list[str], i: int, j: int) -> Hit | None:
    table = gazetteer.pattern_index
    refs = []
    pattern = -1
    for name in names:
        k = table.get(name)
        if k is None:
            continue
        pattern = k if pattern < 0 else pattern
        refs += [r for r in gazetteer.refs[k] if r[0] == "shop" and r not in refs]
    unique = {r[1]: r for r in refs}
    return Hit(i, j, pattern, list(unique.values())) if unique else None
