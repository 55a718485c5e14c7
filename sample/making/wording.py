"""Turning a pattern into a text: alternatives, slots, the many ways people write a shop's name, French elision."""

from __future__ import annotations

import random
import re

from .names import fold

MARK = "\x01"
SHOP_OF_GOODS = {
    "sample:kogumado": "kogumado",
    "sample:kafe-snofonn": "snofonn",
    "sample:daldongne-market": "daldongne",
    "sample:delikatesy-wiselka": "wiselka",
    "sample:gouden-stroop": "gouden-stroop",
    "sample:vesuvietta": "pizza",
    "osm:node/5239464697": "bouillon",
    "osm:node/1466724635": "laosiam",
    "osm:node/2949826730": "marmites",
    "paris:5562a615ffcdf4154aa3779b092bd872cff61220": "vrac",
}
COMMON_WORDS = {"sample:demain": "Café Demain", "sample:pourquoi-pas": "Bar Pourquoi Pas"}
STREET_ARTICLE = {
    "Rue": "de la ",
    "Avenue": "de l'",
    "Boulevard": "du ",
    "Quai": "du ",
    "Place": "de la ",
    "Passage": "du ",
}
IN_QUARTER = {
    "Grandes-Carrières": "aux Grandes-Carrières",
    "Clignancourt": "à Clignancourt",
    "Goutte-d'Or": "à la Goutte d'Or",
    "La Chapelle": "à la Chapelle",
    "Villette": "à la Villette",
    "Pont-de-Flandre": "à Pont-de-Flandre",
    "Amérique": "dans le quartier d'Amérique",
    "Combat": "dans le quartier du Combat",
    "Belleville": "à Belleville",
    "Saint-Fargeau": "à Saint-Fargeau",
    "Père-Lachaise": "du côté du Père-Lachaise",
    "Charonne": "à Charonne",
}
QUARTER_AS_SAID = {"Goutte-d'Or": "Goutte d'Or", "Villette": "la Villette", "Combat": "", "Amérique": "la Mouzaïa"}
DISTRICT_AS_SAID = {
    "en": ["the {n}th", "the {n}th arrondissement"],
    "nl": ["het {n}e arrondissement"],
    "nb": ["{n}. arrondissement"],
    "pl": ["{n}. dzielnicy"],
    "ja": ["{n}区", "パリ{n}区"],
    "ko": ["{n}구", "파리 {n}구"],
}
IN_CENTRE = {"Galerie de l'Ourcq": "à la galerie de l'Ourcq", "Passage Vercotte": "au passage Vercotte"}


def choose(text: str, rng: random.Random) -> str:
    """Every [a|b] becomes one of its parts."""
    return re.sub(r"\[([^\[\]]*)\]", lambda m: rng.choice(m.group(1).split("|")), text)


def joined(name: str) -> str:
    """'Les Tiges de Suzon' → 'LesTigesDeSuzon', for hashtags."""
    return "".join(w[:1].upper() + w[1:] for w in re.split(r"[^\w]+", name) if w)


def misspelt(name: str, rng: random.Random) -> str:
    """One slip of the fingers or one lost accent in a name of Latin letters."""
    spots = [i for i in range(2, len(name) - 2) if name[i].isalpha() and name[i + 1].isalpha()]
    if not spots:
        return name
    i = rng.choice(spots)
    return rng.choice(
        (
            name[:i] + name[i + 1 :],
            name[:i] + name[i + 1] + name[i] + name[i + 2 :],
            name[:i] + name[i] * 2 + name[i + 1 :],
        )
    )


def spoken_street(street: str, rng: random.Random) -> str:
    """'Rue des Pyrénées' as written inside a sentence, sometimes shortened."""
    kind, _, rest = street.partition(" ")
    if kind == "Avenue" and rng.random() < 0.25:
        return f"av. {rest}"
    if kind == "Boulevard" and rng.random() < 0.3:
        return f"bd {rest}"
    return f"{kind.lower()} {rest}"


def shop_word(shop: dict, pattern: str, unique: bool, source: str, rng: random.Random) -> str:
    """The shop's name in one of the ways people write it; with the street where the name alone would not do.

    `source` "" asks for the plain name.
    """
    name, dice = shop["name"], rng.random() if source else 1.0
    placed = "{street}" in pattern
    if shop["id"] in COMMON_WORDS:
        if dice < 0.6:
            return COMMON_WORDS[shop["id"]]
        return name if placed else f"{name}, {spoken_street(shop['street'], rng)},"
    if not unique:
        branch = [a for a in shop["aliases"] if " " in a]
        if branch and dice < 0.3:
            return rng.choice(branch)
        if placed:
            return name
        street = spoken_street(shop["street"], rng)
        return f"{name} {street}" if dice < 0.7 else f"{name} ({street})"
    latin = name.isascii() or (re.fullmatch(r"[\w\s'’\-.&]+", name) and not re.search(r"[぀-ヿ一-鿿가-힣]", name))
    if dice < 0.13 and shop["aliases"]:
        return rng.choice(shop["aliases"])
    if dice < 0.19 and source in ("mastodon", "bluesky"):
        return "#" + joined(name)
    if dice < 0.23 and shop.get("handles") and source in ("mastodon", "bluesky"):
        return shop["handles"][0]
    if dice < 0.27 and latin and len(fold(name)) > 8:
        return misspelt(name, rng)
    if dice < 0.32 and latin:
        return name.lower()
    if dice < 0.34:
        return f"« {name} »"
    return name


HOUSES = {
    "Boucherie": "la",
    "Poissonnerie": "la",
    "Fromagerie": "la",
    "Librairie": "la",
    "Cordonnerie": "la",
    "Friperie": "la",
    "Quincaillerie": "la",
    "Supérette": "la",
    "Pizzeria": "la",
    "Pharmacie": "la",
    "Épicerie": "l'",
    "Salon": "le",
    "Pressing": "le",
}


def house(m: re.Match) -> str:
    """'chez Boucherie X' → 'à la boucherie X', 'de Pressing Y' → 'du pressing Y'."""
    before, noun = m.group(1), m.group(2)
    article = HOUSES[noun]
    lead = {("le", "de"): "du ", ("le", "à"): "au ", ("le", "chez"): "au "}.get(
        (article, before), f"{'de' if before == 'de' else 'à'} {article}{'' if article.endswith(chr(39)) else ' '}"
    )
    return f"{lead}{noun.lower()} "


def french(text: str, rng: random.Random) -> str:
    """Contracts de/à before names with an article and elides before vowels; the mark goes."""
    if rng.random() < 0.75:
        text = re.sub(rf"\b(chez|de|à) {MARK}({'|'.join(HOUSES)}) ", house, text)
    for plain, short in (("de ", "du "), ("à ", "au ")):
        text = re.sub(rf"\b{plain}{MARK}[Ll]e ", short, text)
    text = re.sub(rf"\bde {MARK}[Ll]es ", "des ", text)
    text = re.sub(rf"\bà {MARK}[Ll]es ", "aux ", text)
    text = re.sub(rf"\b([Dd])e {MARK}(?=[AEIOUÉÈÊaeioué])", r"\1'", text)
    return text.replace(MARK, "")


def sentence_case(text: str) -> str:
    """A capital at the start and after a full stop, for streets and goods that begin a sentence."""
    text = re.sub(
        r"(?<=[.!?] )(rue|avenue|boulevard|quai|place|passage) ", lambda m: m.group(1).capitalize() + " ", text
    )
    return (
        text[:1].upper() + text[1:]
        if text[:1].islower() and not text.startswith(("http", "c ki", "jamais", "j'en"))
        else text
    )


def the_street(street: str) -> str:
    """'la rue des Pyrénées', for {la_street}."""
    article = {"Rue": "la ", "Place": "la ", "Avenue": "l'"}.get(street.split(" ")[0], "le ")
    return article + street[:1].lower() + street[1:]


def of_street(street: str, rng: random.Random) -> str:
    """'de la rue des Pyrénées', for {de_street}."""
    kind = street.split(" ")[0]
    return STREET_ARTICLE.get(kind, "de ") + street[:1].lower() + street[1:]


def place_words(zone: dict, lang: str, rng: random.Random) -> tuple[str, str] | None:
    """A district, quarter or the town as ({place}, French {in_place}); None where the language has no good form."""
    kind, name = zone["kind"], zone["name"]
    if kind == "district":
        n = name[:2]
        said = rng.choice(DISTRICT_AS_SAID.get(lang, [""])).format(n=n)
        return (
            said,
            f"dans le {rng.choice((n + 'e', n + 'e', n + 'ème', {'18': 'XVIIIe', '19': 'XIXe', '20': 'XXe'}[n]))}",
        )
    if kind == "quarter":
        foreign = (
            [a for a in zone["aliases"] if re.search(r"[゠-ヿ]", a)]
            if lang == "ja"
            else [a for a in zone["aliases"] if re.search(r"[가-힣]", a)]
            if lang == "ko"
            else []
        )
        return (foreign or [QUARTER_AS_SAID.get(name, name)])[0], IN_QUARTER[name]
    return ("north-east Paris" if lang == "en" else ""), "dans le nord-est parisien"
