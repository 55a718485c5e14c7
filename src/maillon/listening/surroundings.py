"""What stands around a name in the text: little words, quotes, where-words, a longer name, another street."""

from __future__ import annotations

from maillon.listening.fitting import agreement
from maillon.listening.gazetteer import Gazetteer
from maillon.listening.geography import STREET_WORDS
from maillon.listening.names import ARTICLES
from maillon.listening.page import Hit, Page
from maillon.listening.weights import Weights
from maillon.listening.whereabouts import Whereabouts

SMALL = ARTICLES | frozenset(
    [
        "de", "du", "des", "d", "au", "aux", "a", "et", "and", "of", "da", "di", "del", "della", "y", "e", "chez",
        "un", "une",
    ]
)  # fmt: skip
_LITTLE = frozenset(
    [
        "de", "du", "des", "d", "la", "le", "les", "a", "au", "aux", "di", "da", "del", "z", "w", "i", "in", "to",
        "is", "has", "from",
    ]
)  # fmt: skip
_AT_SHOP = frozenset(["chez", "bij", "hos", "beim", "dal", "dalla"])
_AND = frozenset(["et", "and", "und", "en", "og", "y", "e", "i"])
_BETWEEN = frozenset(["entre", "between", "zwischen", "tussen", "mellom", "miedzy", "pomiedzy", "tra", "fra"])
_WAY_WORDS = STREET_WORDS | frozenset(
    [
        "metro", "station", "stop", "arret", "gare", "quartier", "parc", "square", "tram", "bus", "ligne", "porte",
        "theatre", "piscine", "lycee", "ecole", "eglise",
    ]
)  # fmt: skip


def locative(page: Page, hit: Hit) -> float:
    """A word before the name that goes with shops ("chez", "at"); the little ones count only before a capital."""
    earlier = page.tokens.words[hit.i - 1] if hit.i else ""
    if earlier in _AT_SHOP:
        return Weights.AT_SHOP
    if not page.cue_before("locative", hit.i, gap=1):
        return 0.0
    if earlier in _LITTLE:
        return Weights.LOCATIVE / 2 if any(page.capital(k) for k in range(hit.i, hit.j)) else 0.0
    return Weights.LOCATIVE


def quoted(page: Page, hit: Hit) -> bool:
    """Whether the name stands in quotation marks."""
    before, after = page.before(hit.i).rstrip(), page.text[page.tokens.ends[hit.j - 1] :][:2].lstrip()
    return bool(before) and before[-1] in '"“«„「『‘' and bool(after) and after[0] in '"”»“」』’'


def only_where(page: Page, hit: Hit) -> bool:
    """Whether the name only says where something is: "next to X", "between Y and X", "in front of the bakery X"."""
    if page.cue_after("place_after", hit.j):
        return True
    at_shop = bool(hit.i) and page.tokens.words[hit.i - 1] in _AT_SHOP
    lead = _lead(page, hit.i)
    if page.cue_before("place_before", hit.i, gap=0 if at_shop else 1):
        return True
    if lead < hit.i and page.cue_before("place_before", lead):
        return True
    return bool(lead) and page.tokens.words[lead - 1] in _AND and _after_between(page, lead - 1)


def _lead(page: Page, i: int) -> int:
    """Where the phrase of the name at token i begins: its trade word and article stand before it."""
    i = next((t.i for t in page.trades if t.j == i and page.joined(i - 1, i)), i)
    return i - 1 if i and page.tokens.words[i - 1] in ARTICLES and page.joined(i - 1, i) else i


def _after_between(page: Page, i: int) -> bool:
    """Whether "between" stands up to six words before the "and" at token i, in the same clause."""
    for k in range(i - 1, max(-1, i - 7), -1):
        if not page.joined(k, k + 1):
            return False
        if page.tokens.words[k] in _BETWEEN and (page.tokens.words[k] != "fra" or page.lang == "it"):
            return True
    return False


def role(page: Page, hit: Hit) -> float:
    """What the words around say of the name: only a landmark, a former shop, a yardstick."""
    i = hit.i
    score = 0.0
    if only_where(page, hit):
        score += Weights.ONLY_WHERE
    earlier = page.tokens.words[i - 1] if i and page.joined(i - 1, i) else ""
    earlier2 = page.tokens.words[i - 2] if earlier and i > 1 and page.joined(i - 2, i) else ""
    if earlier in _WAY_WORDS or (earlier in ("de", "du", "des", "d", "la", "le", "l") and earlier2 in _WAY_WORDS):
        score += Weights.WAY
    if page.cue_before("former_before", i, gap=1):
        score += Weights.FORMER
    if page.cue_before("compare", i, gap=1):
        score += Weights.COMPARED
    return score


def longer(page: Page, hit: Hit, special: float) -> float:
    """A capitalised neighbour makes the name part of a longer one ("Marcel" in "Marcel Proust")."""
    covered = {k for h in (*page.trades, *page.zones, *page.shops) for k in range(h.i, h.j)}
    weight = Weights.LONGER if special < 4.5 else Weights.LONGER / 2
    if hit.j < page.size and page.between(hit.j - 1, hit.j) in (" ", "-", "'", "’"):
        k = hit.j
        if (
            page.capital(k)
            and k not in covered
            and page.tokens.words[k] not in SMALL
            and page.lang != "de"
            and page.text.upper() != page.text
        ):
            return weight
    k = hit.i - 1
    if (
        k >= 0
        and page.between(k, k + 1) in (" ", "-", "'", "’")
        and page.capital(k)
        and k not in covered
        and (
            not page.opens_sentence(k)
            and page.tokens.words[k] not in SMALL
            and page.lang != "de"
            and page.text.upper() != page.text
            and len(page.tokens.words[k]) > 1
        )
    ):
        return weight
    return 0.0


def wrong_place(page: Page, gazetteer: Gazetteer, where: Whereabouts, hit: Hit, shop: int) -> float:
    """A street or quarter beside the name that is not the shop's."""
    near = [
        n
        for n in where.named
        if not n.core and 0 <= max(n.i - hit.j, hit.i - n.j) <= 5 and gazetteer.places[n.zone].kind != "town"
    ]
    if not near:
        return 0.0
    values = [agreement(gazetteer, shop, n) for n in near if not n.excluded]
    if values and max(values) < 0:
        return Weights.WRONG_STREET if any(n.kind == "street" for n in near) else Weights.WRONG_QUARTER
    if any(n.excluded and agreement(gazetteer, shop, n) > 0.5 for n in near):
        return Weights.WRONG_STREET
    return 0.0
