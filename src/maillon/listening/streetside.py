"""A piece of a name beside its street: in "the Wunder in rue Beaurepaire" the street says which of a few shops is meant."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import OSA

from maillon.listening.candidates import Candidate, Found, cap_of, put
from maillon.listening.commonness import zipf
from maillon.listening.fitting import apart
from maillon.listening.gazetteer import Gazetteer
from maillon.listening.lexicon import trade_words
from maillon.listening.namehits import name_features
from maillon.listening.names import ARTICLES, GENERIC
from maillon.listening.page import Hit, Page
from maillon.listening.short_names import AT
from maillon.listening.surroundings import SMALL
from maillon.listening.weights import rough
from maillon.listening.whereabouts import Named, Whereabouts

_NAMED = -1.0
_EVERYDAY = 4.8
_LEAST_LETTERS, _LEAST_BEGUN, _LEAST_SLIP, _TWO_SLIPS = 3, 4, 5, 9
"""Letters of a word that may stand for a name, of one cut short, of one written wrongly once, and twice."""
_OF_NO_SHOP = SMALL | ARTICLES | AT | GENERIC


def named_by_street(page: Page, gazetteer: Gazetteer, where: Whereabouts, found: Found) -> None:
    """Shops of a street that the post names, of whose name it says a word; only where the word points to one of them."""
    for street, places in _streets(where).items():
        if any(gazetteer.shop_street[c.shop] == street and "only_where" in c.features for c in found.values()):
            continue  # the street's shop only says where something is
        if any(gazetteer.shop_street[c.shop] == street and rough(c.features) > _NAMED for c in found.values()):
            continue  # a shop of that street is named already
        standing = [*gazetteer.shops_in_street.get(street, ()), *gazetteer.beside_street(street)]
        for (i, j), shops in _said(page, gazetteer, standing, places).items():
            if len({gazetteer.folded[s] for s in shops}) > 1 or len(apart(gazetteer, list(shops))) > 1:
                continue
            shop, slip = next(iter(shops.items()))
            if gazetteer.denies(page.quote(i, j)[0], shop) or gazetteer.denies(gazetteer.folded[shop], shop):
                continue
            hit = Hit(i, j, gazetteer.pattern_index[gazetteer.folded[shop]], [("shop", shop, "local")])
            features, evidence, weak = name_features(page, gazetteer, where, hit, shop, "local", slip)
            put(found, Candidate(shop, features, evidence, cap=cap_of(features), weak=weak))


def _streets(where: Whereabouts) -> dict[int, list[Named]]:
    """Each street of the post once, with every place where the post names it."""
    out: dict[int, list[Named]] = {}
    for place in where.named:
        if place.kind == "street" and not place.core and not place.excluded:
            out.setdefault(place.zone, []).append(place)
    return out


def _said(page: Page, gazetteer: Gazetteer, shops: list[int], places: list[Named]) -> dict[tuple[int, int], dict[int, str]]:
    """Tokens that stand for a word of a shop's name → the shops, each with the slip in it ("" where there is none)."""
    words = page.tokens.words
    taken = {k for place in places for k in range(place.i, place.j)}
    may = [k for k in _may_name(page) if k not in taken]
    own = _own_words(gazetteer, shops, {words[k] for k in taken}) if may else {}
    meant = {word: _meant(word, own.get(word[0], ())) for word in {words[k] for k in may}}
    slips: dict[int, dict[int, str]] = {}
    for k in may:
        for shop, slip in meant[words[k]].items():
            slips.setdefault(shop, {})[k] = slip
    out: dict[tuple[int, int], dict[int, str]] = {}
    for shop in shops:
        if shop in slips:
            first = last = min(slips[shop])
            while last + 1 in slips[shop]:
                last += 1
            slip = next((s for k, s in slips[shop].items() if k <= last and s), "")
            out.setdefault((first, last + 1), {})[shop] = slip
    return out


def _own_words(gazetteer: Gazetteer, shops: list[int], street: set[str]) -> dict[str, list[tuple[str, int]]]:
    """First letter → the telling words of the shops' names that begin with it, none of them the street's own."""
    out: dict[str, list[tuple[str, int]]] = {}
    for shop in shops:
        if gazetteer.folded[shop] in gazetteer.pattern_index:
            for word in gazetteer.folded[shop].split():
                if word not in street and _telling(word):
                    out.setdefault(word[0], []).append((word, shop))
    return out


def _meant(word: str, own: Sequence[tuple[str, int]]) -> dict[int, str]:
    """Shops for whose name a word may stand, each with the slip in it; a word written rightly goes before one that is not."""
    out: dict[int, str] = {}
    for name, shop in own:
        if word == name:
            out[shop] = ""
        elif shop not in out and (slip := _stands_for(word, name)) is not None:
            out[shop] = slip
    return out


def _may_name(page: Page) -> list[int]:
    """Tokens written as a name: with a capital inside a sentence, or rare where there are no capitals."""
    one_case = page.text == page.text.lower() or page.text == page.text.upper()
    out = []
    for k, word in enumerate(page.tokens.words):
        if len(word) < _LEAST_LETTERS or not word.isascii() or word in GENERIC or word in trade_words():
            continue
        if one_case:
            most = _EVERYDAY - 1
        elif page.capital(k):
            most = _EVERYDAY - 1 if page.opens_sentence(k) else _EVERYDAY + 0.4
        else:
            continue
        if zipf(word) < most:
            out.append(k)
    return out


def _telling(word: str) -> bool:
    return len(word) >= _LEAST_LETTERS and word not in _OF_NO_SHOP and word not in trade_words()


def _stands_for(word: str, name: str) -> str | None:
    """The slip with which a word, not the same, stands for one of a name: "" for one cut short, None where it does not."""
    if len(word) >= _LEAST_BEGUN and len(name) >= len(word) + 2 and name.startswith(word):
        return ""
    if len(word) >= _LEAST_SLIP - 1 and word[0] == name[0] and len(name) >= _LEAST_SLIP - 1:
        most = 2 if len(name) >= _TWO_SLIPS else 1
        if OSA.distance(word, name, score_cutoff=most) <= most:
            return "typo"
    return None
