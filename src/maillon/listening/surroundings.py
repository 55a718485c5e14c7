"""What stands around a name in the text: little words, quotes, where-words, a longer name, another street."""

from __future__ import annotations

from maillon.listening.commonness import zipf
from maillon.listening.fitting import agreement
from maillon.listening.gazetteer import Gazetteer
from maillon.listening.geography import STREET_WORDS
from maillon.listening.known_words import dishes, first_names
from maillon.listening.names import ARTICLES
from maillon.listening.page import Hit, Page
from maillon.listening.role_words import CHOICE, MEASURES, OF_ART, ON_THE_WAY, ORDER
from maillon.listening.weights import Features
from maillon.listening.whereabouts import Whereabouts

SMALL = ARTICLES | frozenset(
    [
        "de", "du", "des", "d", "au", "aux", "a", "et", "and", "of", "da", "di", "del", "della", "y", "e", "chez",
        "un", "une", "zum", "zur", "im", "am", "und", "og", "pa", "van", "ten", "ter", "en", "w", "na", "pod",
    ]
)  # fmt: skip
_LITTLE = frozenset(
    [
        "de", "du", "des", "d", "la", "le", "les", "a", "au", "aux", "di", "da", "del", "z", "w", "i", "in", "to",
        "is", "has", "from",
    ]
)  # fmt: skip
_AT_SHOP = frozenset(["chez", "bij", "hos", "beim"])
_THANKS = frozenset(["merci", "thanks", "thank", "danke", "takk", "dziekuje", "dzieki", "gracias", "grazie", "bedankt", "dank"])
_TO = frozenset(["to", "an", "til", "dla", "aan", "you"])
_AT_SHOP_IT = frozenset(["da", "dal", "dalla", "dai"])
_PLACE_WORDS = (
    _AT_SHOP
    | _AT_SHOP_IT
    | frozenset(["a", "al", "at", "au", "aux", "bei", "by", "en", "im", "in", "pa", "przy", "u", "ved", "w"])
)
_AND = frozenset(["et", "and", "und", "en", "og", "y", "e", "i"])
_BETWEEN = frozenset(["entre", "between", "zwischen", "tussen", "mellom", "miedzy", "pomiedzy", "tra", "fra"])
_TITLED = 3
_WAY_WORDS = STREET_WORDS | frozenset(
    [
        "metro", "station", "stop", "arret", "gare", "quartier", "parc", "square", "tram", "bus", "ligne", "porte",
        "theatre", "piscine", "lycee", "ecole", "eglise",
    ]
)  # fmt: skip
_NEAR_THING, _NEAR_WORK = 4, 3
"""Words that may stand between a thing of the street and where it is, and between "the film" and its name."""
_WAY_AFTER = frozenset(["station", "stop", "square", "theatre", "airport", "stasjon", "metro"])


def locative(page: Page, hit: Hit, features: Features) -> None:
    """A word before the name that goes with shops ("chez", "at"); the little ones count only before a capital."""
    earlier = page.tokens.words[hit.i - 1] if hit.i else ""
    if _at_shop(page, hit):
        features["at_shop"] = 1.0
    elif _thanked(page, hit):
        features["thanked"] = 1.0
    elif page.cue_before("locative", hit.i, gap=1):
        if earlier not in _LITTLE:
            features["locative"] = 1.0
        elif any(page.capital(k) for k in range(hit.i, hit.j)):
            features["locative"] = 0.5


def _at_shop(page: Page, hit: Hit) -> bool:
    """ "Chez", "bij", "hos", "beim", before the name or its first word; before a capital "at" and the Italian "da"."""
    words, i = page.tokens.words, hit.i
    if words[i] in _AT_SHOP and hit.j - i > 1:
        return True
    earlier = words[i - 1] if i else ""
    if page.lang == "en" and page.capital(i):
        return earlier == "at" or (earlier == "the" and i > 1 and words[i - 2] == "at")
    return earlier in _AT_SHOP or (page.lang == "it" and earlier in _AT_SHOP_IT and page.capital(i))


def _thanked(page: Page, hit: Hit) -> bool:
    """Whether thanks go to the name: shops are thanked, and neighbours."""
    words, i = page.tokens.words, hit.i
    earlier = words[i - 1] if i else ""
    return page.capital(i) and (earlier in _THANKS or (earlier in SMALL | _TO and i > 1 and words[i - 2] in _THANKS))


def quoted(page: Page, hit: Hit) -> bool:
    """Whether the name stands in quotation marks."""
    before, after = page.before(hit.i).rstrip(), page.text[page.tokens.ends[hit.j - 1] :][:2].lstrip()
    return bool(before) and before[-1] in '"“«„「『‘' and bool(after) and after[0] in '"”»“」』’'


def only_where(page: Page, hit: Hit, before: bool) -> bool:
    """Whether the name only says where something is: "next to X", "between Y and X", "in front of the bakery X".

    `before` tells that a where-word stands before it. Not where that word can mean the time as well ("after X"), nor in a
    choice ("torn between X and Y").
    """
    if page.cue_after("place_after", hit.j):
        return True
    if before:
        return not (_in_time(page, hit) or _chosen(page, hit.i))
    lead = _lead(page, hit.i)
    return bool(lead) and page.tokens.words[lead - 1] in _AND and _after_between(page, lead - 1) and not _chosen(page, hit.i)


def _place_before(page: Page, hit: Hit) -> bool:
    at_shop = _at_shop(page, hit) and page.tokens.words[hit.i] not in _AT_SHOP
    lead = _lead(page, hit.i)
    if _beside_a_thing(page, lead) or _beside_a_thing(page, hit.i):
        return True
    return page.cue_before("place_before", hit.i, gap=0 if at_shop else 1) or (
        lead < hit.i and page.cue_before("place_before", lead)
    )


def _in_time(page: Page, hit: Hit) -> bool:
    """Whether the cue before the name is one word that also orders what is done ("after X we went home"), and the text is about
    no way, stop, bin or bench."""
    earlier = page.tokens.words[max(0, hit.i - 3) : hit.i]
    return not ORDER.isdisjoint(earlier) and MEASURES.isdisjoint(earlier) and ON_THE_WAY.isdisjoint(page.tokens.words)


def _chosen(page: Page, i: int) -> bool:
    """Whether the words before speak of choosing."""
    return not CHOICE.isdisjoint(page.tokens.words[max(0, i - 10) : i])


def _beside_a_thing(page: Page, lead: int) -> bool:
    """Whether a lamp, a bench, a lost key stands "by" or "at" the name: a small word that says little without such a thing."""
    for a, b in page.cues.get("beside", ()):
        if b == lead and page.joined(lead - 1, lead):
            return any(0 <= a - j <= _NEAR_THING and page.joined(j - 1, a) for _, j in page.cues.get("street_things", ()))
    return False


def as_a_work(page: Page, hit: Hit) -> bool:
    """Whether the name is said as a film, a book, a song or a team's: "watched X", "the album X", not "at X"."""
    if _at_shop(page, hit) or hit.i == 0:
        return False
    return any(0 <= hit.i - j <= _NEAR_WORK and _titled(page, j, hit.i) for _, j in page.cues.get("media", ()))


def _as_a_person(page: Page, hit: Hit) -> bool:
    """Whether a neighbour, an aunt or a cat stands beside the name: "Marjolaine, my neighbour", "our dog X", not "at X"."""
    told = page.cues.get("person", ())
    if any(b == hit.i and page.between(b - 1, b).isspace() for _, b in told):
        return True
    return not _at_shop(page, hit) and any(a == hit.j and page.between(a - 1, a).strip() in ("", ",") for a, _ in told)


def _titled(page: Page, i: int, j: int) -> bool:
    """Whether no place word stands between "the novel" and the name: "bought a novel at X" is about X."""
    return page.joined(i - 1, j) and not any(word in _PLACE_WORDS for word in page.tokens.words[i:j])


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


def role(page: Page, hit: Hit, features: Features) -> None:
    """What the words around say of the name: only a landmark, a film or a book, a former shop, a yardstick."""
    i = hit.i
    before = _place_before(page, hit)
    if only_where(page, hit, before):
        features["only_where"] = 1.0
    elif before and not _chosen(page, i):
        features["maybe_where"] = 1.0
    if as_a_work(page, hit):
        features["work"] = 1.0
    if _as_a_person(page, hit):
        features["person"] = 1.0
    earlier = page.tokens.words[i - 1] if i and page.joined(i - 1, i) else ""
    earlier2 = page.tokens.words[i - 2] if earlier and i > 1 and page.joined(i - 2, i) else ""
    if earlier == "all" and page.between(i - 1, i) in ("'", "’"):
        earlier = earlier2 = ""  # "all'Antico": at, not a street
    if i and page.between(i - 1, i) not in (" ", "-"):
        earlier = earlier2 = ""
    leads = earlier in _WAY_WORDS or (earlier in ("de", "du", "des", "d", "la", "le", "l") and earlier2 in _WAY_WORDS)
    follows = hit.j < page.size and page.tokens.words[hit.j] in _WAY_AFTER and page.between(hit.j - 1, hit.j) == " "
    if leads or follows:
        features["way"] = 1.0
    around = page.tokens.words[max(0, i - 3) : i] + page.tokens.words[hit.j : hit.j + 1]
    if not OF_ART.isdisjoint(around):
        features["of_art"] = 1.0
    if page.cue_before("former_before", i, gap=1):
        features["former"] = 1.0
    if page.cue_before("compare", i, gap=1):
        features["compared"] = 1.0


def longer(page: Page, hit: Hit, special: float, features: Features) -> None:
    """A capitalised neighbour makes the name part of a longer one ("Marcel" in "Marcel Proust")."""
    if page.text.upper() == page.text:
        return
    start, end = page.tokens.starts[hit.i], page.tokens.ends[hit.j - 1]
    if page.text[start - 1 : start] == "-" and page.text[max(0, start - 2)].isalnum():
        features["longer"] = 1.0  # "E-Rolli"
    elif page.text[end : end + 1] == "-" and page.text[end + 1 : end + 2].isupper() and hit.j not in _starts(page):
        features["longer"] = 1.0
    covered = {k for h in (*page.trades, *page.zones, *page.shops) for k in range(h.i, h.j)}
    weight = 1.0 if special < 4.5 else 0.5
    for k, other in ((hit.j, hit.j - 1), (hit.i - 1, hit.i)):
        if not 0 <= k < page.size or k in covered or page.between(min(k, other), max(k, other)) not in (" ", "-", "'", "’"):
            continue
        word = page.tokens.words[k]
        if k == hit.j and page.between(other, k) == "-" and not page.capital(k) and page.capital(hit.i):
            features["longer"] = weight  # "Dompierre-les-Ormes"
        if not page.capital(k) or word in SMALL or len(word) < 2:
            continue
        person = word in first_names() or zipf(word) < 3.5
        if person or (page.lang != "de" and not (k < hit.i and page.opens_sentence(k))):
            features["longer"] = weight


def _starts(page: Page) -> set[int]:
    return {h.i for hits in (page.trades, page.zones, page.shops) for h in hits}


def wrong_place(page: Page, gazetteer: Gazetteer, where: Whereabouts, hit: Hit, shop: int, features: Features) -> None:
    """A street or quarter beside the name that is not the shop's, or a place nobody knows after it."""
    if hit.j in where.strange_at or hit.j + 1 in where.strange_at or hit.j + 2 in where.strange_at:
        features["strange_after"] = 1.0
    near = [
        n
        for n in where.named
        if not n.core and 0 <= max(n.i - hit.j, hit.i - n.j) <= 5 and gazetteer.places[n.zone].kind != "town"
    ]
    if near:
        names = {(h.i, h.j) for h in page.shops}
        near = [n for n in near if (n.i, n.j) not in names]  # a place that is a shop's name too may be the shop
    if not near:
        return
    values = [agreement(gazetteer, shop, n) for n in near if not n.excluded]
    if values and max(values) < 0:
        features["wrong_street" if any(n.kind == "street" for n in near) else "wrong_quarter"] = 1.0
    elif any(n.excluded and agreement(gazetteer, shop, n) > 0.5 for n in near):
        features["wrong_street"] = 1.0


def topic_score(page: Page) -> float:
    """How much trade words, aspects and dishes say that the text is about shops and food, as log-odds."""
    known = dishes()
    aspects = sum(1 for group in ("product", "service", "price", "place", "access", "hours") if page.cues.get(f"aspects.{group}"))
    named = len({w for w in page.tokens.words if w in known})
    return -1.2 + 0.7 * min(2, len(page.trades)) + 0.7 * min(3, aspects) + 0.6 * min(3, named)


def titled(page: Page) -> bool:
    """Whether everyday words are written with capitals here and there, so that a capital says little; never in German."""
    if page.lang == "de":
        return False
    free = 0
    text, starts = page.text, page.tokens.starts
    large = [k for k, at in enumerate(starts) if text[at].isupper()]
    if len(large) < _TITLED:
        return False
    covered = {k for h in (*page.shops, *page.zones) for k in range(h.i, h.j)}
    for k in large:
        word = page.tokens.words[k]
        if k not in covered and len(word) > 2 and zipf(word) >= 4.2 and not page.opens_sentence(k):
            free += 1
    return free >= _TITLED
