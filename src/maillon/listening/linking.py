"""From names found to shops linked: score each candidate, resolve namesakes, abstain."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from maillon.listening.entries import Evidence, LinkFound
from maillon.listening.fitting import agreement, apart, apart_by_name, fit, one_of
from maillon.listening.folding import fold
from maillon.listening.gazetteer import Gazetteer
from maillon.listening.identity import handle_key, handles_in, phone_key, phones_in, site_keys, urls_in
from maillon.listening.lexicon import chains
from maillon.listening.namehits import name_score
from maillon.listening.page import Hit, Page
from maillon.listening.surroundings import only_where
from maillon.listening.typing_slips import slips
from maillon.listening.weights import Weights
from maillon.listening.whereabouts import Named, Whereabouts, whereabouts

DEFAULT_THRESHOLD = 0.5
_KEPT_UNSURE = 5
_MOST_TAGS = 100


@dataclass(slots=True)
class Candidate:
    """One shop a post may speak of: the sum of what speaks for it, in log-odds, and the evidence."""

    shop: int
    score: float
    evidence: list[Evidence] = field(default_factory=list)
    decisive: bool = False
    cap: float = 30.0


@dataclass(slots=True)
class Linked:
    """The outcome for one post."""

    links: tuple[LinkFound, ...]
    unsure: tuple[LinkFound, ...]
    where: Whereabouts
    geotag_in_zone: bool | None


def link(page: Page, gazetteer: Gazetteer, *, threshold: float = DEFAULT_THRESHOLD) -> Linked:
    """The shops a post speaks of. Pure; `threshold` is the least probability of a link."""
    where = whereabouts(page, gazetteer)
    post = page.post
    located = post.lon is not None and post.lat is not None
    in_zone = gazetteer.in_zone(post.lon, post.lat) if located else None  # type: ignore[arg-type]
    found: dict[int, Candidate] = {}
    _identities(page, gazetteer, where, found)
    for hit in page.shops:
        _names(page, gazetteer, where, hit, found)
    _hashtags_beside(page, gazetteer, where, found)
    exact = {r[1] for hit in page.shops for r in hit.refs}
    for hit, weight in slips(page, gazetteer):
        if any(r[1] in exact for r in hit.refs):
            continue  # written rightly elsewhere in the post: a slip beside it proves nothing more
        _names(page, gazetteer, where, hit, found, slip=weight)
    _trade_in_street(page, gazetteer, where, found)
    for candidate in found.values():
        _support(page, gazetteer, where, candidate)
        if in_zone is False and not where.names_town and not candidate.decisive:
            candidate.score -= Weights.OUTSIDE
            candidate.cap = min(candidate.cap, Weights.UNSETTLED)
    return _decide(gazetteer, found, where, in_zone, threshold)


def _decide(
    gazetteer: Gazetteer, found: dict[int, Candidate], where: Whereabouts, in_zone: bool | None, threshold: float
) -> Linked:
    made = []
    for c in found.values():
        p = round(1 / (1 + math.exp(-max(-30.0, min(c.cap, c.score)))), 3)
        if p >= 0.05:
            unique = list(dict.fromkeys(c.evidence))
            made.append(LinkFound(gazetteer.shops[c.shop].id, p, tuple(unique)))
    made.sort(key=lambda f: (-f.probability, f.shop))
    links = tuple(f for f in made if f.probability >= threshold)
    unsure = tuple(f for f in made if f.probability < threshold)[:_KEPT_UNSURE]
    return Linked(links, unsure, where, in_zone)


def _put(
    found: dict[int, Candidate],
    shop: int,
    score: float,
    evidence: list[Evidence],
    *,
    decisive: bool = False,
    cap: float = 30.0,
) -> None:
    known = found.get(shop)
    if known is None:
        found[shop] = Candidate(shop, score, list(evidence), decisive, cap)
        return
    known.cap = max(known.cap, cap)
    if score > 0 and known.score > 0:
        known.score = max(known.score, score) + 0.5
    elif score > known.score:
        known.score = score
        known.evidence = list(evidence) + known.evidence
        known.decisive = known.decisive or decisive
        return
    if score > -2:
        known.evidence.extend(evidence)
    known.decisive = known.decisive or decisive


def _identities(page: Page, gazetteer: Gazetteer, where: Whereabouts, found: dict[int, Candidate]) -> None:
    """Handles, websites, phones and the source's own place id."""
    post = page.post
    raw: list[tuple[str, list[int], Evidence]] = []
    for text, start, end in handles_in(page.text):
        if key := handle_key(text):
            raw.append(("handle", gazetteer.by_handle.get(key, []), Evidence("handle", text, start, end)))
    for text in post.mentions:
        if key := handle_key(text):
            raw.append(("handle", gazetteer.by_handle.get(key, []), Evidence("handle", text, None, None)))
    if post.author and (key := handle_key(post.author)):
        raw.append(("handle", gazetteer.by_handle.get(key, []), Evidence("handle", post.author, None, None)))
    addresses: list[tuple[str, int | None, int | None]] = [*urls_in(page.text), *((u, None, None) for u in post.urls)]
    for address, begin, finish in addresses:
        if key := next((k for k in site_keys(address) if k in gazetteer.by_site), None):
            raw.append(("website", gazetteer.by_site[key], Evidence("website", address, begin, finish)))
        elif "/" in address and (key := handle_key(address)):
            raw.append(("handle", gazetteer.by_handle.get(key, []), Evidence("handle", address, begin, finish)))
    if gazetteer.by_phone:
        for text, start, end in phones_in(page.text):
            if key := phone_key(text):
                raw.append(("phone", gazetteer.by_phone.get(key, []), Evidence("phone", text, start, end)))
    if post.place_id:
        raw.append(("place_id", gazetteer.by_place_id.get(post.place_id, []), Evidence("place_id", post.place_id, None, None)))
    for _, shops, evidence in raw:
        if not shops:
            continue
        chosen = one_of(gazetteer, where, shops) if len(shops) > 1 else shops[0]
        if chosen is not None:
            _put(found, chosen, Weights.DECISIVE, [evidence], decisive=True)
        else:
            for shop in shops:
                _put(found, shop, Weights.SHARED, [evidence], cap=Weights.UNSETTLED)


def _hashtags_beside(page: Page, gazetteer: Gazetteer, where: Whereabouts, found: dict[int, Candidate]) -> None:
    """Hashtags a source gives in a field of their own, where the text does not hold them too."""
    low = page.text.lower()
    for tag in page.post.hashtags[:_MOST_TAGS]:
        bare = tag.lstrip("#")
        pattern = gazetteer.pattern_index.get(fold(bare).replace(" ", ""))
        if pattern is None or "#" + bare.lower() in low:
            continue
        named = [int(r[1]) for r in gazetteer.refs[pattern] if r[0] == "shop"]
        bare_chain = any(gazetteer.is_chain[s] for s in named)
        chosen = named[0] if len(named) == 1 else one_of(gazetteer, where, named) if named else None
        if chosen is None or bare_chain or gazetteer.specificities[pattern] < Weights.COMMON:
            continue
        score = Weights.BASE + Weights.PER_RARITY * gazetteer.specificities[pattern] + 2 * Weights.HASHTAG
        _put(found, chosen, min(Weights.MOST, score), [Evidence("hashtag", tag, None, None)])


def _names(
    page: Page, gazetteer: Gazetteer, where: Whereabouts, hit: Hit, found: dict[int, Candidate], *, slip: float = 0.0
) -> None:
    """Score every shop that bears the name at `hit`."""
    strong = [r for r in hit.refs if r[2] != "short"]
    refs = strong if strong and len(hit.refs) > len(strong) else hit.refs
    shops = [int(r[1]) for r in refs]
    how = {int(r[1]): r[2] for r in refs}
    chain = any(gazetteer.is_chain[s] for s in shops) and how[shops[0]] != "confirmed"
    chosen = shops[0] if len(shops) == 1 else one_of(gazetteer, where, shops)
    if len(shops) > 1 and chosen is not None and len(apart(gazetteer, shops)) == 1:
        exact = [s for s in shops if gazetteer.folded[s] == gazetteer.patterns[hit.pattern]]
        chosen = exact[0] if exact else chosen
    place_fit = (
        {s: fit(gazetteer, s, where) for s in shops} if (chain or len(shops) > 1 or where.named or where.districts) else {}
    )
    for shop in shops if chosen is None else [chosen]:
        score, evidence = name_score(page, gazetteer, where, hit, shop, how[shop])
        score += slip
        if slip:
            evidence = [Evidence("typo", e.text, e.start, e.end) for e in evidence]
        cap = Weights.UNSETTLED if only_where(page, hit) else 30.0
        if chosen is None:
            score, cap = score - Weights.SHARED_NAME, Weights.UNSETTLED
        elif len(shops) > 1 and len(apart(gazetteer, shops)) > 1:
            score += Weights.PLACE_CHOSE
        if chain and gazetteer.is_chain[shop] and _bare_chain(gazetteer, hit, shop) and place_fit.get(shop, 0.0) < 0.8:
            score, cap = score - Weights.CHAIN, Weights.UNSETTLED
        _put(found, shop, score, evidence, cap=cap)


def _bare_chain(gazetteer: Gazetteer, hit: Hit, shop: int) -> bool:
    pattern = gazetteer.patterns[hit.pattern]
    return (
        pattern in chains()
        or pattern != gazetteer.folded[shop]
        or gazetteer.folded[shop] in chains()
        or pattern.replace(" ", "") in {c.replace(" ", "") for c in chains()}
    )


def _trade_in_street(page: Page, gazetteer: Gazetteer, where: Whereabouts, found: dict[int, Candidate]) -> None:
    """ "The bakery in rue Lepic": a link only where one shop of that trade stands in that street."""
    for place in where.named:
        if place.kind != "street" or place.core or place.excluded:
            continue
        for hit in page.trades:
            gap = max(place.i - hit.j, hit.i - place.j)
            if (
                not 0 <= gap <= 4
                or _breaks(page, hit, place)
                or any(h.j == hit.i or hit.j == h.i or (h.i <= hit.i < h.j) for h in page.shops)
            ):
                continue
            definite = not page.cue_before("indefinite", hit.i, gap=1) and not page.cue_before("negation", hit.i, gap=1)
            only_place = page.cue_before("place_before", hit.i, gap=1)
            shops = _of_trade(gazetteer, {str(r[1]) for r in hit.refs}, place)
            if len(shops) != 1 or only_place:
                continue
            text, start, end = page.quote(hit.i, hit.j)
            evidence = [Evidence("trade", text, start, end), place.evidence(page)]
            score = Weights.TRADE_STREET if definite else Weights.TRADE_STREET_VAGUE
            _put(found, shops[0], score, evidence)


def _breaks(page: Page, hit: Hit, place: Named) -> bool:
    """Whether a full stop stands between the trade and the street."""
    first, last = (hit.j - 1, place.i) if hit.j <= place.i else (place.j - 1, hit.i)
    return any(c in ".!?\n。" for c in page.between(first, last))


def _of_trade(gazetteer: Gazetteer, trades: set[str], place: Named) -> list[int]:
    """Shops of the trades in a street, those counted too whose street is unknown but which stand at it."""
    standing = gazetteer.shops_in_street.get(place.zone, []) + gazetteer.beside_street(place.zone)
    out = sorted(s for s in standing if not trades.isdisjoint(gazetteer.trades[s]))
    if place.number and len(out) > 1:
        same = [s for s in out if gazetteer.shops[s].housenumber.split(" ")[0] == place.number]
        out = same or out
    return apart_by_name(gazetteer, out)


def _support(page: Page, gazetteer: Gazetteer, where: Whereabouts, candidate: Candidate) -> None:
    """Place words and geotag add to what a name says, and never stand alone."""
    shop = candidate.shop
    best: tuple[float, Named] | None = None
    for place in where.named:
        if place.excluded or gazetteer.places[place.zone].kind == "town":
            continue
        value = agreement(gazetteer, shop, place) * (0.5 if place.core else 1.0)
        if best is None or value > best[0]:
            best = (value, place)
    if best is not None and best[0] > 0:
        weight = Weights.STREET if best[1].kind == "street" else Weights.QUARTER
        candidate.score += weight * best[0]
        if best[0] >= 0.5:
            candidate.evidence.append(best[1].evidence(page))
    post, xy = page.post, gazetteer.xy[shop]
    if post.lon is not None and post.lat is not None and xy is not None:
        away = math.dist(gazetteer.projection.xy(post.lon, post.lat), xy)
        if away <= 150:
            candidate.score += Weights.GEOTAG
            candidate.evidence.append(Evidence("geotag", f"{round(away)} m", None, None))
        elif away <= 500:
            candidate.score += Weights.GEOTAG / 3
    if where.elsewhere and not candidate.decisive:
        candidate.score -= Weights.ELSEWHERE
        candidate.cap = min(candidate.cap, Weights.UNSETTLED)
