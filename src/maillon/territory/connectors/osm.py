"""OpenStreetMap's tags: names and addresses. Source: wiki.openstreetmap.org, Names and Key:addr."""

from __future__ import annotations

from collections.abc import Mapping

NAME_KEYS = ("alt_name", "short_name", "old_name", "official_name", "loc_name", "int_name", "brand", "operator:short")


def osm_names(tags: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """Return (name, other names); names in other languages count as other names."""
    name = tags.get("name") or tags.get("brand") or ""
    others = [part for key in NAME_KEYS for part in tags.get(key, "").split(";")]
    others += [value for key, value in tags.items() if key.startswith("name:") and len(key) <= 12]
    found = dict.fromkeys(other.strip() for other in others)
    return name, tuple(other for other in found if other and other != name)[:20]


def osm_address(tags: Mapping[str, str]) -> dict[str, str]:
    """Return street, housenumber and postcode as the shops format names them."""
    street = tags.get("addr:street") or tags.get("contact:street") or tags.get("addr:place") or ""
    return {
        "street": street,
        "housenumber": tags.get("addr:housenumber") or tags.get("contact:housenumber") or "",
        "postcode": tags.get("addr:postcode") or tags.get("contact:postcode") or "",
    }
