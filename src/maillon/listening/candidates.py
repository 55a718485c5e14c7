"""Shops a post may speak of: what identifies them outright, and how two findings of one shop are put together."""

from __future__ import annotations

from dataclasses import dataclass, field

from maillon.listening.entries import Evidence
from maillon.listening.fitting import one_of
from maillon.listening.folding import fold
from maillon.listening.gazetteer import Gazetteer
from maillon.listening.identity import handle_key, handles_in, phone_key, phones_in, site_keys, urls_in
from maillon.listening.page import Page
from maillon.listening.weights import COMMON, MOST_RARITY, NOT_MEANT, UNSETTLED, Features, rough
from maillon.listening.whereabouts import Whereabouts

_MOST_TAGS = 100
NO_CAP = 30.0


@dataclass(slots=True)
class Candidate:
    """One shop a post may speak of: its features, the evidence, and what the rules allow.

    `weak` says why a name needs something beside itself (a trade, a street, "chez", quotes, a geotag); "" if it does not.
    """

    shop: int
    features: Features
    evidence: list[Evidence] = field(default_factory=list)
    decisive: bool = False
    cap: float = NO_CAP
    weak: str = ""


Found = dict[int, Candidate]


def cap_of(features: Features) -> float:
    """The most a name may reach by the part it plays: one that only says where something is, or names a film, is not meant."""
    return NOT_MEANT if "only_where" in features or "work" in features else NO_CAP


def put(found: Found, new: Candidate) -> None:
    """Add a finding; of two findings of one shop the stronger stands, and two kinds of finding count a little more."""
    known = found.get(new.shop)
    if known is None:
        found[new.shop] = new
        return
    old_score, new_score = rough(known.features), rough(new.features)
    cap, decisive = max(known.cap, new.cap), known.decisive or new.decisive
    weak = known.weak if new.weak else ""
    twice = new_score > -2 and old_score > -2 and _kind(known) != _kind(new)
    best, other = (known, new) if old_score >= new_score else (new, known)
    if twice or min(old_score, new_score) > -2 or other is known:
        best.evidence = best.evidence + other.evidence if best is known else other.evidence + best.evidence
    if twice:
        best.features["twice"] = 1.0
    best.cap, best.decisive, best.weak = cap, decisive, weak
    found[new.shop] = best


def _kind(c: Candidate) -> str:
    return "decisive" if c.decisive else next(iter(c.features), "")


def identities(page: Page, gazetteer: Gazetteer, where: Whereabouts, found: Found) -> None:
    """Handles, websites, phones and the source's own place id."""
    for shops, evidence in _identified(page, gazetteer):
        if not shops:
            continue
        chosen = one_of(gazetteer, where, shops) if len(shops) > 1 else shops[0]
        if chosen is not None:
            put(found, Candidate(chosen, {evidence.kind: 1.0}, [evidence], decisive=True))
        else:
            for shop in shops:
                put(found, Candidate(shop, {"identity_shared": 1.0}, [evidence], cap=UNSETTLED))


def _identified(page: Page, gazetteer: Gazetteer) -> list[tuple[list[int], Evidence]]:
    post = page.post
    raw: list[tuple[list[int], Evidence]] = []
    by_handle = gazetteer.by_handle
    for text, start, end in handles_in(page.text):
        if key := handle_key(text):
            raw.append((by_handle.get(key, []), Evidence("handle", text, start, end)))
    for text in (*post.mentions, *([post.author] if post.author else [])):
        if key := handle_key(text):
            raw.append((by_handle.get(key, []), Evidence("handle", text, None, None)))
    addresses: list[tuple[str, int | None, int | None]] = [*urls_in(page.text), *((u, None, None) for u in post.urls)]
    for address, begin, finish in addresses:
        if key := next((k for k in site_keys(address) if k in gazetteer.by_site), None):
            raw.append((gazetteer.by_site[key], Evidence("website", address, begin, finish)))
        elif "/" in address and (key := handle_key(address)):
            raw.append((by_handle.get(key, []), Evidence("handle", address, begin, finish)))
    if gazetteer.by_phone:
        for text, start, end in phones_in(page.text):
            if key := phone_key(text):
                raw.append((gazetteer.by_phone.get(key, []), Evidence("phone", text, start, end)))
    if post.place_id:
        raw.append((gazetteer.by_place_id.get(post.place_id, []), Evidence("place_id", post.place_id, None, None)))
    return raw


def hashtags_beside(page: Page, gazetteer: Gazetteer, where: Whereabouts, found: Found) -> None:
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
        rarity = gazetteer.specificities[pattern]
        if chosen is None or bare_chain or rarity < COMMON:
            continue
        features = {"name": 1.0, "rarity": min(rarity, MOST_RARITY), "hashtag_beside": 1.0}
        put(found, Candidate(chosen, features, [Evidence("hashtag", tag, None, None)]))
