# ruff: noqa: E501
"""Where things are: zones as shapes in metres, streets known from zones or from the shops in them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape

from maillon.listening.entries import ShopEntry, ZoneEntry
from maillon.listening.folding import fold, tokenise

_METRES = 111_320.0
_STREET_TYPES: dict[str, tuple[str, ...]] = {
    "rue": ("r",), "avenue": ("av", "ave"), "boulevard": ("bd", "bld", "blvd", "boul", "boulvd"), "place": ("pl",), "quai": (),
    "passage": ("pass",), "impasse": ("imp",), "square": ("sq",), "cours": (), "villa": (), "allee": ("all",), "chemin": (),
    "faubourg": ("fbg",), "route": (), "cite": (), "sente": (), "street": ("st",), "road": ("rd",), "lane": (), "strasse": ("str",),
    "platz": (), "weg": (), "straat": ("str",), "laan": (), "plein": (), "gracht": (), "calle": ("c",), "plaza": ("pza",), "paseo": (),
    "via": (), "piazza": ("pza",), "viale": (), "corso": (), "ulica": ("ul",), "aleja": ("al",), "plac": ("pl",), "gate": (), "gata": (),
    "vei": (), "veien": (), "rond": (), "parvis": (), "esplanade": (), "promenade": (), "galerie": (), "porte": (),
}  # fmt: skip
STREET_WORDS = frozenset(_STREET_TYPES) | frozenset(a for v in _STREET_TYPES.values() for a in v if len(a) > 1)
_LINKS = frozenset(["de", "du", "des", "d", "la", "le", "les", "l", "del", "della", "di", "der", "den", "dem", "van", "the"])
_ABBREVIATED = {a: k for k, v in _STREET_TYPES.items() for a in v}


@dataclass(frozen=True)
class Projection:
    """Local metres east and north of one point; good within a town."""

    lon: float
    lat: float

    def xy(self, lon: float, lat: float) -> tuple[float, float]:
        return (lon - self.lon) * _METRES * math.cos(math.radians(self.lat)), (lat - self.lat) * _METRES

    def project(self, geometry: dict[str, Any]) -> Any | None:
        """A GeoJSON geometry as a shape in metres; None where it is empty or malformed."""
        try:
            made = shape(geometry)
            if made.is_empty:
                return None
            scale = np.array([_METRES * math.cos(math.radians(self.lat)), _METRES])
            moved = shapely.transform(made, lambda c: (c - np.array([self.lon, self.lat])) * scale)
            return moved if moved.is_valid else shapely.make_valid(moved)
        except (KeyError, TypeError, ValueError, AttributeError, IndexError, shapely.errors.ShapelyError):
            return None


@dataclass
class Place:
    """A zone as the linker uses it; `shape` in metres, `points` of the shops that stand in the street."""

    name: str
    kind: str
    shape: Any | None = None
    points: list[tuple[float, float]] = field(default_factory=list)

    def distance(self, x: float, y: float) -> float | None:
        """Metres from a point to the place; None where the place has no known position."""
        best: float | None = None
        if self.shape is not None:
            best = float(self.shape.distance(shapely.Point(x, y)))
        for px, py in self.points:
            away = math.hypot(px - x, py - y)
            best = away if best is None or away < best else best
        return best


def street_key(name: str) -> str:
    """A street's folded name with its type written out and link words left out: one key for equal spellings."""
    words = tokenise(name).words
    if words and words[0] in _ABBREVIATED and len(words) > 1:
        words[0] = _ABBREVIATED[words[0]]
    return " ".join([words[0], *[w for w in words[1:] if w not in _LINKS]]) if words else ""


def street_forms(name: str) -> list[str]:
    """Folded ways to write a street: with the type short or long, with and without link words, joined."""
    words = tokenise(name).words
    if not words:
        return []
    kind = _ABBREVIATED.get(words[0], words[0]) if len(words) > 1 else words[0]
    rest = words[1:]
    heads = [kind, *_STREET_TYPES.get(kind, ())] if kind in _STREET_TYPES else [words[0]]
    bare = [w for w in rest if w not in _LINKS]
    tails: list[list[str]] = []
    for tail in (rest, bare):
        for variant in (tail, _saints(tail)):
            if variant not in tails:
                tails.append(variant)
    out = [" ".join([head, *tail]) for head in heads for tail in tails]
    if kind in _STREET_TYPES and bare and sum(map(len, bare)) >= 5:
        out.append("".join([kind, *rest]))
        core = " ".join(bare)
        out.extend(f"{core} {word}" for word in ("street", "strasse", "straat"))
    return list(dict.fromkeys(o for o in out if len(o) > 2))


def _saints(words: list[str]) -> list[str]:
    swap = {"saint": "st", "st": "saint", "sainte": "ste", "ste": "sainte"}
    return [swap.get(w, w) for w in words]


def street_core(name: str) -> str:
    """The street's own name without its type ("Rue Lepic" → "lepic"); empty where it has none."""
    words = tokenise(name).words
    if len(words) < 2 or _ABBREVIATED.get(words[0], words[0]) not in _STREET_TYPES:
        return ""
    return " ".join(w for w in words[1:] if w not in _LINKS)


def zone_forms(name: str, kind: str) -> list[str]:
    """Folded ways to write a zone's name."""
    if kind == "street":
        return street_forms(name)
    key = " ".join(tokenise(name).words)
    out = [key]
    if key.startswith(("la ", "le ", "les ", "l ")) and len(key) > 6:
        out.append(key.split(" ", 1)[1])
    if kind == "station":
        core = key
        for word in ("metro ", "station ", "gare de ", "gare du ", "gare d ", "gare "):
            core = core.removeprefix(word)
        out += [core, f"metro {core}", f"station {core}", f"m {core}"]
    joined = key.replace(" ", "")
    if " " in key and len(joined) >= 7:
        out.append(joined)
    for variant in (key.replace("saint ", "st "), key.replace("st ", "saint ") if key.startswith("st ") else key):
        out.append(variant)
    if kind == "town":
        cut = re.split(r" \d| arrondissement", key)[0]
        if len(cut) >= 4:
            out.append(cut)
    return list(dict.fromkeys(o for o in out if len(o) >= 3))


def district_numbers(zones: Iterable[ZoneEntry], shops: Iterable[ShopEntry]) -> frozenset[int]:
    """Numbers of the town's numbered districts, from the zones' names and the shops' postcodes."""
    numbers: set[int] = set()
    for zone in zones:
        if zone.kind not in ("town", "district"):
            continue
        for text in (zone.name, *zone.aliases):
            for found in re.findall(r"(?<!\d)(\d{1,2})(?:e|er|eme|ieme|th|st|nd|rd)?\b(?!\d)", fold(text)):
                numbers.add(int(found))
        span = re.search(r"(\d{1,2})\s*[-–—]\s*(\d{1,2})(?!\d)", zone.name)
        if span and 0 < int(span[2]) - int(span[1]) < 30:
            numbers.update(range(int(span[1]), int(span[2]) + 1))
    if numbers:
        return frozenset(numbers)
    codes = [s.postcode.strip() for s in shops if re.fullmatch(r"\d{5}", s.postcode.strip())]
    if (
        codes
        and len({c[:3] for c in codes}) == 1
        and all(1 <= int(c[3:]) <= 20 for c in codes)
        and codes[0][:2] in ("75", "69", "13")
    ):
        return frozenset(int(c[3:]) for c in codes)
    return frozenset()


def district_shapes(places: Iterable[Place], numbers: frozenset[int]) -> list[tuple[int, Any]]:
    """Number and shape of each district whose name begins with its number ("9e arrondissement"); shapes are prepared."""
    out = []
    for place in places:
        found = re.match(r"(\d{1,2})(?:e|er|eme|ieme|th|st|nd|rd)?\b", fold(place.name))
        if place.kind == "district" and place.shape is not None and found and int(found[1]) in numbers:
            shapely.prepare(place.shape)
            out.append((int(found[1]), place.shape))
    return out
