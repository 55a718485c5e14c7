"""What one name in the text says for one shop, feature by feature."""

from __future__ import annotations

import math
from functools import lru_cache

from maillon.listening.commonness import FLOOR, rarity, strange, zipf
from maillon.listening.entries import Evidence
from maillon.listening.folding import tokenise
from maillon.listening.gazetteer import Gazetteer
from maillon.listening.known_words import dishes, first_names, other_meaning, rare_first_names, world_more, world_parts
from maillon.listening.lexicon import UNSPACED, group_of, trade_words
from maillon.listening.names import ARTICLES, CONTRACTED, GENERIC
from maillon.listening.page import Hit, Page
from maillon.listening.short_names import AT
from maillon.listening.surroundings import SMALL, locative, longer, quoted, role, wrong_place
from maillon.listening.weights import COMMON, MOST_RARITY, Features
from maillon.listening.whereabouts import ORDINALS, Whereabouts

_MOST_BORNE = 6.0
_FOREIGN = 1.0
"""From here on the words of a name are no everyday words in the language of the text."""
_EVERYDAY_WORD = 4.5
_MANY_JOINED, _JOINED = 3, 4.0
_LONG_WORD = 9
"""Letters from which one word written wrongly is telling by itself."""


def name_features(
    page: Page, gazetteer: Gazetteer, where: Whereabouts, hit: Hit, shop: int, how: str, slip: str
) -> tuple[Features, list[Evidence], str]:
    """Features of the name at `hit` as a word for `shop`, the evidence, and why it needs more than itself ("" if it does not)."""
    text, start, end = page.quote(hit.i, hit.j)
    tagged = page.before(hit.i).endswith(("#", "@"))
    kind = "typo" if slip else "hashtag" if tagged else "name" if how == "name" else "alias"
    evidence = [Evidence(kind, text, start, end)]
    if how == "confirmed":
        features: Features = {"confirmed": 1.0}
        role(page, hit, features)
        return features, evidence, ""
    words = _words(page, gazetteer, hit, shop, how)
    content = [w for w in words if w not in SMALL]
    standing_out = tagged or quoted(page, hit)
    features = {"name": 1.0}  # the first key says what kind of evidence it is
    locative(page, hit, features)
    special, common = _how_telling(page, words, how, standing_out, features)
    if page.cue_before("indefinite", hit.i):
        features["any_one"] = 1.0 if not any(page.capital(k) for k in range(hit.i, hit.j)) else 1 / 3
    _form(page, gazetteer, hit, shop, how, slip, content, features)
    if tagged:
        _tag_case(page, hit, features)
    else:
        _case(page, gazetteer, hit, shop, special, common, features)
    _laid_out(page, hit, gazetteer.shops[shop].name, features)
    if standing_out:
        features["hashtag" if tagged else "quoted"] = 1.0
    elif page.lang in UNSPACED and text[0].isascii() and not text.islower():
        features["latin_beside"] = 1.0  # a Latin name stands out of Japanese or Korean as if quoted
    if not standing_out:
        _zone_names(page, gazetteer, hit, content, features)
    _trade(page, gazetteer, hit, shop, evidence, features)
    role(page, hit, features)
    longer(page, hit, special, features)
    wrong_place(page, gazetteer, where, hit, shop, features)
    return features, evidence, _other(page, gazetteer, hit, content, features)


def _how_telling(page: Page, words: list[str], how: str, standing_out: bool, features: Features) -> tuple[float, bool]:
    """How rare the name's words are, as features; the rarity, and whether it is a common name."""
    special = _special(words)
    if how == "joined" and len(words) >= _MANY_JOINED:
        special = max(special, _JOINED)  # everyday words, but nobody joins just these
    features["rarity"] = min(MOST_RARITY, special)
    content = [w for w in words if w not in SMALL]
    everyday = all(zipf(w) >= 3.8 for w in content)
    if foreign := min(sum(strange(w, page.lang) for w in content), max(0.0, MOST_RARITY - special)):
        features["foreign"] = foreign
        everyday = everyday and foreign < _FOREIGN
    common = special + foreign < COMMON or (everyday and len(content) < 2)
    if common:
        features["common_name"] = 1.0
    elif everyday:
        features["common_words"] = 1.0
    elif len(content) == 1 and words[0] not in ARTICLES and not standing_out and "at_shop" not in features:
        if content[0] in first_names():
            features["first_name"] = 1.0
        elif content[0] in rare_first_names():
            features["rare_first_name"] = 1.0
    return special, common


def _form(
    page: Page, gazetteer: Gazetteer, hit: Hit, shop: int, how: str, slip: str, content: list[str], features: Features
) -> None:
    """Which form of the name it is, and with what slip."""
    if how == "local":
        features["local"] = 1.0
    elif how in ("short", "part", "tail"):
        features["completed" if _completed(page, gazetteer, hit, shop) else how] = 1.0
    elif hit.j - hit.i == 1 and how != "joined" and not _article_before(page, hit):
        features["alone"] = 1.0
    telling = [w for w in content if w not in GENERIC] or content
    if len(telling) < 2:
        features["one_word"] = 1.0
    if slip:
        features[slip] = 1.0
        letters = sum(len(w) for w in telling)
        if slip != "inflected":
            features["typo_short"] = max(0.0, (12 - letters) / 6)
            if len(telling) < 2 and page.tokens.words[hit.i] not in AT:
                features["typo_one_word"] = 1.0


def _zone_names(page: Page, gazetteer: Gazetteer, hit: Hit, content: list[str], features: Features) -> None:
    """Names that are a place of the town or a trade as well, and words that many names of the list bear."""
    if hit.pattern in gazetteer.zone_like:
        features["zone_like"] = 1.0
    for sort, _, how in gazetteer.refs[hit.pattern]:
        if sort == "zone":
            features["core_same" if how == "core" else "zone_same"] = 1.0
        elif sort == "trade":
            features["trade_word"] = 1.0
    if len(content) == 1 and len(page.tokens.words[hit.i : hit.j]) > 1 and " ".join(content) in gazetteer.street_cores:
        features["core_same"] = 1.0
    if content and content[-1] in ORDINALS:
        features["zone_same"] = 1.0
    if (borne := min((gazetteer.borne(w) for w in content), default=1)) > 1:
        features["borne_often"] = min(_MOST_BORNE, math.log2(borne))


def _other(page: Page, gazetteer: Gazetteer, hit: Hit, content: list[str], features: Features) -> str:
    """Why the name needs more than itself: it is known as something else, is an everyday word, or is one word written wrongly."""
    named = other_meaning(gazetteer.patterns[hit.pattern]) or (other_meaning(content[0]) if len(content) == 1 else "")
    if named:
        features["dish_words" if named == "dish" and len(content) > 1 else named] = 1.0
    elif any(w in dishes() for w in content):
        features["dish_inside"] = 1.0
    elif len(content) == 1 and content[0] in world_parts():
        features["famous_part"] = 1.0
    elif gazetteer.patterns[hit.pattern] in world_more() or (len(content) == 1 and content[0] in world_more()):
        features["world_more"] = 1.0
    letters = sum(len(w) for w in page.tokens.words[hit.i : hit.j])
    one_case = page.lang not in UNSPACED and ("one_case" in features or "one_case_common" in features)
    if one_case and "one_word" in features:
        features["one_case_word"] = 1.0
    known = all(zipf(w) > FLOOR for w in content)
    lower = "lower_common" in features and not any(page.capital(k) for k in range(hit.i, hit.j))
    everyday = lower or (one_case and known and ("one_word" in features or "short" in features))
    borrowed = "famous_part" in features and ("part" in features or "tail" in features)
    small = any(k in features for k in ("lower", "lower_common", "lower_alone"))
    if named or borrowed:
        return "everyday" if small else "words" if len(content) > 1 else "known"
    if everyday:
        return "everyday"
    return "typo" if "typo_one_word" in features and (letters < _LONG_WORD or "opens" in features) else ""


def _words(page: Page, gazetteer: Gazetteer, hit: Hit, shop: int, how: str) -> list[str]:
    """The words of the name; those that a hashtag joins are told apart as the list writes them."""
    words = page.tokens.words[hit.i : hit.j]
    listed = gazetteer.folded[shop].split()
    return listed if how == "joined" and "".join(listed) == "".join(words) else words


def _special(words: list[str]) -> float:
    """Rarity of the name's words; a first name alone is worth little."""
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


@lru_cache(maxsize=4096)
def _listed_lower(name: str) -> frozenset[str]:
    """Words that the list itself writes small in a name it writes with capitals: "d" and "du" of "L'étoile du Maroc"."""
    tokens = tokenise(name)
    small = {w for w, at in zip(tokens.words, tokens.starts, strict=True) if name[at].islower()}
    return frozenset(small) if len(small) < len(tokens.words) else frozenset()


def _cased(page: Page, hit: Hit) -> list[int]:
    """Tokens of the name whose first letter can be large or small; a genitive's s is none."""
    out = []
    for k in range(hit.i, hit.j):
        at = page.tokens.starts[k]
        genitive = page.tokens.ends[k] - at == 1 and k > hit.i and page.between(k - 1, k) in ("'", "’")
        if not genitive and (page.text[at].isupper() or page.text[at].islower()):
            out.append(k)
    return out


def _case(page: Page, gazetteer: Gazetteer, hit: Hit, shop: int, special: float, common: bool, features: Features) -> None:
    """How the name is written: with the capitals the list gives it, without, or in a text that has one case only."""
    cased = _cased(page, hit)
    if not cased or page.text.upper() == page.text or page.text.lower() == page.text:
        features["one_case_common" if common else "one_case"] = 1.0
        return
    words = page.tokens.words
    name = gazetteer.shops[shop].name
    content = [k for k in cased if words[k] not in SMALL] or cased
    content = [k for k in content if (w := words[k]) not in GENERIC and w not in trade_words()] or content
    listed = gazetteer.folded[shop] == gazetteer.patterns[hit.pattern]
    if listed:
        small = _listed_lower(name)
        content = [k for k in content if words[k] not in small] or [k for k in cased if words[k] not in small] or content
    content = [k for k in content if zipf(words[k]) < _EVERYDAY_WORD] or content  # "la maison Thielen": its own word tells
    capital = [page.capital(k) for k in content]
    opens = page.opens_sentence(hit.i)
    if words[hit.i] in ARTICLES | AT and page.capital(hit.i) and not opens and all(capital):
        features["own_article"] = 1.0
    if all(len(w) > 3 and w.isupper() for w in page.quote(hit.i, hit.j)[0].split()):
        features["shouted"] = 1.0
        return
    at_start = opens and content[0] == hit.i
    told = capital[1:] if at_start and len(content) > 1 else capital
    if all(told) or (told[0] and told is capital and len(content) > 1):
        if at_start and len(content) == 1:
            features["opens"] = 1.0
            if zipf(words[content[0]]) <= FLOOR:
                features["opens_rare"] = 1.0
        else:
            features["capital_de" if page.lang == "de" else "capital_common" if common else "capital"] = 1.0
    elif name.lower() == name:
        return
    elif common or zipf(words[content[0]]) >= 3.8:
        features["lower_common"] = 1.0
    else:
        features["lower" if len(content) > 1 and special >= 4.5 else "lower_alone"] = 1.0


def _tag_case(page: Page, hit: Hit, features: Features) -> None:
    """A hashtag of two words written with a capital each says where they part; a small one says nothing."""
    text = page.quote(hit.i, hit.j)[0]
    if any(c.isupper() for c in text[1:]) and not text.isupper():
        features["tag_parted"] = 1.0


def _laid_out(page: Page, hit: Hit, name: str, features: Features) -> None:
    """A comma or full stop inside a name that has none parts it; a name that heads the text and is cut off is its title."""
    apart = hit.j - hit.i > 1 and any(not page.joined(k, k + 1) for k in range(hit.i, hit.j - 1))
    if apart and not any(c in ".,:!?|" for c in name):
        features["parted"] = 1.0
    if hit.i == 0 and hit.j < page.size and page.between(hit.j - 1, hit.j).strip()[:1] in (":", ",", "!", "?", "–", "—", "-"):
        features["heads"] = 1.0


def _trade(page: Page, gazetteer: Gazetteer, hit: Hit, shop: int, evidence: list[Evidence], features: Features) -> None:
    own = gazetteer.trades[shop]
    if not own:
        return
    groups = {group_of(t) for t in own}
    best = ""
    for trade in (*page.trades, *page.cuisines):
        if hit.i <= trade.i < hit.j:
            continue
        gap = max(hit.i - trade.j, trade.i - hit.j)
        fits = any(str(r[1]) in own or group_of(str(r[1])) in groups for r in trade.refs)
        if fits and gap <= 3:
            best = "trade_near"
            text, start, end = page.quote(trade.i, trade.j)
            evidence.append(Evidence("trade", text, start, end))
            if gap <= 1 and trade.j <= hit.i and page.joined(trade.j - 1, hit.i):
                features["trade_beside"] = 1.0
        elif fits:
            best = best or "trade_somewhere"
        elif trade.j == hit.i and trade.i and page.joined(trade.j - 1, hit.i) and not _loose(page, trade):
            features["trade_wrong"] = 1.0
            return
    if not best and groups & {"eat", "bread", "sweet"} and page.cues.get("aspects.product"):
        best = "topic"
    if best:
        features[best] = 1.0


def _loose(page: Page, trade: Hit) -> bool:
    """Whether a trade word before a name says nothing against it: "a bakery Chouquard", or only a cuisine."""
    return page.tokens.words[trade.i - 1] in ("un", "une", "a") or str(trade.refs[0][1]).startswith("cuisine:")
