"""Names of trades for readers. Source of the values: wiki.openstreetmap.org/wiki/Key:shop, Key:amenity, Key:craft.

An unknown value is shown as it is written.
"""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from maillon.territory.public import fold

from .rules.trade_words import begins, everyday_words, forms

TRADES = {
    "alcohol": _("Wines and spirits"),
    "amusement_arcade": _("Amusement arcade"),
    "antiques": _("Antiques"),
    "appliance": _("Household appliances"),
    "art": _("Art shop"),
    "arts_centre": _("Arts centre"),
    "baby_goods": _("Baby goods"),
    "bag": _("Bags"),
    "bakery": _("Bakery"),
    "bank": pgettext_lazy("trade", "Bank"),
    "bar": pgettext_lazy("trade", "Bar"),
    "bathroom_furnishing": _("Bathrooms"),
    "beauty": _("Beauty salon"),
    "bed": _("Bedding"),
    "beverages": _("Drinks"),
    "bicycle": _("Bicycles"),
    "bicycle_rental": _("Bicycle hire"),
    "books": _("Bookshop"),
    "bookmaker": _("Betting shop"),
    "boutique": _("Boutique"),
    "bowling_alley": _("Bowling"),
    "brewery": _("Brewery"),
    "butcher": _("Butcher"),
    "cafe": _("Café"),
    "camera": _("Cameras"),
    "candles": _("Candles"),
    "cannabis": _("Hemp shop"),
    "car": _("Cars"),
    "car_parts": _("Car parts"),
    "car_rental": _("Car hire"),
    "car_repair": _("Garage"),
    "car_wash": _("Car wash"),
    "carpenter": _("Carpenter"),
    "carpet": _("Carpets"),
    "caterer": _("Caterer"),
    "charity": _("Charity shop"),
    "cheese": _("Cheese shop"),
    "chemist": _("Household and care"),
    "chocolate": _("Chocolate"),
    "cinema": _("Cinema"),
    "clinic": _("Clinic"),
    "clothes": _("Clothes"),
    "coffee": _("Coffee roaster"),
    "community_centre": _("Community centre"),
    "computer": _("Computers"),
    "confectionery": _("Sweets"),
    "convenience": _("Corner shop"),
    "copyshop": _("Copy shop"),
    "cosmetics": _("Cosmetics"),
    "craft": _("Crafts"),
    "curtain": _("Curtains"),
    "dairy": _("Dairy"),
    "dance": _("Dance"),
    "deli": _("Delicatessen"),
    "dentist": _("Dentist"),
    "department_store": _("Department store"),
    "doctors": _("Doctor"),
    "doityourself": _("DIY"),
    "driving_school": _("Driving school"),
    "dry_cleaning": _("Dry cleaner"),
    "e-cigarette": _("E-cigarettes"),
    "electrician": _("Electrician"),
    "electronics": _("Electronics"),
    "erotic": _("Erotic shop"),
    "estate_agent": _("Estate agent"),
    "fabric": _("Fabrics"),
    "farm": _("Farm shop"),
    "fashion_accessories": _("Fashion accessories"),
    "fast_food": _("Fast food"),
    "fishing": _("Fishing tackle"),
    "fitness_centre": _("Gym"),
    "florist": _("Florist"),
    "food_court": _("Food hall"),
    "frame": _("Picture framer"),
    "frozen_food": _("Frozen food"),
    "fuel": _("Petrol station"),
    "funeral_directors": _("Funeral director"),
    "furniture": _("Furniture"),
    "gallery": _("Gallery"),
    "games": _("Games"),
    "garden_centre": _("Garden centre"),
    "gift": _("Gifts"),
    "greengrocer": _("Greengrocer"),
    "guest_house": _("Guest house"),
    "haberdashery": _("Haberdashery"),
    "hairdresser": _("Hairdresser"),
    "hairdresser_supply": _("Hairdressing supplies"),
    "hardware": _("Hardware"),
    "hat": _("Hats"),
    "health_food": _("Health food"),
    "hearing_aids": _("Hearing aids"),
    "herbalist": _("Herbalist"),
    "hifi": _("Hi-fi"),
    "hostel": _("Hostel"),
    "hotel": _("Hotel"),
    "houseware": _("Household goods"),
    "ice_cream": _("Ice cream"),
    "interior_decoration": _("Home decoration"),
    "internet_cafe": _("Internet café"),
    "jeweller": _("Jeweller"),
    "jewelry": _("Jewellery"),
    "kindergarten": _("Nursery"),
    "kiosk": _("Kiosk"),
    "kitchen": _("Kitchens"),
    "language_school": _("Language school"),
    "laundry": _("Laundry"),
    "leather": _("Leather goods"),
    "library": _("Library"),
    "lighting": _("Lighting"),
    "locksmith": _("Locksmith"),
    "lottery": _("Lottery"),
    "marketplace": _("Market"),
    "massage": _("Massage"),
    "medical_supply": _("Medical supplies"),
    "mobile_phone": _("Mobile phones"),
    "model": _("Models"),
    "money_transfer": _("Money transfer"),
    "motorcycle": _("Motorcycles"),
    "museum": _("Museum"),
    "music": _("Records"),
    "musical_instrument": _("Musical instruments"),
    "newsagent": _("Newsagent"),
    "nightclub": _("Night club"),
    "nuts": _("Nuts and dried fruit"),
    "optician": _("Optician"),
    "outdoor": _("Outdoor equipment"),
    "outpost": _("Parcel point"),
    "paint": _("Paints"),
    "party": _("Party goods"),
    "pasta": _("Fresh pasta"),
    "pastry": _("Cakes and pastries"),
    "pawnbroker": _("Pawnbroker"),
    "perfumery": _("Perfumery"),
    "pet": _("Pet shop"),
    "pet_grooming": _("Pet grooming"),
    "pharmacy": _("Pharmacy"),
    "photo": _("Photographer"),
    "photographer": _("Photographer"),
    "physiotherapist": _("Physiotherapist"),
    "plumber": _("Plumber"),
    "post_office": _("Post office"),
    "pottery": _("Pottery"),
    "pub": _("Pub"),
    "religion": _("Religious goods"),
    "repair": _("Repairs"),
    "restaurant": _("Restaurant"),
    "scuba_diving": _("Diving"),
    "seafood": _("Fishmonger"),
    "second_hand": _("Second-hand shop"),
    "sewing": _("Sewing"),
    "shoe_repair": _("Cobbler"),
    "shoemaker": _("Cobbler"),
    "shoes": _("Shoes"),
    "shop": _("Shop"),
    "spices": _("Spices"),
    "sports": _("Sports goods"),
    "stationery": _("Stationery"),
    "studio": _("Studio"),
    "supermarket": _("Supermarket"),
    "swimwear": _("Swimwear"),
    "tailor": _("Tailor"),
    "tattoo": _("Tattoo studio"),
    "tea": _("Tea"),
    "theatre": _("Theatre"),
    "ticket": _("Tickets"),
    "tiles": _("Tiles"),
    "tobacco": _("Tobacconist"),
    "toys": _("Toys"),
    "travel_agency": _("Travel agency"),
    "tyres": _("Tyres"),
    "upholsterer": _("Upholsterer"),
    "variety_store": _("Variety store"),
    "veterinary": _("Vet"),
    "video": _("Films"),
    "video_games": _("Video games"),
    "watches": _("Watches"),
    "watchmaker": _("Watchmaker"),
    "wholesale": _("Wholesale"),
    "wine": _("Wine shop"),
    "winery": _("Winery"),
}

GROUPS = {
    "bread": _("Bread and cakes"),
    "food": _("Food"),
    "drinks": _("Wine and drinks"),
    "eating": _("Restaurants"),
    "cafes": _("Cafés and bars"),
    "books": _("Books and paper"),
    "fashion": _("Clothes and shoes"),
    "home": _("House and garden"),
    "care": _("Health and care"),
    "repair": _("Repairs"),
    "play": _("Toys, sport, culture"),
}

WHOLE = 4  # letters a word of another language needs to be taken for meant when it is typed whole ("pain", not "is")


def trade_name(trade: str) -> str:
    """The trade in the present language; an unknown OpenStreetMap value with its underscores as spaces."""
    known = TRADES.get(trade)
    return str(known) if known is not None else trade.replace("_", " ")


def group_name(group: str) -> str:
    return str(GROUPS[group])


def trades_beginning(text: str, language: str, most: int = 6) -> list[str]:
    """Trades one of whose words, in any language of the portal, begins with `text`: its name or an everyday word for it.

    Words of `language` and whole words come before the others', names before everyday words, beginnings before what is within.
    """
    wanted = [form for form in forms(fold(text)) if form]
    found = []
    for code, _own in settings.LANGUAGES:
        for words, trade, everyday in _names_in(code):
            place = min((place for form in wanted if (place := begins(words, form)) is not None), default=None)
            if place is not None:
                other = code != language and (place > 0 or len(words) < WHOLE)
                found.append((other, place > 0, everyday, place, words, trade))
    return list(dict.fromkeys(trade for *_rank, trade in sorted(found)))[:most]


@cache
def _names_in(language: str) -> tuple[tuple[str, str, bool], ...]:
    """(folded name, trade, whether it is an everyday word)."""
    with override(language):
        names = [(fold(str(name)), trade, False) for trade, name in TRADES.items()]
    return (*names, *((fold(word), trade, True) for trade, words in everyday_words(language).items() for word in words))
