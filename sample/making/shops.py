"""The list of shops of the sample town: two registers joined, the invented shops added."""

from __future__ import annotations

from math import cos, hypot, radians

from shapely import contains_xy
from shapely.geometry import shape

from .names import comparable, fold
from .registers import as_feature

METRES_PER_DEGREE = 111_195.0


def metres(a: dict, b: dict) -> float:
    """Flat distance; exact enough within one town."""
    return hypot((a["lon"] - b["lon"]) * cos(radians(48.88)), a["lat"] - b["lat"]) * METRES_PER_DEGREE


def joined(osm: list[dict], merchants: list[dict]) -> list[dict]:
    """Both registers, one record per shop: same comparable name within 60 m, or the same name in the same street."""
    result = [dict(s, facebook="") for s in osm]
    by_name: dict[str, list[dict]] = {}
    for shop in result:
        by_name.setdefault(comparable(shop["name"]), []).append(shop)
    for shop in merchants:
        twin = next(
            (
                s
                for s in by_name.get(comparable(shop["name"]), [])
                if metres(s, shop) <= 60
                or (s["street"] and fold(s["street"]) == fold(shop["street"]) and metres(s, shop) <= 300)
            ),
            None,
        )
        if twin is None:
            result.append(dict(shop))
            continue
        twin.setdefault("also", []).append(shop["id"])
        if not twin["street"]:
            twin["street"], twin["housenumber"] = shop["street"], shop["housenumber"]
        for field in ("postcode", "website", "instagram", "facebook"):
            twin[field] = twin[field] or shop[field]
    return one_spelling(result)


def with_postcode(shops: list[dict], zones: dict) -> list[dict]:
    """Fills a missing postcode from the arrondissement the shop stands in."""
    districts = [f for f in zones["features"] if f["properties"]["kind"] == "district"]
    areas = [(f"750{f['id'][-2:]}", shape(f["geometry"])) for f in districts]
    for shop in shops:
        if not shop["postcode"]:
            shop["postcode"] = next((code for code, area in areas if contains_xy(area, shop["lon"], shop["lat"])), "")
    return shops


def one_spelling(shops: list[dict]) -> list[dict]:
    """Streets written in several ways get the commonest one (ties: the alphabetically last, with accents)."""
    ways: dict[str, dict[str, int]] = {}
    for shop in shops:
        if shop["street"]:
            counts = ways.setdefault(fold(shop["street"]), {})
            counts[shop["street"]] = counts.get(shop["street"], 0) + 1
    best = {key: max(counts, key=lambda s: (counts[s], s)) for key, counts in ways.items()}
    for shop in shops:
        if shop["street"]:
            shop["street"] = best[fold(shop["street"])]
    return shops


def collection(shops: list[dict]) -> dict:
    """shops.geojson, ordered by id."""
    return {
        "type": "FeatureCollection",
        "name": "paris-18-20",
        "attribution": "© OpenStreetMap contributors, Ville de Paris (ODbL); fictional shops written for the project",
        "features": [as_feature(s) for s in sorted(shops, key=lambda s: s["id"])],
    }
