
"""The invented shops set among the real ones: the only shops a complaint of the sample may concern."""

from __future__ import annotations

import re

from .names import fold, slug

# key | name | trade | number | street | postcode | aliases (;) | opening hours
TABLE = """
fournil-pruneau|Fournil Pruneau|bakery|92|Rue de Ménilmontant|75020|Le Fournil Pruneau|Tu-Sa 07:00-20:00; Su 07:00-13:30
cordonnerie-vasseur|Cordonnerie Vasseur|shoe_repair|14|Rue Orfila|75020|Vasseur cordonnier|Tu-Sa 09:30-12:30,14:30-19:00
maison-tilleroy-lepic|Maison Tilleroy|pastry|31|Rue Lepic|75018|Tilleroy|Tu-Su 08:00-19:30
maison-tilleroy-belleville|Maison Tilleroy|pastry|118|Rue de Belleville|75020|Tilleroy|Tu-Su 08:00-19:30
rouetabaga-clignancourt|Rouetabaga|bicycle|55|Rue de Clignancourt|75018|Rouetabaga Clignancourt|Mo-Sa 10:00-19:00
rouetabaga-jaures|Rouetabaga|bicycle|140|Avenue Jean Jaurès|75019|Rouetabaga Jaurès|Mo-Sa 10:00-19:00
rouetabaga-pyrenees|Rouetabaga|bicycle|203|Rue des Pyrénées|75020|Rouetabaga Pyrénées|Mo-Sa 10:00-19:00
demain|Demain|cafe|40|Rue de Bagnolet|75020|Café Demain|Mo-Sa 08:00-22:00
pourquoi-pas|Pourquoi Pas|bar|62|Rue Myrha|75018|Bar Pourquoi Pas|Tu-Sa 17:00-01:00
kogumado|こぐま堂|pastry|12|Rue Francœur|75018|Kogumado;Kogumadō;小熊堂|We-Su 10:30-19:00
daldongne-market|달동네마켓|convenience|46|Avenue de Flandre|75019|Daldongne Market;Daldongne;달동네 마켓|Mo-Su 10:00-21:00
delikatesy-wiselka|Delikatesy Wisełka|deli|21|Rue des Vignoles|75020|Wisełka;Wiselka|Tu-Sa 09:30-19:30
meche-folle|Salon Mèche Folle|hairdresser|8|Rue Ramey|75018|Mèche Folle|Tu-Sa 10:00-19:00
tiges-de-suzon|Les Tiges de Suzon|florist|66|Rue Damrémont|75018|Tiges de Suzon|Tu-Sa 09:30-20:00; Su 09:30-13:00
page-pliee|Librairie La Page Pliée|books|171|Rue des Pyrénées|75020|La Page Pliée|Mo 14:00-19:30; Tu-Sa 10:00-19:30
primeurs-bazaine|Primeurs Bazaine|greengrocer|33|Rue du Poteau|75018|Bazaine|Tu-Sa 08:00-20:00; Su 08:00-13:00
poissonnerie-lorcadec|Poissonnerie Lorcadec|seafood|19|Rue de l'Olive|75018|Lorcadec|Tu-Sa 08:30-13:00,16:00-19:30
boucherie-vauquelain|Boucherie Vauquelain|butcher|87|Rue de Bagnolet|75020|Vauquelain|Tu-Sa 08:00-13:00,15:30-19:30
fromagerie-tourtemolle|Fromagerie Tourtemolle|cheese|48|Rue Custine|75018|Tourtemolle|Tu-Sa 09:00-13:00,15:30-20:00
double-ourlet|Friperie Double Ourlet|clothes|24|Rue Muller|75018|Double Ourlet|Tu-Sa 11:00-19:00
chaussures-lambinet|Chaussures Lambinet|shoes|74|Rue d'Avron|75020|Lambinet|Mo-Sa 10:00-19:00
epicerie-nour|Épicerie Nour et Fils|convenience|15|Rue Doudeauville|75018|Chez Nour;Épicerie Nour|Mo-Su 08:00-23:00
pharmacie-du-lavoir|Pharmacie du Lavoir|pharmacy|130|Rue de Crimée|75019|la pharmacie du Lavoir|Mo-Sa 08:30-20:00
louche-bleue|La Louche Bleue|restaurant|28|Rue Ramponeau|75020|Louche Bleue|Tu-Sa 12:00-14:30,19:00-22:30
vesuvietta|Pizzeria Vesuvietta|restaurant|36|Avenue Secrétan|75019|Vesuvietta|Mo-Su 12:00-14:30,19:00-23:00
zinc-a-roulettes|Le Zinc à Roulettes|bar|9|Quai de la Loire|75019|Zinc à Roulettes|Tu-Su 16:00-01:00
sos-ecrans|SOS Écrans Crimée|electronics|95|Rue de Crimée|75019|SOS Écrans|Mo-Sa 10:00-19:30
pressing-bluteau|Pressing Bluteau|laundry|54|Rue Lamarck|75018|Bluteau|Tu-Sa 08:30-19:00
de-songeur|Le Dé Songeur|toys|44|Rue de la Villette|75019|Dé Songeur|Tu-Sa 10:30-19:30
gouden-stroop|De Gouden Stroop|deli|17|Rue des Trois Frères|75018|Gouden Stroop|We-Su 11:00-19:00
kafe-snofonn|Kafé Snøfonn|cafe|52|Quai de la Loire|75019|Snøfonn;Snofonn|Tu-Su 09:00-18:00
superette-tournevent|Supérette Tournevent|supermarket|210|Avenue Gambetta|75020|Tournevent|Mo-Sa 08:00-21:30; Su 09:00-13:00
quincaillerie-ferrand-clou|Quincaillerie Ferrand-Clou|hardware|101|Rue Ordener|75018|Ferrand-Clou|Tu-Sa 09:00-12:30,14:00-19:00
optique-lunea|Optique Lunéa|optician|12|Avenue Gambetta|75020|Lunéa|Tu-Sa 10:00-19:00
glaces-tournicoti|Glaces Tournicoti|ice_cream|88|Rue des Martyrs|75018|Tournicoti|We-Su 12:00-22:00
mercerie-anselme|Mercerie Anselme|haberdashery|39|Rue Pelleport|75020||Tu-Sa 10:00-18:30
"""
BRANCHES = {"rouetabaga": "rouetabaga", "maison-tilleroy": "maisontilleroy"}


def position(number: int, street: str, real: list[dict]) -> tuple[float, float]:
    """Beside the real shops of that street with the nearest house numbers, moved a few metres so that no two coincide.

    Raises LookupError when no real shop of the list stands in the street.
    """
    there = []
    for shop in real:
        digits = re.match(r"\d+", shop["housenumber"])
        if fold(shop["street"]) == fold(street) and digits:
            there.append((abs(int(digits.group()) - number), int(digits.group()), shop["lon"], shop["lat"]))
    if not there:
        raise LookupError(f"no real shop in {street}")
    nearest = sorted(there)[:2]
    weights = [1 / (1 + gap) for gap, *_ in nearest]
    lon = sum(w * n[2] for w, n in zip(weights, nearest, strict=True)) / sum(weights)
    lat = sum(w * n[3] for w, n in zip(weights, nearest, strict=True)) / sum(weights)
    return round(lon + 0.00004 + number % 5 * 0.00001, 6), round(lat - 0.00003, 6)


def shops(real: list[dict]) -> list[dict]:
    """All fictional shops as flat records; telephone numbers are from the range kept for fiction, sites end in .example."""
    found = []
    for rank, line in enumerate(TABLE.strip().splitlines()):
        key, name, trade, number, street, postcode, aliases, hours = line.split("|")
        lon, lat = position(int(number), street, real)
        site = next((b for b in BRANCHES if key.startswith(b)), key)
        found.append(
            {
                "id": f"sample:{key}",
                "lon": lon,
                "lat": lat,
                "name": name,
                "aliases": [a for a in aliases.split(";") if a],
                "category": trade,
                "cuisine": "",
                "street": street,
                "housenumber": number,
                "postcode": postcode,
                "website": f"https://{site}.example",
                "phone": f"+33 1 99 00 {rank:02d} {10 + rank * 7 % 89:02d}",
                "opening_hours": hours,
                "wheelchair": "",
                "instagram": "",
                "handles": [f"@{slug(site).replace('-', '')}@sample.invalid"],
                "place_ids": {"google": f"sample-{key}"},
                "fictional": True,
            }
        )
    taken = {fold(s["name"]) for s in real}
    clash = [s["name"] for s in found if fold(s["name"]) in taken]
    if clash:
        raise ValueError(f"invented names borne by real shops: {clash}")
    return found
