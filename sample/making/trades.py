"""From the registers' own trades and names to one key per shop, in OpenStreetMap's words."""
from __future__ import annotations

from .names import fold

BY_KIND = {
    "Restaurant ou traiteur": "restaurant", "Librairie": "books", "Primeur": "greengrocer",
    "Boucherie - charcuterie - rôtisserie": "butcher", "Artisanat d'art": "craft", "Caviste - Brasserie": "wine",
    "Boulangerie - pâtisserie": "bakery", "Fromagerie": "cheese", "Fleuriste": "florist",
    "Pharmacies et parapharmacies": "pharmacy", "Poissonnerie": "seafood", "Jouets - Jeux": "toys", "Cosmétique": "cosmetics",
    "Épicerie fine": "deli", "Epicerie fine": "deli", "Bricolage": "hardware", "Disquaire": "music",
    "Articles médicaux et orthopédiques": "medical_supply", "Chocolaterie - Pâtisserie": "pastry",
    "Équipements informatiques": "electronics", "Blanchisserie-teinturerie": "laundry",
    "Alimentation générale et produits de première nécessité": "convenience", "Autre": "",
}
# Where the register's trade says "other" or is plainly too coarse; keys are folded names.
BY_NAME = {
    "a l ideale": "clothes", "a pieds joints": "shoes", "armance et apolline": "clothes", "atelier aoflo obag": "bag",
    "atelier isabelle morelle": "jewelry", "au bon chic": "clothes", "be happy": "gift", "boutique for tomorrow": "gift",
    "comptoir de la lingerie": "clothes", "curiositas": "gift", "carton plein": "bicycle", "cash express bolivar": "second_hand",
    "centre canin": "pet", "chaussettes orphelines": "clothes", "creaden": "jewelry", "creations epicees": "deli",
    "drei paris": "clothes", "dessertissime": "pastry", "deux fois 9": "interior_decoration", "dussica": "jewelry",
    "en cours de creation": "gift", "espace clavel": "gallery", "glam fashion beauty": "hairdresser", "hifi store paris": "hifi",
    "hipotel paris": "hotel", "huraux": "interior_decoration", "l fabric": "clothes", "le danube palace cafe": "cafe",
    "le supercoin": "bar", "les recuperbales": "clothes", "la boudeuse": "clothes", "la boutika malavida": "video",
    "la lessive de paris": "houseware", "le grand etabli": "craft", "le rideau de fer": "music", "les temps donnes": "gift",
    "les pots d astie": "garden_centre", "mimka": "clothes", "madame yvette": "gift", "mapapalo brasil": "clothes",
    "naturalia": "supermarket", "oblique nuage": "craft", "oh la vache": "clothes", "pachyderme": "gift", "passepasse": "clothes",
    "quark": "electronics", "refaire": "second_hand", "solicycle paris 18eme": "bicycle", "solicycle promenade urbaine": "bicycle",
    "tatanka": "shoes", "venise sur seine": "jewelry", "vintage77": "second_hand", "en tete a tete": "hairdresser",
    "icone": "clothes", "illakachitu": "clothes", "la baloise anne c wirth": "clothes", "la piqueuse de tissus": "fabric",
    "on the other fish": "swimwear", "warren laetitia": "gift", "boucherie le lann": "butcher", "jwell paris montmartre": "e-cigarette",
    "chocolat de neuville": "chocolate", "brasserie de la goutte d or": "brewery", "raffinati": "deli", "lidl": "supermarket",
    "monoprix": "supermarket", "carrefour city": "supermarket", "g20": "supermarket", "franprix": "supermarket",
    "le jardinier de montmartre": "florist", "kimia cafe": "cafe", "bonne femme": "deli", "neo t maison de the": "tea",
    "le garage fourgon": "craft", "un chapeau dans la ville": "hat", "judith benita": "jewelry", "ni une ni deux": "jewelry",
    "lady bird": "jewelry", "khar fashion": "clothes", "les petroleuses": "clothes", "laurette broll ceramic": "pottery",
    "atelier zougzoug": "pottery", "la baita": "gift", "l atalante": "bar", "peniche la bougeotte": "bar", "ah la pompe a biere": "alcohol",
    "a la biere comme a la biere": "alcohol", "microbrasserie mashrooms": "brewery", "la butineuse": "deli", "l epicerie vintage": "convenience",
    "alexandre cavalier": "", "les menus services": "", "centre canin paris": "pet", "o divin": "deli", "ecodair": "computer",
    "the great coffee": "cafe", "cafe odilon": "cafe", "le cafe de la poste": "cafe", "villa darjeeling": "tea", "glaces scaramouche": "ice_cream",
    "la chouquette": "bakery", "ola s cafe": "cafe", "louise et clara traiteur": "deli", "popinette": "restaurant", "la chamade": "beauty",
    "clement henou": "butcher", "tentazioni": "restaurant", "traiteur italien tentazioni": "restaurant", "kelbongoo": "greengrocer",
}
# Names that are only a private person's, or no name at all: not carried into the sample.
LEFT_OUT = {
    "xu xujie", "zhang yuan", "haddad hedi ben said", "nicholas blacknell", "chen", "paris", "jin", "chao", "proxi mr agoussal",
    "4 rue sorbier", "commerce de legumes et de fruits", "alexandre cavalier", "sarl amiraya", "sarl metropolitan", "chez val",
    "el halafaoui sarl amiraya", "prost shumin", "zbh france", "les menus services", "association marmite d afrique",
    "warren laetitia", "estelle arvor", "gregory desfoux", "judith benita", "atelier isabelle morelle", "laurette broll ceramic",
    "la baloise anne c wirth",
}
CUISINE_CAFE = {"coffee_shop", "coffee", "tea", "cake", "brunch"}


def merchant_trade(kind: str, name: str) -> str:
    """Key of a merchant of the city's register; '' when the shop is to be left out."""
    key = fold(name)
    if key in LEFT_OUT:
        return ""
    if key in BY_NAME:
        return BY_NAME[key]
    trade = BY_KIND.get(kind, "")
    if trade == "restaurant" and key.startswith(("cafe ", "le cafe ")):
        return "cafe"
    if trade == "convenience" and ("traiteur" in key or "gourmet" in key):
        return "deli"
    return trade
