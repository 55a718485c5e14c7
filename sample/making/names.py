"""Cleaning of names, streets, house numbers and addresses on the web, as the two registers write them."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

SMALL = {
    "de",
    "du",
    "des",
    "d",
    "la",
    "le",
    "les",
    "l",
    "et",
    "à",
    "a",
    "au",
    "aux",
    "en",
    "sur",
    "sous",
    "chez",
    "of",
    "and",
    "the",
}
STREET_KINDS = {
    "rue": "Rue",
    "r": "Rue",
    "avenue": "Avenue",
    "av": "Avenue",
    "ave": "Avenue",
    "boulevard": "Boulevard",
    "bd": "Boulevard",
    "bld": "Boulevard",
    "blvd": "Boulevard",
    "place": "Place",
    "pl": "Place",
    "quai": "Quai",
    "passage": "Passage",
    "impasse": "Impasse",
    "square": "Square",
    "villa": "Villa",
    "allée": "Allée",
    "allee": "Allée",
    "cité": "Cité",
    "cour": "Cour",
    "cours": "Cours",
    "esplanade": "Esplanade",
    "chemin": "Chemin",
    "parvis": "Parvis",
    "sente": "Sente",
}
# What the registers misspell, folded → as the street sign has it.
STREET_FIXES = {
    "rue des pyrennees": "Rue des Pyrénées",
    "rue de menilmontant": "Rue de Ménilmontant",
    "rue damremont": "Rue Damrémont",
    "rue des maraichers": "Rue des Maraîchers",
    "rue des gatines": "Rue des Gâtines",
    "rue veron": "Rue Véron",
    "rue andre del sarte": "Rue André del Sarte",
    "rue l olive": "Rue de l'Olive",
    "rue de olive": "Rue de l'Olive",
    "de olive": "Rue de l'Olive",
    "rue d aubervillier": "Rue d'Aubervilliers",
    "rue de poteau": "Rue du Poteau",
    "rue marche ordener": "Rue du Marché Ordener",
    "rue de caulaincourt": "Rue Caulaincourt",
    "rue du mont cenis": "Rue du Mont-Cenis",
    "rue buzenval": "Rue de Buzenval",
    "rue saint denis": "",
    "rue etienne dolet": "Rue Étienne Dolet",
    "rue eugene jumin": "Rue Eugène Jumin",
    "rue rebeval": "Rue Rébeval",
    "boulevard serurier": "Boulevard Sérurier",
    "rue francoeur": "Rue Francœur",
    "rue clos": "Rue du Clos",
    "boulevard marguerite de rochechouart": "Boulevard Marguerite de Rochechouart",
    "avenue jean jaures": "Avenue Jean Jaurès",
    "avenue secretan": "Avenue Secrétan",
    "rue de l evangile": "Rue de l'Évangile",
    "boulevard la chapelle": "Boulevard de la Chapelle",
    "rue de crimee": "Rue de Crimée",
    "rue de la chine": "Rue de la Chine",
    "rue la vieuville": "Rue La Vieuville",
    "rue des cloys": "Rue des Cloÿs",
    "allee des eiders": "Allée des Eiders",
    "boulevard de menilmontant": "Boulevard de Ménilmontant",
    "rue eugene carriere": "Rue Eugène Carrière",
    "place stalingrad devant la rotonde sur la terrasse cote m stalingrad": "Place Stalingrad",
    "avenue de laumiere": "Avenue Laumière",
    "passage champ a loup": "Passage Champ à Loup",
    "square d amiens": "Square d'Amiens",
    "rue mercoeur": "Rue Mercœur",
    "rue saint blaise": "Rue Saint-Blaise",
    "rue ravignan": "Rue Ravignan",
    "rue pixerecourt": "Rue Pixérécourt",
    "rue de tretaigne": "Rue de Trétaigne",
    "rue sainte isaure": "Rue Sainte-Isaure",
    "rue duc": "Rue Duc",
    "boulevard barbes": "Boulevard Barbès",
    "rue du pre saint gervais": "Rue du Pré-Saint-Gervais",
    "rue leon frapie": "Rue Léon Frapié",
    "rue hegesippe moreau": "Rue Hégésippe Moreau",
    "rue du borrego": "Rue du Borrégo",
    "rue leon": "Rue Léon",
}
PLATFORMS = (
    "epicery.com",
    "ubereats.com",
    "deliveroo",
    "sioupla.it",
    "1primel.fr",
    "eatbu.com",
    "business.site",
    "linktr.ee",
    "bit.ly",
    "parislibrairies.fr",
    "parislibrairie.fr",
    "ollca.com",
    "paperform.co",
    "trouva.com",
    "goo.gl",
    "google.",
    "tripadvisor",
    "thefork",
    "lafourchette",
    "just-eat",
    "sumup.link",
    "restowiz.com",
    "puyp.fr",
    "youtube.com",
    "twitter.com",
    "librest.com",
)


def fold(text: str) -> str:
    """Lower case, no accents, words parted by one space: for comparing, never for showing."""
    flat = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "oe").replace("ß", "ss"))
    flat = "".join(c for c in flat if not unicodedata.combining(c)).casefold()
    return re.sub(r"[\W_]+", " ", flat).strip()


def comparable(name: str) -> str:
    """Folded name without the words that say only what kind of shop it is."""
    words = [w for w in fold(name).split() if w not in {"restaurant", "pizzeria", "librairie", "le", "la", "les", "l"}]
    return " ".join(words) or fold(name)


def slug(text: str) -> str:
    """Folded words joined by hyphens; for keys of zones and fictional shops."""
    return fold(text).replace(" ", "-")


def tidy(text: str) -> str:
    """One kind of space and apostrophe, nothing around."""
    text = unicodedata.normalize("NFC", text).replace("’", "'").replace("‘", "'").replace("´", "'")
    text = re.sub(r"\s*'\s+", "'", text)
    return re.sub(r"\s+", " ", text).strip(" ,;.-:")


def title(text: str) -> str:
    """French title case: small words stay small except at the start; 'l' and 'd' before an apostrophe too."""
    words = re.split(r"([ \-'])", text.lower())
    out = []
    for i, word in enumerate(words):
        small = word in SMALL and i > 0 and (word not in {"l", "d"} or words[i + 1 : i + 2] == ["'"])
        out.append(word if small else word[:1].upper() + word[1:])
    return "".join(out)


def shop_name(raw: str) -> str:
    """A name as on the sign: shouting and whispering registers are brought to title case, others left alone."""
    name = tidy(raw)
    letters = [c for c in name if c.isalpha()]
    if letters and ((all(c.isupper() for c in letters) and len(letters) > 5) or all(c.islower() for c in letters)):
        name = title(name)
    return name


def street(raw: str) -> str:
    """'RUE DES PYRENNEES, RDC' → 'Rue des Pyrénées'; '' when no street can be read."""
    text = re.sub(r"^(avenue|rue|boulevard),\s*", r"\1 ", tidy(raw).strip(" ,:"), flags=re.I)
    text = re.split(r"[,/(]| - |\b75\d{3}\b", text)[0].strip(" ,:.")
    words = text.split(" ")
    kind = STREET_KINDS.get(words[0].lower().rstrip("."))
    if kind is None and fold(text) not in STREET_FIXES:
        return ""
    if kind:
        words[0] = kind
        text = " ".join(words)
    fixed = STREET_FIXES.get(fold(text))
    if fixed is not None:
        return fixed
    rest = text.split(" ", 1)
    if len(rest) < 2:
        return ""
    shouted = rest[1].isupper() or rest[1].islower() or rest[1] != title(rest[1])
    return f"{rest[0]} {keep_small(title(rest[1]) if shouted else rest[1])}"


def keep_small(text: str) -> str:
    """First word of the part after 'Rue' stays small when it is an article: 'Rue de la Mare'."""
    return re.sub(r"^(De|Du|Des|D|La|Le|Les|L)(?=[ '])", lambda m: m.group().lower(), text)


def house_number(raw: str) -> str:
    """'242 bis' → '242 bis', '14/16' → '14', '4:' → '4'."""
    m = re.match(r"\s*0*(\d+)\s*(bis|ter|quater|b|t)?\b", raw or "", re.I)
    if not m:
        return ""
    suffix = {"b": "bis", "t": "ter"}.get((m.group(2) or "").lower(), (m.group(2) or "").lower())
    return f"{m.group(1)} {suffix}".strip()


def web_address(raw: str | None) -> str:
    """An own site over http(s), without tracking; '' for platforms, e-mails and everything unreadable."""
    text = (raw or "").split(";")[0].strip().replace("http://https://", "https://")
    if "@" in text or " " in text or "<" in text:
        return ""
    if not text.startswith("http"):
        text = "https://" + text
    parts = urlsplit(text)
    host = parts.netloc.lower()
    if (
        "." not in host
        or any(p in text.lower() for p in PLATFORMS)
        or re.search(r"facebook\.|instagram\.|fb\.com", host)
    ):
        return ""
    return f"{parts.scheme}://{host}{parts.path}".rstrip("/")


def social(raw: str | None, site: str, name: str) -> str:
    """The handle on `site` when it is plainly the shop's (shares a word of its name); a person's handle is left out."""
    m = re.search(rf"{site}\.(?:com|fr)/([A-Za-z0-9_.\-]{{3,40}})", raw or "")
    if not m or m.group(1).lower() in {"people", "pages", "p", "explore", "groups", "profile.php"}:
        return ""
    handle = fold(m.group(1)).replace(" ", "")
    words = [w for w in fold(name).split() if len(w) > 3] or [fold(name).replace(" ", "")]
    return m.group(1).rstrip(".") if any(w in handle for w in words) else ""


def landline(raw: str | None) -> str:
    """A French landline or box number as '+33 1 23 45 67 89'; mobiles may be private and are left out."""
    digits = re.sub(r"\D", "", (raw or "").split(";")[0])
    digits = re.sub(r"^(0033|33)0?", "0", digits)
    if not re.fullmatch(r"0[159]\d{8}", digits):
        return ""
    d = digits[1:]
    return f"+33 {d[0]} {d[1:3]} {d[3:5]} {d[5:7]} {d[7:9]}"
