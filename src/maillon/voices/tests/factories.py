"""Rows for the tests of this context: a town with shops, voices that count. Made directly, not through the ear."""
from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from typing import Any

from maillon.shops.models import Shop, ShopZone
from maillon.territory.models import Street, Town, Zone
from maillon.voices.actions.counters import add
from maillon.voices.models import Label, Link, Post, Source, Voice

_number = itertools.count(1)
NOW = dt.datetime(2026, 11, 22, 11, 0, tzinfo=dt.UTC)


def a_town(**given: Any) -> Town:
    n = next(_number)
    return Town.objects.create(
        **{"slug": f"town-{n}", "name": f"Town {n}", "time_zone": "Europe/Paris", "language": "fr"} | given
    )


def a_zone(town: Town, **given: Any) -> Zone:
    n = next(_number)
    return Zone.objects.create(
        town=town,
        **{"kind": "quarter", "name": f"Quarter {n}", "folded": f"quarter {n}", "slug": f"quarter-{n}", "register_id": f"z{n}"}
        | given,
    )


def a_street(town: Town, **given: Any) -> Street:
    n = next(_number)
    name = given.pop("name", f"rue {n}")
    return Street.objects.create(
        town=town, **{"name": name, "folded": name.lower(), "slug": name.lower().replace(" ", "-")} | given
    )


def a_shop(town: Town, *, zones: tuple[Zone, ...] = (), **given: Any) -> Shop:
    n = next(_number)
    name = given.pop("name", f"Shop {n}")
    shop = Shop.objects.create(
        town=town, **{"name": name, "folded": name.lower(), "slug": f"shop-{n}", "trade": "bakery"} | given
    )
    for zone in zones:
        ShopZone.objects.create(shop=shop, zone=zone)
    return shop


def a_source(town: Town, **given: Any) -> Source:
    n = next(_number)
    return Source.objects.create(town=town, **{"kind": "sample", "name": f"Source {n}", "checked_at": NOW} | given)


def a_voice(shop: Shop | None = None, *, town: Town | None = None, days_ago: float = 0, state: str = "sure", counted: bool = True,
            evidence: list[dict] | None = None, **given: Any) -> Voice:
    """A voice about `shop` (or none), with its link and counters (shop, street, zones, town)."""
    n = next(_number)
    town = town or shop.town
    written = given.pop("written_at", NOW - dt.timedelta(days=days_ago))
    voice = Voice.objects.create(town=town, **{
        "text": f"Voice {n}", "tool": "Mastodon", "url": f"https://example.org/{n}", "written_at": written, "day": written.date(),
        "subject": "shop" if shop else "street" if given.get("street") else "town", "lang": "fr", "stance": "up",
        "kind": "thanks", "sample": True} | given)
    if shop is not None:
        Link.objects.create(voice=voice, shop=shop, probability=0.97, state=state, written_at=written,
                            evidence=evidence or [{"kind": "name", "text": shop.name, "start": None, "end": None}])
    if counted and state in {"sure", "confirmed", "put_aside"}:
        count(voice, [shop] if shop else [])
    return voice


def a_label(voice: Voice, shop: Shop, what: str, **given: Any) -> Label:
    return Label.objects.create(voice=voice, shop=shop, what=what, **{"role": "shop", "at": NOW} | given)


def count(voice: Voice, shops: list[Shop]) -> None:
    """Add a voice to the counters, as the ear does."""
    places = {("town", voice.town_id)}
    for shop in shops:
        places |= {("shop", shop.pk), *(("zone", z) for z in shop.in_zones.values_list("zone_id", flat=True))}
        places |= {("street", shop.street_id)} if shop.street_id else set()
    if voice.street_id:
        places.add(("street", voice.street_id))
    measures = {"voices", f"stance:{voice.stance}", f"kind:{voice.kind}", *(["safety"] if voice.safety else []),
                *(f"aspect:{a['aspect']}:{a['stance']}" for a in voice.aspects)}
    add({(voice.town_id, scope, ref, voice.day, measure): 1 for scope, ref in places for measure in measures})


def many_voices(shop: Shop, n: int, *, days: int = 30, now: dt.datetime = NOW) -> None:
    """`n` voices over the last `days`, in batches, with their counters; four in five are praise."""
    voices, links, counts = [], [], Counter()
    for i in range(n):
        written = now - dt.timedelta(days=i * days / n, minutes=1)
        down = i % 5 == 0
        kind = "complaint" if i % 50 == 0 else "recommendation"
        aspects = [{"aspect": "product", "stance": "down" if down else "up", "words": [["le pain", 0, 7]]}]
        voices.append(
            Voice(
                town_id=shop.town_id,
                text=f"le pain numéro {i}",
                tool="Mastodon",
                written_at=written,
                day=written.date(),
                subject="shop",
                lang="fr",
                stance="down" if down else "up",
                kind=kind,
                aspects=aspects,
                sample=True,
            )
        )
        for measure in ("voices", f"stance:{voices[-1].stance}", f"kind:{kind}", f"aspect:product:{voices[-1].stance}"):
            for scope, ref in (("shop", shop.pk), ("town", shop.town_id)):
                counts[(scope, ref, written.date(), measure)] += 1
    for voice in Voice.objects.bulk_create(voices, batch_size=500):
        links.append(Link(voice=voice, shop=shop, probability=0.97, written_at=voice.written_at,
                          evidence=[{"kind": "name", "text": shop.name, "start": None, "end": None}]))
    Link.objects.bulk_create(links, batch_size=500)
    add({(shop.town_id, *key): n for key, n in counts.items()})


__all__ = ["NOW", "Post", "a_label", "a_shop", "a_source", "a_street", "a_town", "a_voice", "a_zone", "count", "many_voices"]
