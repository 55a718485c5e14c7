"""What one name in the text says for one shop, in log-odds, feature by feature."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from maillon.listening.commonness import rarity, zipf
from maillon.listening.entries import Evidence
from maillon.listening.fitting import agreement
from maillon.listening.gazetteer import Gazetteer
from maillon.listening.geography import STREET_WORDS
from maillon.listening.lexicon import UNSPACED, group_of
from maillon.listening.names import ARTICLES, CONTRACTED, GENERIC
from maillon.listening.page import Hit, Page
from maillon.listening.whereabouts import Whereabouts

_SMALL = ARTICLES | frozenset(
    [
        "de",
        "du",
        "des",
        "d",
        "au",
        "aux",
        "a",
        "et",
        "and",
        "of",
        "da",
        "di",
        "del",
        "della",
        "y",
        "e",
        "chez",
        "un",
        "une",
    ]
)
_LITTLE = frozenset(
    [
        "de",
        "du",
        "des",
        "d",
        "la",
        "le",
        "les",
        "a",
        "au",
        "aux",
        "di",
        "da",
        "del",
        "z",
        "w",
        "i",
        "in",
        "to",
        "is",
        "has",
        "from",
    ]
)
_AT_SHOP = frozenset(["chez", "bij", "hos", "beim", "dal", "dalla"])
_AND = frozenset(["et", "and", "und", "en", "og", "y", "e", "i"])
_WAY_WORDS = STREET_WORDS | frozenset(
    [
        "metro",
        "station",
        "stop",
        "arret",
        "gare",
        "quartier",
        "parc",
        "square",
        "tram",
        "bus",
        "ligne",
        "porte",
        "theatre",
        "piscine",
        "lycee",
        "ecole",
        "eglise",
    ]
)


class Weights:
    """Log-odds of each kind of evidence; set by hand on posts written for the project, see docs/model-card.md."""

    BASE, PER_RARITY, MOST = -3.45, 1.1, 2.8
    CAPITAL, CAPITAL_DE, CAPITAL_COMMON, LOWER, LOWER_COMMON, LOWER_ALONE = 1.2, 0.5, 0.8, -0.4, -2.2, -1.8
    QUOTED, HASHTAG, LOCATIVE, AT_SHOP = 1.0, 1.2, 0.7, 1.1
    SHORT, ALONE = -0.7, -0.5
    TRADE_NEAR, TRADE_SOMEWHERE, TRADE_WRONG, TOPIC = 1.5, 0.6, -2.2, 0.4
    ONLY_WHERE, WAY, FORMER, COMPARED, LONGER = -6.0, -4.0, -2.5, -1.2, -1.5
    STREET, QUARTER, GEOTAG = 2.5, 1.4, 1.0
    WRONG_STREET, WRONG_QUARTER = -3.0, -2.0
    SHARED_NAME, PLACE_CHOSE, CHAIN, UNSETTLED = 1.5, 0.5, 1.5, -0.4
    ZONE_LIKE, CASELESS_COMMON, COMMON_NAME, FIRST_NAME, ANY_ONE = -2.5, -1.2, -0.5, -1.5, -3.0
    ELSEWHERE, OUTSIDE = 5.0, 5.0
    DECISIVE, SHARED = 4.0, -1.5
    TRADE_STREET, TRADE_STREET_VAGUE = -0.6, -3.5
    CONFIRMED = 3.0
    COMMON = 2.5


@cache
def first_names() -> frozenset[str]:
    lines = files("maillon.listening").joinpath("lexicon/first_names.txt").read_text("utf-8").splitlines()
    return frozenset(w for line in lines if not line.startswith("#") for w in line.split())


def name_score(
    page: Page, gazetteer: Gazetteer, where: Whereabouts, hit: Hit, shop: int, how: str
) -> tuple[float, list[Evidence]]:
    """Log-odds that the name at `hit` speaks of `shop`, and the evidence for it."""
    text, start, end = page.quote(hit.i, hit.j)
    tagged = page.before(hit.i).endswith(("#", "@"))
    kind = "hashtag" if tagged else "name" if how == "name" else "alias"
    evidence = [Evidence(kind, text, start, end)]
    if how == "confirmed":
        return Weights.CONFIRMED + _role(page, hit), evidence
    special = _special(page, hit)
    score = min(Weights.MOST, Weights.BASE + Weights.PER_RARITY * special)
    content = [w for w in page.tokens.words[hit.i : hit.j] if w not in _SMALL]
    common = special < Weights.COMMON or all(zipf(w) >= 3.8 for w in content)
    if common:
        score += Weights.COMMON_NAME
    elif content[:1] and len(content) == 1 and content[0] in first_names() and not (tagged or _quoted(page, hit)):
        score += Weights.FIRST_NAME if not _locative(page, hit) else 0.0
    if page.cue_before("indefinite", hit.i):
        score += Weights.ANY_ONE if not any(page.capital(k) for k in range(hit.i, hit.j)) else Weights.ANY_ONE / 3
    if how == "short" and not _completed(page, gazetteer, hit, shop):
        score += Weights.SHORT
    elif hit.j - hit.i == 1 and how not in ("joined",) and not _article_before(page, hit):
        score += Weights.ALONE
    score += _case(page, gazetteer, hit, shop, special, common)
    if tagged:
        score += Weights.HASHTAG
    elif _quoted(page, hit) or (page.lang in UNSPACED and text[0].isascii() and not text.islower()):
        score += Weights.QUOTED  # a Latin name stands out of Japanese or Korean as if quoted
    score += _locative(page, hit)
    if hit.pattern in gazetteer.zone_like and not tagged and not _quoted(page, hit):
        score += Weights.ZONE_LIKE
    score += _trade(page, gazetteer, hit, shop, evidence) + _role(page, hit) + _longer(page, hit, special)
    return score + _wrong_place(page, gazetteer, where, hit, shop), evidence


def _special(page: Page, hit: Hit) -> float:
    """Rarity of the name's words; a first name alone is worth little."""
    words = page.tokens.words[hit.i : hit.j]
    content = [w for w in words if w not in _SMALL]
    names = first_names()
    total = 0.0
    for w in content:
        worth = rarity(w)
        if len(content) == 1 and w in names:
            worth = min(worth, 2.2)
        total += worth
    if len(content) > 1 and all(len(w) <= 3 for w in words) and len("".join(words)) >= 6:
        total = max(total, 3.2)  # "An Di An Di": syllables that say nothing apart
    return total + 0.15 * (len(words) - len(content))


def _completed(page: Page, gazetteer: Gazetteer, hit: Hit, shop: int) -> bool:
    """Whether the article left out of a short form stands before it in the sentence ("au Baratin")."""
    words = gazetteer.folded[shop].split()
    if not hit.i or not words:
        return False
    short = page.tokens.words[hit.i : hit.j]
    return words[1:] == short and page.tokens.words[hit.i - 1] in CONTRACTED.get(words[0], (words[0],))


def _article_before(page: Page, hit: Hit) -> bool:
    return bool(hit.i) and page.tokens.words[hit.i - 1] in _SMALL


def _case(page: Page, gazetteer: Gazetteer, hit: Hit, shop: int, special: float, common: bool) -> float:
    content = [k for k in range(hit.i, hit.j) if page.tokens.words[k] not in _SMALL] or list(range(hit.i, hit.j))
    content = [k for k in content if page.tokens.words[k] not in GENERIC] or content
    first = page.text[page.tokens.starts[content[0]]]
    if not (first.isupper() or first.islower()) or page.text.upper() == page.text or page.text.lower() == page.text:
        return Weights.CASELESS_COMMON if common else 0.0
    capital = [page.capital(k) for k in content]
    told = capital[1:] if page.opens_sentence(hit.i) and content[0] == hit.i and len(content) > 1 else capital
    if all(told) or (told[0] and told is capital and len(content) > 1):
        if page.opens_sentence(hit.i) and len(content) == 1 and content[0] == hit.i:
            return 0.0
        return Weights.CAPITAL_DE if page.lang == "de" else Weights.CAPITAL_COMMON if common else Weights.CAPITAL
    if gazetteer.shops[shop].name.lower() == gazetteer.shops[shop].name:
        return 0.0
    if common or zipf(page.tokens.words[content[0]]) >= 3.8:
        return Weights.LOWER_COMMON
    return Weights.LOWER if len(content) > 1 and special >= 4.5 else Weights.LOWER_ALONE


def _locative(page: Page, hit: Hit) -> float:
    """A word before the name that goes with shops ("chez", "at"); the little ones count only before a capital."""
    earlier = page.tokens.words[hit.i - 1] if hit.i else ""
    if earlier in _AT_SHOP:
        return Weights.AT_SHOP
    if not page.cue_before("locative", hit.i, gap=1):
        return 0.0
    if earlier in _LITTLE:
        return Weights.LOCATIVE / 2 if any(page.capital(k) for k in range(hit.i, hit.j)) else 0.0
    return Weights.LOCATIVE


def _quoted(page: Page, hit: Hit) -> bool:
    before, after = page.before(hit.i).rstrip(), page.text[page.tokens.ends[hit.j - 1] :][:2].lstrip()
    return bool(before) and before[-1] in '"“«„「『‘' and bool(after) and after[0] in '"”»“」』’'


def _trade(page: Page, gazetteer: Gazetteer, hit: Hit, shop: int, evidence: list[Evidence]) -> float:
    own = gazetteer.trades[shop]
    if not own:
        return 0.0
    groups = {group_of(t) for t in own}
    best = 0.0
    for trade in page.trades:
        if hit.i <= trade.i < hit.j:
            continue
        gap = max(hit.i - trade.j, trade.i - hit.j)
        fits = any(str(r[1]) in own or group_of(str(r[1])) in groups for r in trade.refs)
        if fits and (value := Weights.TRADE_NEAR if gap <= 3 else Weights.TRADE_SOMEWHERE) > best:
            best = value
            text, start, end = page.quote(trade.i, trade.j)
            if gap <= 3:
                evidence.append(Evidence("trade", text, start, end))
        elif not fits and trade.j == hit.i and trade.i and page.tokens.words[trade.i - 1] not in ("un", "une", "a"):
            return Weights.TRADE_WRONG
    if best == 0.0 and groups & {"eat", "bread", "sweet"} and page.cues.get("aspects.product"):
        best = Weights.TOPIC
    return best


def _role(page: Page, hit: Hit) -> float:
    """What the words around say of the name: only a landmark, a former shop, a yardstick."""
    i = hit.i
    score = 0.0
    at_shop = bool(i) and page.tokens.words[i - 1] in _AT_SHOP
    if page.cue_before("place_before", i, gap=0 if at_shop else 1) or page.cue_after("place_after", hit.j):
        score += Weights.ONLY_WHERE
    earlier = page.tokens.words[i - 1] if i and page.joined(i - 1, i) else ""
    earlier2 = page.tokens.words[i - 2] if earlier and i > 1 and page.joined(i - 2, i) else ""
    if earlier in _WAY_WORDS or (earlier in ("de", "du", "des", "d", "la", "le", "l") and earlier2 in _WAY_WORDS):
        score += Weights.WAY
    elif earlier in _AND and any(
        h.j == i - 1 and page.cue_before("place_before", h.i, gap=1) for h in (*page.shops, *page.zones)
    ):
        score += Weights.ONLY_WHERE  # "between X and Y"
    if page.cue_before("former_before", i, gap=1):
        score += Weights.FORMER
    if page.cue_before("compare", i, gap=1):
        score += Weights.COMPARED
    return score


def _longer(page: Page, hit: Hit, special: float) -> float:
    """A capitalised neighbour makes the name part of a longer one ("Marcel" in "Marcel Proust")."""
    covered = {k for h in (*page.trades, *page.zones, *page.shops) for k in range(h.i, h.j)}
    weight = Weights.LONGER if special < 4.5 else Weights.LONGER / 2
    if hit.j < page.size and page.between(hit.j - 1, hit.j) in (" ", "-", "'", "’"):
        k = hit.j
        if (
            page.capital(k)
            and k not in covered
            and page.tokens.words[k] not in _SMALL
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
            and page.tokens.words[k] not in _SMALL
            and page.lang != "de"
            and page.text.upper() != page.text
            and len(page.tokens.words[k]) > 1
        )
    ):
        return weight
    return 0.0


def _wrong_place(page: Page, gazetteer: Gazetteer, where: Whereabouts, hit: Hit, shop: int) -> float:
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
