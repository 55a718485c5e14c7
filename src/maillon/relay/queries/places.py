"""What a subscription is about: a shop, a zone or the town, with its name and the page that opens it."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from maillon.shops.public import shops_by_id
from maillon.territory.public import TownCard, towns, zones_of

SCOPES = ("shop", "zone", "town")


@dataclass(frozen=True)
class About:
    """`ref_id` is a primary key; `ref` what stands for it outside: the public id of a shop or zone, the town's slug."""

    scope: str
    ref_id: int
    ref: str
    name: str
    slug: str
    town_id: int
    town_slug: str
    town_name: str
    time_zone: str
    language: str


def abouts(wanted: Iterable[tuple[int, str, int]]) -> dict[tuple[str, int], About]:
    """Return what (town id, scope, ref id) triples are about, by (scope, ref id); what is gone is left out.

    One query for towns, one for shops, one for the zones of each town.
    """
    wanted = set(wanted)
    here = {town.id: town for town in towns()}
    shops = shops_by_id({ref_id for _, scope, ref_id in wanted if scope == "shop"})
    found: dict[tuple[str, int], About] = {}
    with_zones = {town_id for town_id, scope, _ in wanted if scope == "zone"}
    zones = {zone.id: zone for town_id in with_zones for zone in zones_of(town_id, geometry=False)}
    for town_id, scope, ref_id in wanted:
        town = here.get(town_id)
        thing = shops.get(ref_id) if scope == "shop" else zones.get(ref_id) if scope == "zone" else here.get(ref_id)
        if town is None or thing is None:
            continue
        ref = town.slug if isinstance(thing, TownCard) else thing.public_id
        found[scope, ref_id] = About(scope, ref_id, ref, thing.name, thing.slug, town_id, town.slug, town.name,
                                     town.time_zone, town.language)
    return found


def about_one(town_id: int, scope: str, ref_id: int) -> About | None:
    return abouts([(town_id, scope, ref_id)]).get((scope, ref_id))
