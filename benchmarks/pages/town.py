"""A town of many generated shops with 10,000 voices of thirteen weeks: one shop has 3,000 a month, most have one or none."""
from __future__ import annotations

import datetime as dt
import json
import random
from collections import Counter
from pathlib import Path

from maillon.core import clock
from maillon.shops.models import Shop, ShopZone
from maillon.shops.public import import_shops, read_shops
from maillon.site import scenes
from maillon.territory.public import import_zones, read_zones
from maillon.voices.actions.counters import add
from maillon.voices.models import Link, Source, Voice

SAID = [("up", "recommendation", "product", "le pain vaut la queue", "Chez {n}, le pain vaut la queue jusqu’au coin de la rue."),
        ("up", "thanks", "service", "toujours le sourire", "Merci à {n}, toujours le sourire, même le samedi soir."),
        ("up", "recommendation", "place", "the room is warm", "{n}: the room is warm and nobody rushes you out."),
        ("down", "complaint", "hours", "porte close", "{n} a encore changé d’horaires, porte close à 18 h."),
        ("none", "question", "product", "Est-ce que", "Est-ce que {n} fait encore le pain de seigle ?")]


def make(shops: int, voices: int, now: dt.datetime, folder: Path) -> tuple[str, str]:
    """Return the town's slug and the public id of the busiest shop."""
    made = scenes.generator()
    town = scenes.town(now, "large", "Large Town", "All generated", "generated")
    (folder / "zones.geojson").write_text(json.dumps(scenes.collection(made.zones())), "utf-8")
    import_zones(town_id=town, rows=read_zones(folder / "zones.geojson"), file_name="zones.geojson", by=None, now=now)
    (folder / "shops.geojson").write_text(json.dumps(scenes.collection(made.generate(shops))), "utf-8")
    import_shops(
        town_id=town, register="generated", rows=read_shops(folder / "shops.geojson"), file_name="shops.geojson", by=None, now=now
    )
    Source.objects.create(town_id=town, kind="sample", name="Bench", checked_at=now, next_at=now)
    return "large", speak(town, voices, now)


def speak(town: int, voices: int, now: dt.datetime) -> str:
    """Write voices, links and counters; return the public id of the shop with most of them."""
    dice = random.Random(18)
    shops = list(Shop.objects.filter(town_id=town).order_by("pk").values_list("pk", "public_id", "name", "street_id"))
    zones: dict[int, list[int]] = {}
    for shop, zone in ShopZone.objects.filter(shop__town_id=town).values_list("shop_id", "zone_id"):
        zones.setdefault(shop, []).append(zone)
    busy, counts, made = shops[0], Counter(), []
    for n in range(voices):
        shop = busy if n < 3_000 * voices // 10_000 else shops[min(int(dice.expovariate(1 / 900)), len(shops) - 1)]
        days = dice.random() * (30 if shop is busy else 90)
        made.append((_voice(town, shop[2], n, now - dt.timedelta(days=days), dice), shop))
    stored = Voice.objects.bulk_create([voice for voice, _ in made], batch_size=500)
    Link.objects.bulk_create([Link(voice=voice, shop_id=shop[0], probability=0.97, written_at=voice.written_at,
                                   state="unsure" if n % 100 == 99 else "sure", evidence=_evidence(voice.text, shop[2]))
                              for n, (voice, (_, shop)) in enumerate(zip(stored, made, strict=True))], batch_size=500)
    for n, (voice, (pk, _, _, street)) in enumerate(made):
        if n % 100 != 99:
            for scope, ref in (("town", town), ("shop", pk), ("street", street), *(("zone", z) for z in zones.get(pk, ()))):
                for measure in (
                    "voices",
                    f"stance:{voice.stance}",
                    f"kind:{voice.kind}",
                    f"aspect:{voice.aspects[0]['aspect']}:{voice.stance}",
                ):
                    if ref:
                        counts[(town, scope, ref, voice.day, measure)] += 1
    add(counts)
    return busy[1]


def _voice(town: int, name: str, n: int, written: dt.datetime, dice: random.Random) -> Voice:
    stance, kind, aspect, words, text = SAID[min(int(dice.expovariate(1.2)), 4)]
    text = text.format(n=name)
    span = [words, text.index(words), text.index(words) + len(words)]
    return Voice(
        town_id=town,
        text=text,
        tool="Mastodon",
        url=f"https://example.org/{n}",
        written_at=written,
        lang="fr",
        subject="shop",
        day=clock.local_day(written, "Europe/Paris"),
        stance=stance,
        kind=kind,
        stance_words=[span],
        sample=True,
        aspects=[{"aspect": aspect, "stance": stance, "words": [span]}],
    )


def _evidence(text: str, name: str) -> list[dict[str, object]]:
    return [{"kind": "name", "text": name, "start": text.index(name), "end": text.index(name) + len(name)}]
