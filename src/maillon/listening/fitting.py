"""Whether a shop stands where the text says, and which of several namesakes the text leaves."""

from __future__ import annotations

import math

from maillon.listening.gazetteer import Gazetteer
from maillon.listening.whereabouts import Named, Whereabouts

_SAME_SPOT = 80.0
_AROUND = ((80.0, 1.0), (250.0, 0.9), (450.0, 0.6), (1000.0, 0.0))
"""Metres from a street that gives its name to what lies around → how well a shop fits."""
_CORE = 0.7
"""What such a place is worth beside a street that is named as one."""
_DOUBT = 0.45
"""What a street elsewhere takes from a shop that another named place fits."""


def agreement(gazetteer: Gazetteer, shop: int, place: Named) -> float:
    """How well a shop fits a named place: 1 stands there, 0 unknown, −1 stands elsewhere."""
    zone = gazetteer.places[place.zone]
    xy = gazetteer.xy[shop]
    if place.kind == "street" and place.core:
        return _around(gazetteer, shop, place)
    if place.kind == "street":
        own = gazetteer.shop_street[shop]
        if own == place.zone:
            number = gazetteer.shops[shop].housenumber.split(" ")[0].rstrip("abcdABCD")
            if place.number and number and place.number != number:
                return 0.6
            return 1.0
        away = zone.distance(*xy) if xy else None
        if own < 0:
            return 0.0 if away is None else 0.8 if away <= 60 else 0.0 if away <= 250 else -1.0
        return 0.3 if away is not None and away <= 30 else -1.0
    if xy is None:
        return 0.0
    away = zone.distance(*xy)
    if away is None:
        return 0.0
    if zone.kind == "station":
        return 1.0 if away <= 400 else 0.5 if away <= 650 else -1.0 if away > 1200 else 0.0
    reach = 60.0 if zone.kind == "centre" else 150.0
    return 1.0 if away <= (30.0 if zone.kind == "centre" else 0.0) else 0.5 if away <= reach else -1.0 if away > 300 else 0.0


def _around(gazetteer: Gazetteer, shop: int, place: Named) -> float:
    """How well a shop fits "Vavin" or "Maubert", said without "street": the streets around are meant, or the station so named."""
    if gazetteer.shop_street[shop] == place.zone:
        return 1.0
    xy = gazetteer.xy[shop]
    away = gazetteer.places[place.zone].distance(*xy) if xy else None
    if away is None:
        return 0.0
    return next((value for most, value in _AROUND if away <= most), -1.0)


def _district_agreement(gazetteer: Gazetteer, shop: int, where: Whereabouts) -> float:
    number = gazetteer.district_of[shop]
    if not where.districts or not number:
        return 0.0
    return 1.0 if number in where.districts else -1.0


def fit(gazetteer: Gazetteer, shop: int, where: Whereabouts) -> float:
    """Best agreement of a shop with what the text says of the place."""
    named = [n for n in where.named if not n.excluded and gazetteer.places[n.zone].kind != "town"]
    values = [_CORE * max(0.0, agreement(gazetteer, shop, n)) if n.core else agreement(gazetteer, shop, n) for n in named]
    told = [v for v, n in zip(values, named, strict=True) if n.kind == "street"]
    values = [v for v in values if v > 0 or not values] or values
    best = max(values, default=0.0)
    if best > 0 and (against := min((v for v in told if v < 0), default=0.0)):
        best += _DOUBT * against
    if (district := _district_agreement(gazetteer, shop, where)) != 0:
        best = max(best, district) if best >= 0 or district < 0 else best
    return best


def _excluded(gazetteer: Gazetteer, shop: int, where: Whereabouts) -> bool:
    return any(n.excluded and agreement(gazetteer, shop, n) > 0.5 for n in where.named)


def one_of(gazetteer: Gazetteer, where: Whereabouts, shops: list[int]) -> int | None:
    """The one of several that the text's own words on the place leave; None where they leave more or none."""
    spots = apart(gazetteer, shops)
    if len(spots) == 1:
        return spots[0]
    left = [s for s in spots if not _excluded(gazetteer, s, where)]
    if len(left) == 1 and len(left) < len(spots):
        return left[0]
    fits = sorted(((fit(gazetteer, s, where), s) for s in left), key=lambda p: (-p[0], p[1]))
    if fits and fits[0][0] >= 0.5 and (len(fits) == 1 or fits[1][0] <= fits[0][0] - 0.35):
        return fits[0][1]
    return None


def apart(gazetteer: Gazetteer, shops: list[int]) -> list[int]:
    """One shop for each spot: registers often hold the same shop twice."""
    kept: list[int] = []
    for shop in shops:
        xy = gazetteer.xy[shop]
        twin = any(xy is not None and (other := gazetteer.xy[k]) is not None and math.dist(xy, other) <= _SAME_SPOT for k in kept)
        if not twin:
            kept.append(shop)
    return kept


def apart_by_name(gazetteer: Gazetteer, shops: list[int]) -> list[int]:
    """One shop, the first, for each name."""
    kept: dict[str, int] = {}
    for shop in shops:
        kept.setdefault(gazetteer.folded[shop], shop)
    return list(kept.values())
