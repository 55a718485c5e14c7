"""A made-up town of any size, streamed: nothing in it exists. Used by MAILLON_TOWN=large and by benchmarks.

The town "Grande-Maille" is a grid of 36 districts of 9 quarters each, with about 2,000 straight streets. The same
arguments give the same features.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Iterator
from itertools import accumulate

WEST, SOUTH = 4.30, 47.05  # a corner in the fields of Burgundy, so that positions are plausible
WIDTH, HEIGHT = 0.27, 0.18  # degrees, about 20 km each way
DISTRICTS_A_SIDE, QUARTERS_A_SIDE = 6, 3
STREETS = 2_000
TOWN_ID = "town:grande-maille"


def _words(text: str) -> list[str]:
    return text.split("|")


KINDS = ("Rue", "Rue", "Rue", "Rue", "Avenue", "Boulevard", "Quai", "Passage", "Place", "Chemin")
OF = _words(
    "des Tanneurs|du Moulin|de la Fontaine|des Lilas|du Puits|de l'Abreuvoir|des Tilleuls|du Marché|"
    "de la Gare|des Vignes|du Lavoir|de la Source|des Forges|du Four|de la Verrerie|des Écoles|du Canal|"
    "de la Halle|des Acacias|du Beffroi|de l'Écluse|des Cordiers|du Colombier|de la Poterne|"
    "des Merisiers|du Bac|de la Tuilerie|des Sorbiers|du Pressoir|de l'Horloge|des Bateliers|du Rempart|"
    "de la Laiterie|des Noyers|du Pigeonnier|de l'Orme|des Brodeuses|du Guet|de la Grange|des Passeurs"
)
ENDS = (
    "",
    " Basse",
    " Haute",
    " Neuve",
    " Vieille",
    " Nord",
    " Sud",
    " du Couchant",
    " du Levant",
    " des Prés",
    " d'Amont",
    " d'Aval",
)

TRADES = {
    key: int(weight)
    for key, weight in (
        pair.split(":")
        for pair in _words(
            "restaurant:26|cafe:9|bakery:8|clothes:8|hairdresser:8|convenience:7|bar:5|pharmacy:4|books:3|"
            "florist:3|greengrocer:3|butcher:3|shoes:2|bicycle:2|optician:2|electronics:2|supermarket:2|"
            "laundry:2|cheese:1|seafood:1|toys:1|hardware:1|jewelry:1|wine:1|shoe_repair:1"
        )
    )
}
TRADE_WORDS = {
    "restaurant": ("Auberge", "Table", "Cantine", "Bistrot", "Trattoria", "Kitchen", "식당", "食堂"),
    "cafe": ("Café", "Kafé", "Coffee", "喫茶", "카페", "Kawiarnia"),
    "bakery": ("Fournil", "Boulangerie", "Bakkerij", "Piekarnia", "パン工房", "베이커리"),
    "hairdresser": ("Salon", "Coiffure", "Frisør", "美容室", "미용실"),
    "books": ("Librairie", "Boekhandel", "Księgarnia", "書店", "책방"),
    "florist": ("Fleurs", "Bloemen", "Kwiaciarnia", "花屋", "꽃집"),
}
ADJECTIVES = _words("Bleu|Joyeux|Vieux|Petit|Grand|Doré|Tranquille|Curieux|Rieur|Sage|Volant|Secret|Matinal|Zélé")
NOUNS = _words(
    "Merle|Hérisson|Tournesol|Chaudron|Navire|Violon|Papillon|Moineau|Tambour|Pinson|Renard|Citron|"
    "Parapluie|Cerf-Volant|Grillon|Tilleul|Sabot|Flocon|Éventail|Coquelicot|Lampion|Bourdon|Ricochet"
)
SYLLABLES = _words("ba|lu|ter|mon|vi|ra|quel|lan|sto|ric|pel|our|dan|fé|mar|tou|gui|val|bri|sel")
SCRIPTS = (
    ("ja", ("桜", "山", "海", "月", "風", "森", "福", "竹", "空", "雪"), ("屋", "亭", "堂", "庵", "の家", "茶房")),
    (
        "ko",
        ("하늘", "바다", "햇살", "나무", "구름", "달빛", "봄날", "은하"),
        ("식당", "상회", "공방", "가게", "마을", "집"),
    ),
    (
        "pl",
        ("Złota", "Zielona", "Stara", "Cicha", "Wesoła", "Mała"),
        (" Łyżka", " Sówka", " Brzózka", " Żabka Leśna", " Jaskółka", " Śliwa"),
    ),
    ("nb", ("Blå", "Gamle", "Lille", "Røde", "Stille"), (" Fjøset", " Måken", " Brønnen", " Skjæra", " Hjørnet")),
    (
        "nl",
        ("De Gouden", "Het Kleine", "De Vrolijke", "De Oude"),
        (" Zwaluw", " Ketel", " Klomp", " Lepelaar", " Hoek"),
    ),
    ("ar", ("بيت", "دار", "ركن"), (" الياسمين", " الزيتون", " القمر", " النعناع")),
    ("el", ("Μικρή", "Παλιά", "Γαλάζια"), (" Αυλή", " Ελιά", " Βάρκα")),
    ("uk", ("Синя", "Тиха", "Біла"), (" Ластівка", " Криниця", " Хата")),
)
CHAINS = tuple(
    f"{a}{b}"
    for a in ("Vita", "Euro", "Mono", "Cité", "Opti")
    for b in ("pain", "mode", "frais", "pharm", "café", "livre")
)


class Street:
    """A straight line: name, ends and how many shops it draws."""

    __slots__ = ("dlat", "dlon", "lat", "lon", "name")

    def __init__(self, name: str, lon: float, lat: float, dlon: float, dlat: float) -> None:
        self.name, self.lon, self.lat, self.dlon, self.dlat = name, lon, lat, dlon, dlat


def streets(seed: int = 7) -> list[Street]:
    """About 2,000 streets with distinct names, half of them west–east, half south–north."""
    rng = random.Random(f"streets {seed}")
    names = [f"{kind} {of}{end}" for kind in dict.fromkeys(KINDS) for of in OF for end in ENDS]
    found = []
    for i, name in enumerate(rng.sample(names, STREETS)):
        along = rng.uniform(0.006, 0.03)
        lon, lat = WEST + rng.random() * (WIDTH - along), SOUTH + rng.random() * (HEIGHT - along * 0.68)
        found.append(Street(name, lon, lat, along, 0.0) if i % 2 else Street(name, lon, lat, 0.0, along * 0.68))
    return found


def shop_name(trade: str, rng: random.Random) -> str:
    """A name of combined words: French mostly, seven other tongues, surnames, chains; namesakes arise by themselves."""
    dice = rng.random()
    if dice < 0.03:
        return rng.choice(CHAINS)
    word = rng.choice(TRADE_WORDS.get(trade, ("Maison", "Atelier", "Chez", "Comptoir", "")))
    if dice < 0.30:
        surname = "".join(rng.choice(SYLLABLES) for _ in range(rng.choice((2, 3, 3)))).capitalize()
        return f"{word} {surname}".strip()
    if dice < 0.52:
        _, first, last = rng.choice(SCRIPTS)
        return f"{rng.choice(first)}{rng.choice(last)}" + (f" {rng.randrange(2, 99)}" if dice < 0.34 else "")
    if dice < 0.56:
        return rng.choice(NOUNS)
    noun, adjective = rng.choice(NOUNS), rng.choice(ADJECTIVES)
    article = ("L'" if noun[0] in "ÉE" else "Le ") if dice < 0.8 else word + (" de l'" if noun[0] in "ÉE" else " du ")
    return f"{article}{noun} {adjective}"


def generate(n_shops: int = 100_000, seed: int = 7) -> Iterator[dict]:
    """GeoJSON features of `n_shops` shops, one at a time; ids `large:<number>`, busy streets hold most of them."""
    rng = random.Random(seed)
    lines = streets(seed)
    cumulated = list(accumulate(1 / (rank + 12) ** 0.7 for rank in range(len(lines))))
    trades, weights = list(TRADES), list(accumulate(TRADES.values()))
    chance = rng.random
    for number in range(1, n_shops + 1):
        street = lines[min(bisect(cumulated, chance() * cumulated[-1]), len(lines) - 1)]
        trade = trades[bisect(weights, chance() * weights[-1] * 0.999999)]
        house = 1 + int(chance() * 240)
        part, side = house / 241, 0.00008 if house % 2 else -0.00008
        lon = street.lon + street.dlon * part + (side if street.dlat else 0.0)
        lat = street.lat + street.dlat * part + (side if street.dlon else 0.0)
        name = shop_name(trade, rng)
        properties = {
            "id": f"large:{number:06d}",
            "name": name,
            "category": trade,
            "street": street.name,
            "housenumber": str(house),
            "fictional": True,
        }
        if chance() < 0.2:
            properties["website"] = f"https://shop{number}.example"
        if chance() < 0.15:
            properties["phone"] = f"+33 1 99 00 {number // 100 % 100:02d} {number % 100:02d}"
        yield {
            "type": "Feature",
            "id": properties["id"],
            "properties": properties,
            "geometry": {"type": "Point", "coordinates": [round(lon, 6), round(lat, 6)]},
        }


def zones(seed: int = 7) -> dict:
    """FeatureCollection of the town, its districts, quarters (polygons) and streets (lines), all made up."""
    features = [_area(TOWN_ID, "town", "Grande-Maille", None, 0, 0, WIDTH, HEIGHT)]
    features[0]["properties"]["slug"] = "grande-maille"
    dx, dy = WIDTH / DISTRICTS_A_SIDE, HEIGHT / DISTRICTS_A_SIDE
    for i in range(DISTRICTS_A_SIDE**2):
        x, y = i % DISTRICTS_A_SIDE * dx, i // DISTRICTS_A_SIDE * dy
        district = f"district:{i + 1}"
        features.append(_area(district, "district", f"{i + 1}e secteur", TOWN_ID, x, y, dx, dy))
        for j in range(QUARTERS_A_SIDE**2):
            qx, qy = dx / QUARTERS_A_SIDE, dy / QUARTERS_A_SIDE
            name = f"{NOUNS[(i * 9 + j) % len(NOUNS)]}-{ADJECTIVES[(i * 9 + j) // len(NOUNS) % len(ADJECTIVES)]}"
            features.append(
                _area(
                    f"quarter:{i + 1}-{j + 1}",
                    "quarter",
                    name,
                    district,
                    x + j % QUARTERS_A_SIDE * qx,
                    y + j // QUARTERS_A_SIDE * qy,
                    qx,
                    qy,
                )
            )
    for number, street in enumerate(streets(seed), 1):
        ends = [
            [round(street.lon, 6), round(street.lat, 6)],
            [round(street.lon + street.dlon, 6), round(street.lat + street.dlat, 6)],
        ]
        features.append(
            {
                "type": "Feature",
                "id": f"street:{number}",
                "geometry": {"type": "LineString", "coordinates": ends},
                "properties": {
                    "id": f"street:{number}",
                    "kind": "street",
                    "name": street.name,
                    "parent": TOWN_ID,
                    "fictional": True,
                },
            }
        )
    return {"type": "FeatureCollection", "name": "Grande-Maille", "features": features}


def _area(
    zone_id: str, kind: str, name: str, parent: str | None, x: float, y: float, width: float, height: float
) -> dict:
    """A rectangle, counter-clockwise, measured from the south-west corner of the town in degrees."""
    west, south, east, north = (round(v, 6) for v in (WEST + x, SOUTH + y, WEST + x + width, SOUTH + y + height))
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {
        "type": "Feature",
        "id": zone_id,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
        "properties": {"id": zone_id, "kind": kind, "name": name, "aliases": [], "parent": parent, "fictional": True},
    }
