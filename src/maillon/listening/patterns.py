"""What of a town can be named in a text: the patterns of its shops, places and trades, and of towns elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import shapely

from maillon.listening.entries import Correction, ShopEntry, ZoneEntry
from maillon.listening.folding import tokenise
from maillon.listening.geography import Projection, street_core, street_forms, street_key, zone_forms
from maillon.listening.lexicon import cuisines, towns, trade_words
from maillon.listening.names import ARTICLES, PLACEWORDS, forms
from maillon.listening.short_names import part_forms

_HOME_METRES = 25_000.0
_BORDER_METRES = 600.0
Ref = tuple[str, int | str, str]
"""What a pattern stands for: (sort, what, how). Sort is shop, zone, trade, cuisine or away; how is the form of a shop's name."""


def patterns_of(
    shops: tuple[ShopEntry, ...], zones: tuple[ZoneEntry, ...], corrections: tuple[Correction, ...]
) -> dict[str, list[Ref]]:
    """Every folded text that names something of this town, and what it names, in a fixed order."""
    out: dict[str, list[Ref]] = {}

    def add(pattern: str, ref: Ref) -> None:
        refs = out.setdefault(pattern, [])
        if not any(r[0] == ref[0] and r[1] == ref[1] for r in refs):
            refs.append(ref)

    by_id = {s.id: i for i, s in enumerate(shops)}
    denied = denied_to(corrections)
    place_words = frozenset(w for z in zones if z.kind != "street" for w in tokenise(z.name).words if len(w) > 3) | PLACEWORDS
    taken = _place_names(shops, zones)
    for i, s in enumerate(shops):
        for form in forms(s.name, aliases=tuple(s.aliases), places=place_words):
            derived = form.made == "short" or (form.made == "joined" and form.words in taken)
            if not within_denied(form.words, denied.get(s.id, ())) and not (derived and form.words in taken):
                add(form.words, ("shop", i, form.made))
    for i, part, made in part_forms([s.name for s in shops], place_words | taken):
        if not within_denied(part, denied.get(shops[i].id, ())):
            add(part, ("shop", i, made))
    for c in corrections:
        key = " ".join(tokenise(c.alias).words)
        if c.allowed and c.shop_id in by_id and key:
            out[key] = [r for r in out.get(key, []) if not (r[0] == "shop" and r[1] == by_id[c.shop_id])]
            out[key].append(("shop", by_id[c.shop_id], "confirmed"))
    _add_places(shops, zones, add)
    for words, found in trade_words().items():
        for trade in found:
            add(words, ("trade", trade, ""))
    for words, named in cuisines().items():
        for cuisine in named:
            add(words, ("cuisine", cuisine, ""))
    _add_away(shops, zones, out, add)
    return {k: v for k, v in out.items() if k and v}


def denied_to(corrections: Iterable[Correction]) -> dict[str, list[str]]:
    """Shop → the aliases that corrections block for it."""
    out: dict[str, list[str]] = {}
    for c in corrections:
        if not c.allowed:
            out.setdefault(c.shop_id, []).append(_bare(c.alias))
    return out


def within_denied(form: str, aliases: Iterable[str]) -> bool:
    """Whether a form is blocked. Parts of a blocked alias stand wherever it stands, so they go with it."""
    return any(_bare(form) in alias for alias in aliases)


def _place_names(shops: tuple[ShopEntry, ...], zones: tuple[ZoneEntry, ...]) -> frozenset[str]:
    """Names of places, near and far: what is left of "Café Lepic" without its trade word is the street, not the shop."""
    out = {w for z in zones for name in (z.name, *z.aliases) for w in zone_forms(name, z.kind)}
    streets = {s.street for s in shops} | {z.name for z in zones if z.kind == "street"}
    out.update(core for street in streets if (core := street_core(street)))
    out.update(" ".join(tokenise(name).words) for _, _, names in towns() for name in names)
    return frozenset(out | {w.replace(" ", "") for w in out})


def _bare(alias: str) -> str:
    """An alias without article and spaces, so that a correction covers "Le Jardin", "au Jardin" and "#lejardin"."""
    words = tokenise(alias).words
    bare = words[1:] if len(words) > 1 and words[0] in ARTICLES | {"au", "du", "aux", "des"} else words
    joined = "".join(bare)
    return next(
        (joined[len(a) :] for a in ("les", "le", "la") if len(words) == 1 and joined.startswith(a) and len(joined) > len(a) + 4),
        joined,
    )


def _add_places(shops: tuple[ShopEntry, ...], zones: tuple[ZoneEntry, ...], add: Any) -> None:
    keys: set[str] = set()
    index = 0
    for index, zone in enumerate(zones):
        for name in (zone.name, *zone.aliases):
            for words in zone_forms(name, zone.kind):
                add(words, ("zone", index, zone.kind))
        if zone.kind == "street":
            keys.add(street_key(zone.name))
            if core := street_core(zone.name):
                add(core, ("zone", index, "core"))
    index = len(zones)
    for s in shops:  # in the order `_lay_out` numbers them
        key = street_key(s.street)
        if key and key not in keys:
            keys.add(key)
            for words in street_forms(s.street):
                add(words, ("zone", index, "street"))
            if core := street_core(s.street):
                add(core, ("zone", index, "core"))
            index += 1


def _add_away(shops: tuple[ShopEntry, ...], zones: tuple[ZoneEntry, ...], known: dict[str, list[Ref]], add: Any) -> None:
    """Towns that lie elsewhere: farther than 25 km, and not named by any zone."""
    middle = middle_of(shops, zones)
    home = {w for z in zones for text in (z.name, *z.aliases) for w in tokenise(text).words}
    outline = _town_outline(zones, middle)
    for lat, lon, names in towns():
        x, y = middle.xy(lon, lat)
        if (shops or zones) and _at_home(x, y, outline):
            continue
        for name in names:
            pattern = " ".join(tokenise(name).words)
            if pattern not in home and len(pattern) > 2:
                add(pattern, ("away", pattern, ""))


def _town_outline(zones: tuple[ZoneEntry, ...], middle: Projection) -> Any | None:
    """The town's shape in metres, where a zone gives it under a name that the list of towns knows."""
    known = {" ".join(tokenise(name).words) for _, _, names in towns() for name in names}
    for zone in zones:
        if zone.kind == "town" and zone.geometry and {" ".join(tokenise(n).words) for n in (zone.name, *zone.aliases)} & known:
            return middle.project(zone.geometry)
    return None


def _at_home(x: float, y: float, outline: Any | None) -> bool:
    """Whether a town's middle is the town itself or too near to be told from it."""
    if outline is not None:
        return bool(outline.distance(shapely.Point(x, y)) < _BORDER_METRES)
    return bool((x * x + y * y) ** 0.5 < _HOME_METRES)


def zone_like(patterns: list[str], refs: list[list[Ref]]) -> frozenset[int]:
    """Shop names that are a zone's name after a preposition ("À la Goutte d'Or")."""
    zones = {p for p, rs in zip(patterns, refs, strict=True) if any(r[0] == "zone" and r[2] != "core" for r in rs)}
    out = set()
    for k, pattern in enumerate(patterns):
        words = pattern.split()
        if words[0] in ("a", "au", "aux", "chez", "in", "at", "de", "du") and len(words) > 1:
            rest = words[1:]
            if " ".join(rest) in zones or (rest[0] in ARTICLES and " ".join(rest[1:]) in zones):
                out.add(k)
    return frozenset(out)


def middle_of(shops: tuple[ShopEntry, ...], zones: tuple[ZoneEntry, ...]) -> Projection:
    """The local projection of a town: around its shops, else its first shape."""
    points = [(s.lon, s.lat) for s in shops if s.lon is not None and s.lat is not None]
    if points:
        return Projection(sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points))
    for zone in zones:
        try:
            centre = shapely.from_geojson(json.dumps(zone.geometry)).centroid
            return Projection(centre.x, centre.y)
        except (shapely.errors.ShapelyError, TypeError, ValueError):
            continue
    return Projection(0.0, 0.0)
