"""The two real registers, cut to the town and cleaned: OpenStreetMap restaurants and the city's merchants."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from shapely import contains_xy

from .names import comparable, fold, house_number, landline, shop_name, social, street, tidy, web_address
from .trades import merchant_trade

OSM_FILE = Path("paris_osm_restaurants") / "cbcd4c67db43c691e6ae281bab9e9939e197cf7b.json"
KEPT_TAGS = (
    "name",
    "alt_name",
    "amenity",
    "cuisine",
    "addr:housenumber",
    "addr:street",
    "addr:postcode",
    "opening_hours",
    "website",
    "wheelchair",
    "brand",
    "diet:vegetarian",
    "diet:vegan",
    "takeaway",
    "outdoor_seating",
    "check_date",
)


def osm_elements(data: Path, town) -> list[dict]:
    """Overpass elements inside the town with the useful tags only; ways get the centre of their nodes."""
    source = json.loads((data / OSM_FILE).read_text("utf-8"))
    nodes = {e["id"]: (e["lon"], e["lat"]) for e in source["elements"] if e["type"] == "node"}
    kept = []
    for element in source["elements"]:
        tags = element.get("tags") or {}
        if tags.get("amenity") != "restaurant" or not tags.get("name") or "Universitaire" in tags["name"]:
            continue
        if element["type"] == "node":
            lon, lat = element["lon"], element["lat"]
        else:
            corners = [nodes[n] for n in element.get("nodes", []) if n in nodes]
            if not corners:
                continue
            lon, lat = (sum(c[i] for c in corners) / len(corners) for i in (0, 1))
        if contains_xy(town, lon, lat):
            kept.append(slim_element(element, tags, round(lon, 6), round(lat, 6)))
    return sorted(kept, key=lambda e: (e["type"], e["id"]))


def slim_element(element: dict, tags: dict, lon: float, lat: float) -> dict:
    """One element in Overpass shape ('center' for ways), without e-mails, mobiles and personal pages."""
    slim = {k: tags[k] for k in KEPT_TAGS if k in tags}
    for part in ("housenumber", "street", "postcode"):
        if f"addr:{part}" not in slim and tags.get(f"contact:{part}"):
            slim[f"addr:{part}"] = tags[f"contact:{part}"]
    slim["website"] = web_address(tags.get("website") or tags.get("contact:website"))
    slim["phone"] = landline(tags.get("phone") or tags.get("contact:phone"))
    slim["contact:instagram"] = social(tags.get("contact:instagram"), "instagram", tags["name"])
    tags = {k: tidy(v) for k, v in slim.items() if v}
    place = {"lat": lat, "lon": lon} if element["type"] == "node" else {"center": {"lat": lat, "lon": lon}}
    return {"type": element["type"], "id": element["id"], **place, "tags": dict(sorted(tags.items()))}


def osm_register(elements: list[dict]) -> dict:
    """The Overpass JSON document of the cut."""
    return {
        "version": 0.6,
        "generator": "cut by sample/build.py from an Overpass answer",
        "osm3s": {
            "timestamp_osm_base": "2024-12-19T19:57:00Z",
            "copyright": "The data included in this document is from www.openstreetmap.org. "
            "The data is made available under ODbL.",
        },
        "elements": elements,
    }


def osm_shops(elements: list[dict]) -> Iterator[dict]:
    """Shops as flat records: id, lon, lat and the fields of shops.geojson."""
    for element in elements:
        tags, place = element["tags"], element.get("center", element)
        name = shop_name(tags["name"])
        postcode = tags.get("addr:postcode", "")
        yield {
            "id": f"osm:{element['type']}/{element['id']}",
            "lon": place["lon"],
            "lat": place["lat"],
            "name": name,
            "aliases": [
                a for a in (tidy(x) for x in tags.get("alt_name", "").split(";")) if a and fold(a) != fold(name)
            ],
            "category": "cafe" if fold(name).startswith("cafe ") else "restaurant",
            "cuisine": tags.get("cuisine", ""),
            "street": street(tags.get("addr:street", "")),
            "housenumber": house_number(tags.get("addr:housenumber", "")),
            "postcode": postcode if postcode.startswith("750") else "",
            "website": tags.get("website", ""),
            "phone": tags.get("phone", ""),
            "opening_hours": tags.get("opening_hours", ""),
            "wheelchair": tags.get("wheelchair", ""),
            "instagram": tags.get("contact:instagram", ""),
        }


def merchant_shops(data: Path, town) -> list[dict]:
    """The city's merchants inside the town, without telephone, e-mail or description; one record per shop."""
    rows = json.loads((data / "paris_merchants" / "merchants.json").read_text("utf-8"))
    seen: dict[tuple, dict] = {}
    for row in sorted(rows, key=lambda r: r["recordid"]):
        if not row.get("geo_point_2d"):
            continue
        lat, lon = (round(v, 6) for v in row["geo_point_2d"])
        trade = merchant_trade(row["type_de_commerce"], row["nom_du_commerce"])
        if not trade or not contains_xy(town, lon, lat):
            continue
        shop = merchant_record(row, trade, lon, lat)
        key = (comparable(shop["name"]), fold(shop["street"]) or (round(lon, 3), round(lat, 3)))
        known = seen.setdefault(key, shop)
        for field in ("website", "housenumber", "instagram", "facebook"):
            known[field] = known[field] or shop[field]
    return sorted(seen.values(), key=lambda s: s["id"])


def merchant_record(row: dict, trade: str, lon: float, lat: float) -> dict:
    """One cleaned record of the city's register."""
    name = shop_name(row["nom_du_commerce"].replace("Luc Brunet / ", ""))
    address, site = tidy(row.get("adresse") or ""), row.get("site_internet")
    number = house_number(address)
    rest = address
    if number:
        rest = re.sub(r"^\s*\d+(\s*[-/]\s*\d+)*[\s,:]*((bis|ter|quater|b|t)\b)?[\s,:]*", "", address, flags=re.I)
    road = street(rest)
    return {
        "id": f"paris:{row['recordid']}",
        "lon": lon,
        "lat": lat,
        "name": name,
        "aliases": [],
        "category": trade,
        "cuisine": "",
        "street": road,
        "housenumber": number if road else "",
        "postcode": row.get("code_postal") or "",
        "website": web_address(site),
        "phone": "",
        "opening_hours": "",
        "wheelchair": "",
        "instagram": social(site, "instagram", name),
        "facebook": social(site, "facebook", name),
    }


def merchant_register(shops: list[dict]) -> dict:
    """GeoJSON of the city's register after cleaning."""
    return {
        "type": "FeatureCollection",
        "name": "paris-merchants",
        "attribution": "Ville de Paris (ODbL)",
        "features": [as_feature(s) for s in shops],
    }


def as_feature(shop: dict) -> dict:
    """A flat record as a GeoJSON point; empty fields are left out."""
    properties = {k: v for k, v in shop.items() if k not in ("id", "lon", "lat") and v not in ("", [], None, {}, False)}
    return {
        "type": "Feature",
        "id": shop["id"],
        "geometry": {"type": "Point", "coordinates": [shop["lon"], shop["lat"]]},
        "properties": {"id": shop["id"], **properties},
    }
