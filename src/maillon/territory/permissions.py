"""Which town or zone an address speaks of. The questions asked about a town rest on roles alone: see `accounts`."""
from __future__ import annotations

from maillon.core.web.asks import Place, finds

from .models import Town, Zone


def town_place(slug: str) -> Place | None:
    town_id = Town.objects.filter(slug=slug).values_list("pk", flat=True).first()
    return Place(town_id=town_id) if town_id else None


def zone_place(public_id: str) -> Place | None:
    zone = Zone.objects.filter(public_id=public_id).values_list("pk", "town_id").first()
    return Place(town_id=zone[1], zone_ids=frozenset({zone[0]})) if zone else None


def sign_up_places() -> None:
    finds("town", town_place)
    finds("zone_id", zone_place)
