# ruff: noqa: E501
"""A small invented town for the tests: two streets, two quarters, a station, namesakes, a chain."""

from __future__ import annotations

from typing import Any

from maillon.listening.public import Gazetteer, PostEntry, ShopEntry, ZoneEntry


def square(lon: float, lat: float, size: float) -> dict[str, Any]:
    ring = [[lon, lat], [lon + size, lat], [lon + size, lat + size], [lon, lat + size], [lon, lat]]
    return {"type": "Polygon", "coordinates": [ring]}


SHOPS = (
    ShopEntry("a", "Le Zéphyrin", (), "restaurant", "Rue des Tilleuls", "4", "75018", "https://zephyrin.example", "+33 1 99 00 11 22", ("@zephyrin@sample.invalid",), {"google": "g-a"}, 2.001, 48.001),
    ShopEntry("b", "Boulangerie Chouquard", (), "bakery", "Rue des Tilleuls", "9", "75018", lon=2.002, lat=48.001),
    ShopEntry("c1", "Kobalux", (), "clothes", "Rue des Tilleuls", "11", "75018", handles=("@kobalux",), lon=2.003, lat=48.001),
    ShopEntry("c2", "Kobalux", (), "clothes", "Avenue Morvane", "30", "75019", handles=("@kobalux",), lon=2.015, lat=48.012),
    ShopEntry("d", "Le Jardin", (), "restaurant", "Avenue Morvane", "2", "75019", lon=2.014, lat=48.012),
    ShopEntry("e", "Franprix", (), "supermarket", "Avenue Morvane", "8", "75019", lon=2.0145, lat=48.012),
    ShopEntry("f", "Librairie L'Encre Bleutée", ("Encre Bleutée",), "books", "Avenue Morvane", "14", "75019", lon=2.0147, lat=48.012),
    ShopEntry("g", "Chez Mirabelline", (), "restaurant", "", "", "75019", lon=2.016, lat=48.013),
)  # fmt: skip
ZONES = (
    ZoneEntry("Valmorin", "town", ("Ville de Valmorin",), square(2.0, 48.0, 0.02)),
    ZoneEntry("18e arrondissement", "district", ("18e",), square(2.0, 48.0, 0.01)),
    ZoneEntry("19e arrondissement", "district", ("19e",), square(2.01, 48.01, 0.01)),
    ZoneEntry("Les Hautes-Vignes", "quarter", (), square(2.01, 48.01, 0.01)),
    ZoneEntry("Port-Salin", "station", ("métro Port-Salin",), {"type": "Point", "coordinates": [2.0035, 48.0015]}),
    ZoneEntry("Galerie Vercotine", "centre", (), square(2.005, 48.005, 0.001)),
)


def gazetteer() -> Gazetteer:
    return Gazetteer.build(SHOPS, ZONES)


def post(text: str, **rest: Any) -> PostEntry:
    return PostEntry("p", text, **rest)
