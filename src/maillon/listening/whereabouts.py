"""Where a post says something is: streets, quarters, stations, numbered districts, other towns."""

from __future__ import annotations

import re
from dataclasses import dataclass

from maillon.listening.commonness import zipf
from maillon.listening.entries import Evidence
from maillon.listening.gazetteer import Gazetteer
from maillon.listening.known_words import world_names
from maillon.listening.page import Page

_ORDINAL = re.compile(r"(\d{1,2})(e|er|eme|ieme|th|st|nd|rd)?")
_ARR = frozenset(
    [
        "arrondissement",
        "arrondissements",
        "arr",
        "arrt",
        "arrdt",
        "ardt",
        "dzielnica",
        "dzielnicy",
        "bezirk",
        "bydel",
        "distrito",
        "distretto",
        "district",
    ]
)
_IN_THE = frozenset(["le", "du", "dans", "the", "in", "au", "im", "w", "de", "del", "nel", "i"])
_WEAK_IN = frozenset(["de", "d", "of", "aus", "di", "da", "z", "fra", "from", "por", "ad", "than"])
_IN = {
    "en": "in at near around outside to visiting", "fr": "a en sur vers pres", "nl": "in te naar bij", "nb": "i til pa",
    "pl": "w we do", "de": "in nach bei", "es": "en a", "it": "a ad in", "ja": "", "ko": "",
}  # fmt: skip
_IN_STRICT = {
    "en": ("in",), "fr": ("a",), "nl": ("in", "te"), "nb": ("i",), "pl": ("w", "we"), "de": ("in", "z"), "es": ("en",),
    "it": ("a", "ad"),
}  # fmt: skip
ORDINALS = {
    "premier": 1, "deuxieme": 2, "troisieme": 3, "quatrieme": 4, "cinquieme": 5, "sixieme": 6, "septieme": 7, "huitieme": 8,
    "neuvieme": 9, "dixieme": 10, "onzieme": 11, "douzieme": 12, "treizieme": 13, "quatorzieme": 14, "quinzieme": 15,
    "seizieme": 16, "dixseptieme": 17, "dixhuitieme": 18, "dixneuvieme": 19, "vingtieme": 20,
}  # fmt: skip
"""Districts written out in French ("dans le quinzième")."""
_ORDINALS_OF = {
    "en": "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth",
    "de": "ersten zweiten dritten vierten funften sechsten siebten achten neunten zehnten elften zwolften dreizehnten "
    "vierzehnten funfzehnten sechzehnten siebzehnten achtzehnten neunzehnten zwanzigsten",
    "it": "primo secondo terzo quarto quinto sesto settimo ottavo nono decimo undicesimo dodicesimo tredicesimo "
    "quattordicesimo quindicesimo sedicesimo diciassettesimo diciottesimo diciannovesimo ventesimo",
    "es": "primero segundo tercero cuarto quinto sexto septimo octavo noveno decimo undecimo duodecimo decimotercero "
    "decimocuarto decimoquinto decimosexto decimoseptimo decimoctavo decimonoveno vigesimo",
    "nl": "eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde dertiende veertiende "
    "vijftiende zestiende zeventiende achttiende negentiende twintigste",
    "nb": "forste andre tredje fjerde femte sjette sjuende attende niende tiende ellevte tolvte trettende fjortende femtende "
    "sekstende syttende attende nittende tjuende",
    "pl": "pierwszej drugiej trzeciej czwartej piatej szostej siodmej osmej dziewiatej dziesiatej jedenastej dwunastej "
    "trzynastej czternastej pietnastej szesnastej siedemnastej osiemnastej dziewietnastej dwudziestej",
}
"""The first to the twentieth, as they stand before or alone as a district."""
_LATE = frozenset(_ORDINALS_OF["it"].split()[12:])
"""Ordinals that, after "nel", hardly stand for anything but a district."""
_ROMAN = re.compile(
    r"(?<!\w)(?=[IVX])(X{0,2})(IX|IV|V?I{0,3})(?:e|è?me|(?<=I)er|(?<=[IVX]{2})[oº])\b(?! (?:siècle|s\.))"
)
"""Not within a word, nor the Italian "Io", the Spanish "Ver"."""
_TRAVEL = re.compile(r"^[\s ]?(?:여행|출장|旅行|出張|滞在|の|に|で|에|의|본점|店)")
_STEP = {"street": "street", "station": "station"}


@dataclass(slots=True)
class Named:
    """A place of the town that the text names."""

    zone: int
    kind: str
    i: int
    j: int
    core: bool
    excluded: bool
    number: str

    def evidence(self, page: Page) -> Evidence:
        text, start, end = page.quote(self.i, self.j)
        return Evidence(_STEP.get(self.kind, "quarter"), text, start, end)


@dataclass(slots=True)
class Whereabouts:
    """All places of one post."""

    named: list[Named]
    districts: frozenset[int]
    elsewhere: bool
    elsewhere_after: frozenset[int]
    strange_at: frozenset[int]
    """Tokens that stand as a place ("in Rorschach") and that nothing of the town explains."""

    @property
    def strange(self) -> bool:
        return bool(self.strange_at)

    @property
    def names_town(self) -> bool:
        return bool(self.districts) or any(not n.core and not n.excluded for n in self.named)


def whereabouts(page: Page, gazetteer: Gazetteer) -> Whereabouts:
    """Read the places a post names."""
    named: list[Named] = []
    for hit in page.zones:
        for _, index, how in hit.refs:
            place = gazetteer.places[int(index)]
            core = how == "core"
            if core and not page.capital(hit.i):
                continue
            if not core and place.kind in ("station", "quarter", "centre") and hit.j - hit.i == 1 and not _speaks(page, hit.i):
                continue
            excluded = page.cue_before("excluded", hit.i, gap=2)
            named.append(Named(int(index), place.kind, hit.i, hit.j, core, excluded, _number(page, hit.i)))
    home, foreign = _districts(page, gazetteer)
    away_spans = [h for h in page.away if _is_away(page, h.i, h.j) and not page.cue_before("even_there", h.i)]
    if any(not n.core and n.kind != "town" for n in named):
        names = {(h.i, h.j) for h in page.shops}
        away_spans = [h for h in away_spans if (h.i, h.j) not in names]  # "at Forest, avenue …": the shop, not the town
    postcode = any(
        w.isdigit() and len(w) == 5 and gazetteer.postcodes and w not in gazetteer.postcodes and _is_postcode(page, k)
        for k, w in enumerate(page.tokens.words)
    )
    elsewhere = bool(foreign or away_spans or postcode)
    return Whereabouts(named, home, elsewhere, frozenset(h.i for h in away_spans), _strange(page))


def _strange(page: Page) -> frozenset[int]:
    """Capitalised words after "in" that are no known word, no shop and no place of the town, and towns named in passing."""
    little = _IN_STRICT.get(page.lang)
    if not little or page.text.upper() == page.text:
        return frozenset()
    words = page.tokens.words
    origins = [h.i for h in page.away if page.capital(h.i) and not (h.i and words[h.i - 1] in _WEAK_IN)]
    out = [i for i in origins if not any(h.i <= i < h.j for h in page.shops)]
    for k in range(1, page.size):
        word = words[k]
        if words[k - 1] not in little or len(word) < 4 or not page.capital(k) or not page.joined(k - 1, k):
            continue
        if word in world_names() or (zipf(word) < 4.0 and not _explained(page, k)):
            out.append(k)
    return frozenset(out)


def _explained(page: Page, k: int) -> bool:
    return any(h.i <= k < h.j for hits in (page.shops, page.zones, page.trades, page.cuisines) for h in hits)


def _is_postcode(page: Page, k: int) -> bool:
    return k + 1 < page.size and page.capital(k + 1) and page.between(k, k + 1) == " "


def _speaks(page: Page, i: int) -> bool:
    """A one-word place must be written as a name, unless nothing in the text is or its script has no capitals."""
    char = page.text[page.tokens.starts[i]]
    return char.isupper() or not char.islower() or page.text == page.text.lower()


def _number(page: Page, i: int) -> str:
    """The house number before a street name ("12 rue Lepic", "12 bis, rue Lepic")."""
    for k in (i - 1, i - 2):
        if k >= 0 and page.tokens.words[k].isdigit() and len(page.tokens.words[k]) <= 3:
            return page.tokens.words[k]
    return ""


def _districts(page: Page, gazetteer: Gazetteer) -> tuple[frozenset[int], bool]:
    """Numbers of the town's own districts that are named, and whether a foreign one is."""
    home: set[int] = set()
    foreign = False
    words = page.tokens.words
    if not gazetteer.districts:
        return frozenset(), False
    if page.lang == "fr" and not ORDINALS.keys().isdisjoint(words):
        home.update(_written_out(words) & gazetteer.districts)
    elif page.lang in _ORDINALS_OF:
        home.update(_written_out_in(page.lang, words) & gazetteer.districts)
    home.update({_roman(m[1] + m[2]) for m in _ROMAN.finditer(page.text)} & gazetteer.districts)
    for k, word in enumerate(words):
        if not word[0].isdigit():
            continue
        if len(word) == 5 and word in gazetteer.postcodes:
            home.add(int(word[3:]))
            continue
        found = _ORDINAL.fullmatch(word)
        if not found or not 1 <= int(found[1]) <= 30:
            continue
        after = words[k + 1] if k + 1 < len(words) else ""
        earlier = words[k - 1] if k else ""
        named = (
            after in _ARR
            or after in ("区", "구")
            or earlier == "paris"
            or (after == "e" and k + 2 < len(words) and words[k + 2] in _ARR)
        )
        if not named and found[2] and found[2] not in ("st", "nd", "rd"):
            closes = k + 1 == len(words) or page.between(k, k + 1).strip() != ""
            within = k > 1 and f"{words[k - 2]} {earlier}" in ("dans le", "in the", "in het", "en el")
            named = earlier in _IN_THE and (closes or zipf(after) >= (5.7 if within else 6.5))
        if named:
            if int(found[1]) in gazetteer.districts:
                home.add(int(found[1]))
            else:
                foreign = True
    return frozenset(home), foreign and not home


def _written_out(words: list[str]) -> set[int]:
    """Districts written out: "dans le quinzième", "dix-septième arrondissement"."""
    out = set()
    for k, word in enumerate(words):
        number = ORDINALS.get(word, 0)
        more = number in (7, 8, 9) and words[k - 1 : k] == ["dix"]
        first = k - more
        if number and (words[max(0, first - 2) : first] == ["dans", "le"] or " ".join(words[k + 1 : k + 2]) in _ARR):
            out.add(number + 10 * more)
    return out


def _written_out_in(lang: str, words: list[str]) -> set[int]:
    """Districts written out in other languages: "im neunten Arrondissement", "nel diciassettesimo"."""
    order = _ORDINALS_OF[lang].split()
    out = set()
    for k, word in enumerate(words):
        if word in order and ((k + 1 < len(words) and words[k + 1] in _ARR) or (word in _LATE and words[k - 1 : k] == ["nel"])):
            out.add(order.index(word) + 1)
    return out


def _roman(number: str) -> int:
    """The value of a Roman number below 40."""
    worth = {"I": 1, "V": 5, "X": 10}
    return sum(-worth[a] if worth[a] < worth.get(b, 0) else worth[a] for a, b in zip(number, number[1:] + " ", strict=True))


def _is_away(page: Page, i: int, j: int) -> bool:
    """Whether another town's name is said as the place, not as an origin or a comparison."""
    char = page.text[page.tokens.starts[i]]
    if char.islower() and page.text != page.text.lower():
        return False
    hashtag = page.before(i).endswith("#")
    earlier = page.tokens.words[i - 1] if i else ""
    if page.lang in ("ja", "ko"):
        after = page.tokens.words[j] if j < page.size else ""
        if _TRAVEL.search(page.text[page.tokens.ends[j - 1] :][:6]):
            return True
        return after in ("の", "で", "に", "에", "의", "店", "점") or any(h.i == j or h.j == i for h in page.shops)
    if hashtag:
        return True
    if earlier in _IN[page.lang].split():
        return not (
            i >= 2 and page.tokens.words[i - 2] in ("comme", "like", "wie", "come", "como", "jak", "zoals", "som", "than", "que")
        )
    near_shop = any(h.j == i or (h.j == i - 1 and earlier in _WEAK_IN) for h in page.shops)
    if near_shop:
        return True
    return page.text[max(0, page.tokens.starts[i] - 2) : page.tokens.starts[i]] in (", ", " (") and any(
        h.j == i for h in page.shops
    )
