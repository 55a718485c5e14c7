"""A piece of a name beside its street: in "the Wunder in rue Beaurepaire" the street says which of a few shops is meant."""

from __future__ import annotations

from rapidfuzz.distance import OSA

from maillon.listening.candidates import Candidate, Found, put
from maillon.listening.commonness import zipf
from maillon.listening.gazetteer import Gazetteer
from maillon.listening.lexicon import trade_words
from maillon.listening.namehits import name_features
from maillon.listening.names import ARTICLES, GENERIC
from maillon.listening.page import Hit, Page
from maillon.listening.short_names import AT
from maillon.listening.surroundings import SMALL
from maillon.listening.weights import rough
from maillon.listening.whereabouts import Whereabouts

_NAMED = -1.0
_EVERYDAY = 4.8
_LEAST_LETTERS, _LEAST_BEGUN, _LEAST_SLIP, _TWO_SLIPS = 3, 4, 5, 9
"""Letters of a word that may stand for a name, of one cut short, of one written wrongly once, and twice."""


def named_by_street(page: Page, gazetteer: Gazetteer, where: Whereabouts, found: Found) -> None:
    """Shops of a street that the post names, of whose name it says a word; only where the word points to one of them."""
    for place in where.named:
        if place.kind != "street" or place.core or place.excluded:
            continue
        if any(gazetteer.shop_street[c.shop] == place.zone and "only_where" in c.features for c in found.values()):
            continue  # the street's shop only says where something is
        if any(gazetteer.shop_street[c.shop] == place.zone and rough(c.features) > _NAMED for c in found.values()):
            continue  # a shop of that street is named already
        standing = [*gazetteer.shops_in_street.get(place.zone, ()), *gazetteer.beside_street(place.zone)]
        for (i, j), shops in _said(page, gazetteer, standing, place.i, place.j).items():
            if len({gazetteer.folded[s] for s in shops}) > 1:
                continue
            shop, slip = next(iter(shops.items()))
            hit = Hit(i, j, gazetteer.pattern_index[gazetteer.folded[shop]], [("shop", shop, "local")])
            features, evidence, weak = name_features(page, gazetteer, where, hit, shop, "local", slip)
            put(found, Candidate(shop, features, evidence, weak=weak))


def _said(page: Page, gazetteer: Gazetteer, shops: list[int], start: int, end: int) -> dict[tuple[int, int], dict[int, str]]:
    """Tokens that stand for a word of a shop's name → the shops, each with the slip in it ("" where there is none)."""
    street = set(page.tokens.words[start:end])
    may = [k for k in range(page.size) if not start <= k < end and _may_name(page, k)]
    out: dict[tuple[int, int], dict[int, str]] = {}
    for shop in shops:
        if gazetteer.folded[shop] not in gazetteer.pattern_index:
            continue
        own = [w for w in gazetteer.folded[shop].split() if _telling(w) and w not in street]
        slips = {k: slip for k in may if (slip := _stands_for(page.tokens.words[k], own)) is not None}
        if slips:
            first = min(slips)
            last = first
            while last + 1 in slips:
                last += 1
            out.setdefault((first, last + 1), {})[shop] = next((s for k, s in slips.items() if first <= k <= last and s), "")
    return out


def _may_name(page: Page, k: int) -> bool:
    """Whether a token is written as a name: with a capital inside a sentence, or rare where there are no capitals."""
    word = page.tokens.words[k]
    if len(word) < _LEAST_LETTERS or not word.isascii() or word in GENERIC or word in trade_words():
        return False
    common = zipf(word)
    if page.text == page.text.lower() or page.text == page.text.upper():
        return common < _EVERYDAY - 1
    return page.capital(k) and common < (_EVERYDAY - 1 if page.opens_sentence(k) else _EVERYDAY + 0.4)


def _telling(word: str) -> bool:
    return len(word) >= _LEAST_LETTERS and word not in SMALL and word not in ARTICLES | AT | GENERIC and word not in trade_words()


def _stands_for(word: str, own: list[str]) -> str | None:
    """The slip with which a word stands for one of a name's own: "" for none, None where it does not."""
    if word in own:
        return ""
    for name in own:
        if len(word) >= _LEAST_BEGUN and len(name) >= len(word) + 2 and name.startswith(word):
            return ""
        if len(word) >= _LEAST_SLIP - 1 and word[0] == name[0] and len(name) >= _LEAST_SLIP - 1:
            most = 2 if len(name) >= _TWO_SLIPS else 1
            if OSA.distance(word, name, score_cutoff=most) <= most:
                return "typo"
    return None
