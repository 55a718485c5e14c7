"""The ways people write a shop's name: without its article or trade word, joined, with "et" for "&" …"""

from __future__ import annotations

import re
from dataclasses import dataclass

from maillon.listening.commonness import rarity, specificity
from maillon.listening.folding import tokenise
from maillon.listening.lexicon import trade_words

ARTICLES = frozenset(
    [
        "le",
        "la",
        "les",
        "l",
        "un",
        "une",
        "the",
        "el",
        "los",
        "las",
        "il",
        "lo",
        "gli",
        "i",
        "de",
        "het",
        "der",
        "die",
        "das",
        "den",
    ]
)
CONTRACTED = {
    "le": ("au", "du", "le"),
    "la": ("la",),
    "les": ("aux", "des", "les"),
    "l": ("l",),
    "au": ("le", "du", "au"),
    "aux": ("les", "des", "aux"),
    "il": ("al", "del", "dal", "il", "nel"),
    "el": ("al", "del", "el"),
    "the": ("the",),
    "chez": ("chez",),
    "a": ("a",),
    "à": ("a",),
}
"""First words of a name → words that stand for them in a sentence ("au Baratin" is "Le Baratin")."""

GENERIC = frozenset(
    [
        "restaurant",
        "resto",
        "ristorante",
        "restaurante",
        "librairie",
        "boucherie",
        "pharmacie",
        "brasserie",
        "cafe",
        "bar",
        "pizzeria",
        "boulangerie",
        "traiteur",
        "fromagerie",
        "poissonnerie",
        "primeur",
        "epicerie",
        "caviste",
        "creperie",
        "droguerie",
        "fleuriste",
        "coiffeur",
        "patisserie",
        "cave",
        "sarl",
        "sas",
        "eurl",
        "association",
        "atelier",
        "boutique",
        "magasin",
        "pub",
        "bistro",
        "bistrot",
        "trattoria",
        "osteria",
        "microbrasserie",
        "salon",
        "hotel",
        "cantine",
        "cantina",
        "konditorei",
        "confiserie",
        "enoteca",
        "taverna",
        "taverne",
        "gelateria",
        "restauranten",
        "snack",
        "kebab",
        "auberge",
        "rotisserie",
        "bakery",
        "bookshop",
        "shop",
        "store",
        "coffee",
        "tea",
        "lunch",
        "club",
        "lounge",
        "house",
        "kitchen",
        "concept",
        "market",
        "food",
        "bakkerij",
        "slagerij",
        "apotheek",
        "boekhandel",
        "bäckerei",
        "backerei",
        "metzgerei",
        "apotheke",
        "buchhandlung",
        "panaderia",
        "libreria",
        "farmacia",
        "panificio",
        "macelleria",
        "piekarnia",
        "apteka",
        "ksiegarnia",
        "bakeri",
        "bokhandel",
        "apotek",
        "kafe",
        "kawiarnia",
        "cafeteria",
        "co",
        "company",
        "cie",
        "etablissements",
        "ets",
        "as",
        "asa",
        "ab",
        "oy",
        "ag",
        "gmbh",
        "ltd",
        "bv",
        "srl",
        "spa",
    ]
)
PLACEWORDS = frozenset(["paris", "france"])
_LEAST_HEAD = 1.5
"""Least specificity of what stands before a dash or comma in a name, to stand for it."""
_SPLIT = re.compile(r"\s+[-–—•|/:]\s+|\s*[•|(/)]\s*|,\s+")
_NUMBERS = {
    "2": ("deux", "two"), "3": ("trois", "three"), "4": ("quatre", "four"), "5": ("cinq", "five"), "6": ("six",), "7": ("sept",),
    "8": ("huit",), "9": ("neuf",), "10": ("dix",), "11": ("onze",), "12": ("douze",), "20": ("vingt",),
}  # fmt: skip
_AND = {"fr": "et", "en": "and", "it": "e", "es": "y", "de": "und", "nl": "en", "nb": "og"}


@dataclass(frozen=True, slots=True)
class Form:
    """One written form of a name: folded words joined by spaces, and how it was made (name, alias, short, joined)."""

    words: str
    made: str


def _tokens(text: str) -> list[str]:
    return tokenise(text).words


def _spellings(name: str) -> list[list[str]]:
    """The name's own words and equal spellings of them."""
    base = _tokens(name)
    out = [base]
    if "&" in name or "+" in name:
        for word in _AND.values():
            out.append(_tokens(name.replace("&", f" {word} ").replace("+", f" {word} ")))
    for joiner in ("et", "and"):
        if joiner in base[1:-1]:
            out.append([w for w in base if w != joiner])
            out.append(["and" if w == "et" else "et" if w == "and" else w for w in base])
    for i, word in enumerate(base):
        for digit, spelt in _NUMBERS.items():
            if word == digit:
                out.extend([*base[:i], s, *base[i + 1 :]] for s in spelt)
            elif word in spelt and len(base) > 1:
                out.append([*base[:i], digit, *base[i + 1 :]])
        if word in ("st", "saint", "ste", "sainte"):
            out.append([*base[:i], {"st": "saint", "saint": "st", "ste": "sainte", "sainte": "ste"}[word], *base[i + 1 :]])
        if word == "ptite" or word == "tite":
            out.append([*base[:i], "petite", *base[i + 1 :]])
    if len(base) > 1 and base[0] == "p" and base[1] in ("tit", "tite", "tits", "tites"):
        out.append(["pe" + base[1], *base[2:]])
    for i in range(len(base) - 1):
        if base[i] in ("p",) and base[i + 1] in ("tit", "tite", "tits", "tites"):
            out.append([*base[:i], "pe" + base[i + 1], *base[i + 2 :]])
        if base[i + 1] == "s" and len(base[i]) > 2:  # Ben's → Bens
            out.append([*base[:i], base[i] + "s", *base[i + 2 :]])
        if base[i] in ("l", "d", "o", "b", "t") and len(base[i + 1]) > 3:  # L'Atelier → latelier
            out.append([*base[:i], base[i] + base[i + 1], *base[i + 2 :]])
    return [w for w in out if w]


def _core(words: list[str], places: frozenset[str]) -> list[str]:
    """The words left when articles, trade words and place words are taken off both ends."""
    start, end = 0, len(words)
    while start < end - 1 and (words[start] in ARTICLES or words[start] in GENERIC):
        start += 1
    while end - 1 > start and (
        words[end - 1] in GENERIC or words[end - 1] in places or words[end - 1] in ARTICLES or _is_number(words[end - 1])
    ):
        end -= 1
    core = words[_trade_phrase(words[start:end]) + start : end]
    if core and core[0] in ("de", "du", "des", "d", "a", "au", "aux") and len(core) > 1 and start > 0:
        core = core[1:]
        if core and core[0] in ARTICLES and len(core) > 1:
            core = core[1:]
    return core


def _trade_phrase(words: list[str]) -> int:
    """How many words at the start name a trade in two words or three ("dépôt vente"), where more than one other word follows."""
    return next((n for n in (3, 2) if len(words) > n and " ".join(words[:n]) in trade_words()), 0)


def _is_number(word: str) -> bool:
    return bool(re.fullmatch(r"\d{1,2}(e|eme|ieme|th|iii|er)?|xviii?e?|xixe?|xxe?|i{1,3}", word))


def forms(name: str, *, aliases: tuple[str, ...] = (), places: frozenset[str] = PLACEWORDS) -> list[Form]:
    """All written forms of one shop, strongest first, none twice.

    `places` are folded place words that may be dropped at the end ("Hardware Société Paris").
    """
    found: dict[str, str] = {}

    def add(words: list[str], made: str) -> None:
        key = " ".join(words)
        if key and key not in found and not (made == "short" and (len(key) < 4 or key in GENERIC)):
            found[key] = made

    for spelt in _spellings(name):
        add(spelt, "name")
    for alias in aliases:
        for spelt in _spellings(alias):
            add(spelt, "alias")
    pieces = [p for p in _SPLIT.split(name) if p and p.strip()]
    if len(pieces) > 1:
        for piece in pieces[:2]:
            for spelt in _spellings(piece):
                if all(w in places or w in GENERIC for w in spelt):
                    continue
                if specificity(spelt) >= 3.0:
                    add(spelt, "name" if piece is pieces[0] or pieces[0].strip().casefold() in GENERIC else "short")
                elif piece is pieces[0] and specificity(spelt) >= _LEAST_HEAD:
                    add(spelt, "short")
    for source in (name, *aliases, *pieces[:1]):
        for spelt in _spellings(source):
            if len(spelt) > 2 and spelt[0] in ARTICLES:
                add(spelt[1:], "short")
            if len(spelt) > 3 and len(spelt[0]) >= 6 and spelt[0] not in GENERIC and rarity(spelt[0]) >= 3.5:
                add(spelt[:1], "short")
            for core in (_core(spelt, places), _core(spelt, frozenset())):
                article_only = len(core) == len(spelt) - 1 and spelt[0] in ARTICLES
                if core != spelt and specificity(core) >= (1.0 if article_only else 3.0) and not places.issuperset(core):
                    add(core, "short")
    for key, made in list(found.items()):
        joined = key.replace(" ", "")
        if (" " in key and 6 <= len(joined) <= 40 and joined.isascii() and made != "short") or (
            " " in key and len(joined) >= 8 and joined.isascii()
        ):
            add([joined], "joined")
    return [Form(k, m) for k, m in found.items()]
