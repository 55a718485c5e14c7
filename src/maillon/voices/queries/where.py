"""Where a voice counts. One answer for counters, lists, letters and open data, asked from either side; a test holds both
against each other."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from ..models import Link, Voice
from ..rules.link_states import PUBLIC

ZONES = ("zone_id", "zone__parent_id", "zone__parent__parent_id", "zone__parent__parent__parent_id")
"""The zone a voice speaks of and those it lies in: quarter, district, town."""
FIELDS = ("pk", "town_id", "subject", "street_id", *ZONES)
_IN_ZONES = ("centre", "town")
_ITSELF = ("street", *_IN_ZONES)
"""Subjects that count without any link."""

Place = tuple[str, int]                      # scope, primary key


def places_of(rows: Iterable[Sequence[Any]]) -> dict[int, set[Place]]:
    """Return the places each voice counts in, by primary key; `rows` begin with FIELDS. One query."""
    places: dict[int, set[Place]] = {}
    towns: dict[int, int] = {}
    denied: dict[int, int] = {}              # about a shop, of none that we know, in this street
    for pk, town, subject, street, *rest in rows:
        here = places[pk] = set()
        towns[pk] = town
        if subject in _ITSELF:
            here.add(("town", town))
        if subject == "street" and street:
            here.add(("street", street))
        if subject == "shop" and street:
            denied[pk] = street
        if subject in _IN_ZONES:
            here.update(("zone", zone) for zone in rest[:len(ZONES)] if zone)
    for pk, shop, street, zone in Link.objects.filter(voice_id__in=list(places), state__in=PUBLIC).values_list(
            "voice_id", "shop_id", "shop__street_id", "shop__in_zones__zone_id"):
        found = {("town", towns[pk]), ("shop", shop), ("street", street), ("zone", zone)}
        places[pk] |= {(scope, ref) for scope, ref in found if ref}
        denied.pop(pk, None)
    for pk, street in denied.items():
        places[pk] |= {("town", towns[pk]), ("street", street)}
    return places


def counting_in(*, town_id: int, scope: str, ref_id: int, states: Sequence[str] = PUBLIC) -> QuerySet[Voice]:
    """Return the voices that count in a shop, street, zone or town, by links in one of `states`.

    Raises ValueError for another scope.
    """
    links = Link.objects.filter(voice=OuterRef("pk"), state__in=states)
    match scope:
        case "shop":
            where = Q(Exists(links.filter(shop_id=ref_id)))
        case "street":
            named = Q(subject="street") | (Q(subject="shop") & ~Q(Exists(links)))
            where = (named & Q(street_id=ref_id)) | Q(Exists(links.filter(shop__street_id=ref_id)))
        case "zone":
            named = Q(*((zone, ref_id) for zone in ZONES), _connector=Q.OR) & Q(subject__in=_IN_ZONES)
            where = named | Q(Exists(links.filter(shop__in_zones__zone_id=ref_id)))
        case "town":
            where = Q(subject__in=_ITSELF) | Q(subject="shop", street_id__isnull=False) | Q(Exists(links))
        case _:
            raise ValueError(f"no such scope: {scope!r}")
    return Voice.objects.filter(where, town_id=town_id)
