"""What one name in the text says for one shop, in log-odds, feature by feature."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from maillon.listening.commonness import rarity, zipf
from maillon.listening.entries import Evidence
from maillon.listening.gazetteer import Gazetteer
from maillon.listening.lexicon import UNSPACED, group_of
from maillon.listening.names import CONTRACTED, GENERIC
from maillon.listening.page import Hit, Page
from maillon.listening.surroundings import SMALL, locative, longer, quoted, role, wrong_place
from maillon.listening.weights import Weights
from maillon.listening.whereabouts import Whereabouts


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
        return Weights.CONFIRMED + role(page, hit), evidence
    special = _special(page, hit)
    score = min(Weights.MOST, Weights.BASE + Weights.PER_RARITY * special)
    content = [w for w in page.tokens.words[hit.i : hit.j] if w not in SMALL]
    common = special < Weights.COMMON or all(zipf(w) >= 3.8 for w in content)
    if common:
        score += Weights.COMMON_NAME
    elif content[:1] and len(content) == 1 and content[0] in first_names() and not (tagged or quoted(page, hit)):
        score += Weights.FIRST_NAME if not locative(page, hit) else 0.0
    if page.cue_before("indefinite", hit.i):
        score += Weights.ANY_ONE if not any(page.capital(k) for k in range(hit.i, hit.j)) else Weights.ANY_ONE / 3
    if how == "short" and not _completed(page, gazetteer, hit, shop):
        score += Weights.SHORT
    elif hit.j - hit.i == 1 and how not in ("joined",) and not _article_before(page, hit):
        score += Weights.ALONE
    score += _case(page, gazetteer, hit, shop, special, common)
    if tagged:
        score += Weights.HASHTAG
    elif quoted(page, hit) or (page.lang in UNSPACED and text[0].isascii() and not text.islower()):
        score += Weights.QUOTED  # a Latin name stands out of Japanese or Korean as if quoted
    score += locative(page, hit)
    if hit.pattern in gazetteer.zone_like and not tagged and not quoted(page, hit):
        score += Weights.ZONE_LIKE
    score += _trade(page, gazetteer, hit, shop, evidence) + role(page, hit) + longer(page, hit, special)
    return score + wrong_place(page, gazetteer, where, hit, shop), evidence


def _special(page: Page, hit: Hit) -> float:
    """Rarity of the name's words; a first name alone is worth little."""
    words = page.tokens.words[hit.i : hit.j]
    content = [w for w in words if w not in SMALL]
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
    return bool(hit.i) and page.tokens.words[hit.i - 1] in SMALL


def _case(page: Page, gazetteer: Gazetteer, hit: Hit, shop: int, special: float, common: bool) -> float:
    content = [k for k in range(hit.i, hit.j) if page.tokens.words[k] not in SMALL] or list(range(hit.i, hit.j))
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
