"""The telling part of a longer name, as people say it: "Fulvi" for "Macelleria Salumeria Fulvi"."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Sequence

from maillon.listening.commonness import rarity, specificity
from maillon.listening.folding import tokenise
from maillon.listening.known_words import first_names, other_meaning, rare_first_names
from maillon.listening.lexicon import cuisines, trade_words
from maillon.listening.names import ARTICLES, GENERIC

AT = frozenset(
    ["chez", "at", "zum", "zur", "zu", "bei", "beim", "da", "dal", "u", "hos", "bij", "all", "au", "aux", "a", "im", "in"]
)
_FEW = 12
_AS_PLACE = 1
"""A word that stands later in more names than this is a quarter or a kind of shop."""
_LEAST_LETTERS = 5
_LEAST_RARITY = 3.2
_PAIR = 3.4
_CHEZ = 2.2
_OF = frozenset(["d", "de", "di", "von", "van"])
_PLACES_FOLLOW = frozenset(
    ["rue", "place", "quai", "bahnhof", "gare", "avenue", "boulevard", "platz", "station", "metro", "pont"]
)


def part_forms(names: Sequence[str], places: Container[str]) -> list[tuple[int, str, str]]:
    """(Shop, words, "part" or "tail") of what few shops of the town bear, in the order of the shops.

    A part begins the name; a tail ends it, and counts only where a single shop bears it.
    """
    split = [tokenise(name).words for name in names]
    bearers: dict[str, set[int]] = defaultdict(set)
    for shop, words in enumerate(split):
        for part, _ in _parts(words):
            bearers[part].add(shop)
    later = Counter(word for words in split for word in set(words[1:]))
    return [
        (shop, part, made)
        for shop, words in enumerate(split)
        for part, made in _parts(words)
        if len(bearers[part]) <= (_FEW if made == "part" else 1) and part not in places and later[part] <= _AS_PLACE
    ]


def _parts(words: list[str]) -> list[tuple[str, str]]:
    """Parts of one name that may stand for it: rare words, the first two words, the name without "chez" or "zum"."""
    out: dict[str, str] = {}
    head = next((k for k, w in enumerate(words) if w not in ARTICLES and w not in AT and not _means_more(w)), 0)
    for k, word in enumerate(words):
        telling = len(word) >= _LEAST_LETTERS and word.isalpha() and rarity(word) >= _LEAST_RARITY
        if len(words) > 1 and telling and not _means_more(word) and (k == 0 or words[k - 1] not in _PLACES_FOLLOW):
            out.setdefault(word, "part" if k == head else "tail")
    pair = words[:2]
    spelt = all(len(w) > 1 and w.isascii() for w in pair)  # in Japanese a word is one sign: two of them are no name
    telling = spelt and specificity(pair) >= _PAIR and not all(_means_more(w) for w in pair)
    if len(words) > 2 and telling and ARTICLES.isdisjoint(pair):
        out.setdefault(" ".join(pair), "part")
    if bare := _without_at(words):
        out.setdefault(bare, "part")
    if owner := _owner(words):
        out.setdefault(f"chez {owner}", "part")
    return list(out.items())


def _without_at(words: list[str]) -> str:
    for k, word in enumerate(words[:3]):
        rest = words[k + 1 :]
        if word in AT and rest and len(rest) <= 4:
            bare = rest[1:] if len(rest) > 1 and rest[0] in ARTICLES else rest
            text = " ".join(bare)
            told = specificity(bare) >= _CHEZ or text in rare_first_names()
            return text if told and (text in first_names() or not _means_more(text)) else ""
    return ""


def _owner(words: list[str]) -> str:
    """The first name of "La Pizza d'Anita" or "Le coin de Marco", which people say with "chez"."""
    whose = len(words) > 2 and words[-2] in _OF and words[-1] in first_names() | rare_first_names()
    return words[-1] if whose and AT.isdisjoint(words) else ""


def _means_more(word: str) -> bool:
    return word in GENERIC or word in trade_words() or word in cuisines() or word in first_names() or bool(other_meaning(word))
