"""From names found to shops linked: features of each candidate, namesakes resolved, doubt kept."""

from __future__ import annotations

import math
from dataclasses import dataclass

from maillon.listening.candidates import Candidate, Found, cap_of, hashtags_beside, identities, put
from maillon.listening.doubts import doubts
from maillon.listening.entries import Evidence, LinkFound
from maillon.listening.fitting import agreement, apart, fit, one_of
from maillon.listening.gazetteer import Gazetteer
from maillon.listening.lexicon import chains
from maillon.listening.namehits import name_features
from maillon.listening.names import GENERIC
from maillon.listening.page import Hit, Page
from maillon.listening.streetside import named_by_street
from maillon.listening.surroundings import titled, topic_score
from maillon.listening.trade_street import trade_in_street
from maillon.listening.typing_slips import slips
from maillon.listening.weights import COMMON, KNOWN, NOT_MEANT, UNSETTLED, curve, total
from maillon.listening.whereabouts import Named, Whereabouts, whereabouts

DEFAULT_THRESHOLD = 0.5
_TOLD = 0.03
"""Least probability of a shop that is told as unsure."""
_KEPT_UNSURE = 5
_SUPPORT = ("trade_near", "trade_beside", "at_shop", "thanked", "quoted", "geotag", "street", "quarter", "twice", "latin_beside")
_DOUBTFUL = ("one_word", "part", "tail", "common_name", "typo_one_word")
_LOWER = ("lower_common", "lower_alone", "one_case_common")
_PIECES = ("part", "tail", "short", "dish", "dish_words", "typo_one_word", "lower_alone", "lower")
_NOT_FULL = (*_DOUBTFUL, "typo", "sounds", "typo_two", "only_where", "parted")
_TELLING = 4.0
_STANDS = 0.8
"""Agreement with a named street or quarter that outweighs another town's name."""
_MOST_ABOUT = 3.0
_LONGEST = 3.0
"""Doublings of 32 words after which a longer text says no more against a weak name."""
_MOST_BEARERS = 30


@dataclass(slots=True)
class Linked:
    """The outcome for one post."""

    links: tuple[LinkFound, ...]
    unsure: tuple[LinkFound, ...]
    where: Whereabouts
    geotag_in_zone: bool | None
    unsettled: bool
    """Whether a shop is named and nothing settles which."""


def link(page: Page, gazetteer: Gazetteer, *, threshold: float = DEFAULT_THRESHOLD) -> Linked:
    """The shops a post speaks of. Pure; `threshold` is the least probability of a link."""
    where = whereabouts(page, gazetteer)
    found, in_zone = candidates(page, gazetteer, where)
    return _decide(gazetteer, found, where, in_zone, threshold)


def candidates(page: Page, gazetteer: Gazetteer, where: Whereabouts) -> tuple[list[Candidate], bool | None]:
    """Every shop the post may speak of, with its features, and whether the geotag lies in the zone."""
    post = page.post
    located = post.lon is not None and post.lat is not None
    in_zone = gazetteer.in_zone(post.lon, post.lat) if located else None  # type: ignore[arg-type]
    found: Found = {}
    identities(page, gazetteer, where, found)
    for hit in page.shops:
        _names(page, gazetteer, where, hit, found)
    hashtags_beside(page, gazetteer, where, found)
    exact = {r[1] for hit in page.shops for r in hit.refs if r[2] not in ("part", "tail")}
    for hit, how in slips(page, gazetteer):
        if not any(r[1] in exact for r in hit.refs):  # beside the name written rightly a slip proves nothing more
            _names(page, gazetteer, where, hit, found, slip=how)
    named_by_street(page, gazetteer, where, found)
    trade_in_street(page, gazetteer, where, found)
    made = list(found.values())
    if not made:
        return made, in_zone
    about = max(-_MOST_ABOUT, min(_MOST_ABOUT, topic_score(page)))
    names, capitals_free = _names_told(made), titled(page)
    for candidate in made:
        _support(page, gazetteer, where, candidate)
        if in_zone is False and not where.names_town and not candidate.decisive:
            candidate.features["outside"] = 1.0
            candidate.cap = min(candidate.cap, UNSETTLED)
        _as_a_whole(page, candidate, about, names, capitals_free)
    return made, in_zone


def _decide(gazetteer: Gazetteer, found: list[Candidate], where: Whereabouts, in_zone: bool | None, threshold: float) -> Linked:
    made = []
    observed = curve()
    unsettled = False
    for c in found:
        odds = observed.at(total(c.features, gazetteer.table))
        unsettled |= c.cap == UNSETTLED and odds >= UNSETTLED
        p = round(1 / (1 + math.exp(-max(-30.0, min(c.cap, odds)))), 3)
        if p >= _TOLD:
            unique = list(dict.fromkeys(c.evidence))
            made.append(LinkFound(gazetteer.shops[c.shop].id, p, tuple(unique), doubts(c.features)))
    made.sort(key=lambda f: (-f.probability, f.shop))
    links = tuple(f for f in made if f.probability >= threshold)
    unsure = tuple(f for f in made if f.probability < threshold)[:_KEPT_UNSURE]
    return Linked(links, unsure, where, in_zone, unsettled)


def _names(page: Page, gazetteer: Gazetteer, where: Whereabouts, hit: Hit, found: Found, *, slip: str = "") -> None:
    """Features of every shop that bears the name at `hit`."""
    refs = _refs(page, gazetteer, where, hit)
    if slip:
        refs = [r for r in refs if not gazetteer.denies(page.quote(hit.i, hit.j)[0], int(r[1]))]
        if not refs:
            return
    shops = [int(r[1]) for r in refs]
    how = {int(r[1]): r[2] for r in refs}
    chain = any(gazetteer.is_chain[s] for s in shops) and how[shops[0]] != "confirmed"
    chosen = shops[0] if len(shops) == 1 else one_of(gazetteer, where, shops)
    spots = len(apart(gazetteer, shops)) if len(shops) > 1 else 1
    if len(shops) > 1 and chosen is not None and spots == 1:
        exact = [s for s in shops if gazetteer.folded[s] == gazetteer.patterns[hit.pattern]]
        chosen = exact[0] if exact else chosen
    for shop in shops if chosen is None else [chosen]:
        features, evidence, weak = name_features(page, gazetteer, where, hit, shop, how[shop], slip)
        cap = cap_of(features)
        if chosen is None:
            features["shared_name"], cap = 1.0, min(cap, UNSETTLED)
        elif spots > 1:
            features["place_chose"] = 1.0
        if chain and gazetteer.is_chain[shop] and _bare_chain(gazetteer, hit, shop) and fit(gazetteer, shop, where) < 0.8:
            features["chain"], cap = 1.0, min(cap, UNSETTLED)
        put(found, Candidate(shop, features, evidence, cap=cap, weak=weak))


def _refs(page: Page, gazetteer: Gazetteer, where: Whereabouts, hit: Hit) -> list[tuple[str, int | str, str]]:
    """The bearers of the full name, unless the place speaks against them and for one that bears it in part."""
    if told := _told_in_full(page, gazetteer, hit):
        return told
    strong = [r for r in hit.refs if r[2] not in ("short", "part", "tail")]
    if not strong or len(strong) == len(hit.refs):
        return hit.refs
    if where.named or where.districts:
        best = max(fit(gazetteer, int(r[1]), where) for r in strong)
        fitting = [r for r in hit.refs if fit(gazetteer, int(r[1]), where) >= 0.8]
        if best <= 0 and len(fitting) == 1:
            return fitting
    return strong


def _told_in_full(page: Page, gazetteer: Gazetteer, hit: Hit) -> list[tuple[str, int | str, str]]:
    """Of several bearers the one whose name's other word the post says too: "Grytelokket up at Torshov"."""
    if len(hit.refs) < 2 or len(hit.refs) > _MOST_BEARERS:
        return []
    own = set(page.tokens.words[hit.i : hit.j])
    outside = {w for k, w in enumerate(page.tokens.words) if not hit.i <= k < hit.j and page.capital(k)}
    told = []
    for ref in hit.refs:
        rest = [w for w in gazetteer.folded[int(ref[1])].split() if w not in own and len(w) >= 4 and w not in GENERIC]
        if rest and all(w in outside for w in rest):
            told.append(ref)
    excluded = any(page.cue_before("excluded", k, gap=3) for k, w in enumerate(page.tokens.words) if w in outside)
    return told if len(told) == 1 and not excluded else []


def _bare_chain(gazetteer: Gazetteer, hit: Hit, shop: int) -> bool:
    pattern = gazetteer.patterns[hit.pattern]
    return (
        pattern in chains()
        or pattern != gazetteer.folded[shop]
        or gazetteer.folded[shop] in chains()
        or pattern.replace(" ", "") in {c.replace(" ", "") for c in chains()}
    )


def _support(page: Page, gazetteer: Gazetteer, where: Whereabouts, candidate: Candidate) -> None:
    """Place words and geotag add to what a name says, and never stand alone."""
    shop, features = candidate.shop, candidate.features
    best: dict[str, tuple[float, Named]] = {}
    own = {e.start for e in candidate.evidence}
    for place in where.named:
        if page.tokens.starts[place.i] in own and "trade_street" not in features:
            continue  # a name that is also a place does not bear itself out
        if place.excluded or gazetteer.places[place.zone].kind == "town":
            continue
        value = agreement(gazetteer, shop, place) * (0.5 if place.core else 1.0)
        kind = "street" if place.kind == "street" else "quarter"
        if value > best.get(kind, (0.0, place))[0]:
            best[kind] = value, place
    for kind, (value, place) in best.items():
        features[kind] = value
        if value >= 0.5:
            candidate.evidence.append(place.evidence(page))
    post, xy = page.post, gazetteer.xy[shop]
    if post.lon is not None and post.lat is not None and xy is not None:
        away = math.dist(gazetteer.projection.xy(post.lon, post.lat), xy)
        if away <= 150:
            features["geotag"] = 1.0
            candidate.evidence.append(Evidence("geotag", f"{round(away)} m", None, None))
        elif away <= 500:
            features["geotag"] = 1 / 3
    if where.elsewhere and not candidate.decisive:
        if max(features.get("street", 0.0), features.get("quarter", 0.0)) < _STANDS:
            features["elsewhere"] = 1.0
            candidate.cap = min(candidate.cap, NOT_MEANT)
        else:
            features["strange_place"] = 1.0
    elif where.strange and not candidate.decisive:
        features["strange_place"] = 1.0


def _at(candidate: Candidate) -> int | None:
    """Where in the text the name of a candidate stands."""
    return candidate.evidence[0].start if candidate.evidence else None


def _names_told(made: list[Candidate]) -> dict[int | None, bool]:
    """Where names stand that are more than an everyday word, and whether a full one of several words stands there."""
    told: dict[int | None, bool] = {}
    for c in made:
        f = c.features
        if c.decisive or (f.get("rarity", 0.0) >= COMMON and "lower_common" not in f and "shared_name" not in f):
            full = c.decisive or (f["rarity"] >= _TELLING and not any(k in f for k in _NOT_FULL))
            told[_at(c)] = told.get(_at(c), False) or full
    return told


def _as_a_whole(page: Page, candidate: Candidate, about: float, names: dict[int | None, bool], capitals_free: bool) -> None:
    """What the whole post says for evidence that is weak by itself."""
    features = candidate.features
    doubtful = candidate.weak or any(k in features for k in _DOUBTFUL)
    if doubtful and not candidate.decisive:
        if about < 0:
            features["not_about_weak"] = -about
        elif not any(k in features for k in _LOWER):
            features["about_weak"] = about
        others = names.keys() - {_at(candidate)}
        features["crowd_weak"] = math.log2(min(len(others) + 1, 16))
        if any(names[k] for k in others) and any(k in features for k in _PIECES):
            features["beside_named"] = 1.0
        if capitals_free:
            features["titled"] = 1.0
        features["long_weak"] = min(_LONGEST, max(0.0, math.log2(max(page.size, 1) / 32)))
    if candidate.weak and not any(features.get(k, 0.0) > 0 for k in _SUPPORT):
        features[f"bare_{candidate.weak}"] = 1.0
        if candidate.weak == "known":
            candidate.cap = min(candidate.cap, KNOWN)
