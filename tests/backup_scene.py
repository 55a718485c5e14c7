"""Fills the installation named by the environment with a little of everything, odd values too: for the backup tests.

    python -m tests.backup_scene             fill
    python -m tests.backup_scene write N     write N pairs of rows, each in one transaction; 0: until the input ends
"""
from __future__ import annotations

import datetime as dt
import os
import select
import sys
import time


def fill() -> None:
    from django.conf import settings
    from django.db import transaction

    from maillon.accounts.models import Person
    from maillon.accounts.public import grant_role
    from maillon.core import audit, work
    from maillon.relay.public import sign_up_holders
    from maillon.shops.models import ExternalId
    from maillon.voices.models import Voice
    from maillon.voices.tests.factories import NOW, a_label, a_shop, a_source, a_town, a_voice, a_zone

    moment = dt.datetime(2026, 3, 29, 1, 59, 59, 999999, tzinfo=dt.timezone(dt.timedelta(hours=5, minutes=45)))
    with transaction.atomic():
        for slug in ("harbour", "elsewhere"):
            town = a_town(slug=slug, name="Ville de l’Œuvre\t\"quoted\"\n\\ 街 🥖", languages=["fr", "en"])
            quarter = a_zone(town, geometry={"type": "Polygon", "coordinates": [[[2.1, 48.0], [2.2, 48.25]]]})
            inner = a_zone(town, parent=quarter)
            shop = a_shop(town, zones=(inner,), lon=2.3900000000000001, lat=-0.1, place_ids={"b": [1, None], "a": "é"})
            ExternalId.objects.create(shop=shop, town=town, register="osm", external_id=f"node/{slug}")
            a_source(town, cursor={"z": 1, "aa": {"k": True}}, blind_since=moment)
            aspects = [{"aspect": "price", "stance": "up", "words": []}]
            for n in range(1500):                                     # more than one batch of rows
                Voice.objects.create(town=town, text=f"voice {n} ≤ 100 % \u2028 👩‍🚀", written_at=moment,
                                     day=NOW.date(), stance_probability=n / 7, aspects=aspects)
            a_label(a_voice(shop), shop, "not_us")
            person = Person.objects.create_user(f"{slug}@sample.invalid", name="Zoë")
            grant_role(person_id=person.pk, kind="shopkeeper", scope_id=shop.pk, town_id=town.pk, by=None, now=NOW)
            sign_up_holders(town_id=town.pk, time_zone=town.time_zone, now=NOW)
        work.later("maillon.core.beats.worker_beat", {"π": 3})
        audit.record(action="made", object_kind="scene", object_id=1, by=None, now=moment, detail={"é": [1.5, None]})
        Voice.objects.filter(town=town).last().delete()               # ids with a gap at the end
    media = settings.MEDIA_ROOT / "photos" / "été"
    media.mkdir(parents=True)
    (media / "façade.bin").write_bytes(bytes(range(256)) * 5000)


def write(pairs: int) -> None:
    from django.db import transaction

    from maillon.core import audit, clock
    from maillon.core.models import Handled

    n = 0
    while n < pairs or (pairs == 0 and not ended()):
        n += 1
        with transaction.atomic():
            Handled.objects.create(event_id=f"{os.getpid()}-{time.monotonic_ns()}"[:32], reaction="pair")
            audit.record(action="pair", object_kind="pair", object_id=n, by=None, now=clock.now())
        if n == 5:
            print("writing", flush=True)
        time.sleep(0.002)


def ended() -> bool:
    return bool(select.select([sys.stdin], [], [], 0)[0])


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillon.site.settings")
    django.setup()
    write(int(sys.argv[2])) if sys.argv[1:2] == ["write"] else fill()
