"""Scenes: a portal with something in it, made by the same actions a town would use. For the sample town and the journeys."""
from __future__ import annotations

import datetime as dt
import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from django.conf import settings

from maillon.shops.actions import import_shops
from maillon.shops.connectors import read_shops
from maillon.territory.actions import import_zones, make_town
from maillon.territory.connectors.zones import read_zones
from maillon.territory.models import Town
from maillon.voices.actions.read import read_posts
from maillon.voices.actions.sources import add_source, visit
from maillon.voices.models import Post, Source

from .sample.cast import make_cast

SLUG = "paris-18-20"
CREDIT = "© OpenStreetMap contributors, Ville de Paris (ODbL)"
Say = Callable[[str], None]


def quiet(step: str) -> None:
    """Say nothing of the steps."""


def empty(now: dt.datetime, say: Say = quiet) -> None:
    """A town on its first day: a name and its people, nothing else."""
    town_id = town(now, "first-day", "First Day", "A town that has just begun", "")
    make_cast(town_id=town_id, now=now)


def shops_only(now: dt.datetime, say: Say = quiet) -> None:
    """The sample town with zones, shops and people, its square open, before anything was said."""
    town_id = town(now, SLUG, "Paris 18e 19e 20e", "Ce que la rue dit de ses boutiques, et ce qu’elles répondent.", CREDIT)
    say("zones")
    import_zones(town_id=town_id, rows=read_zones(settings.SAMPLE_DIR / "zones.geojson"), file_name="zones.geojson",
                 by=None, now=now)
    say("shops")
    import_shops(town_id=town_id, register="sample", rows=read_shops(settings.SAMPLE_DIR / "shops.geojson"),
                 file_name="shops.geojson", by=None, now=now)
    say("people")
    make_cast(town_id=town_id, now=now)


def sample(now: dt.datetime, say: Say = quiet) -> None:
    """The sample town with ninety days of invented posts, read, and more to come every twenty seconds."""
    shops_only(now, say)
    town_id = Town.objects.get(slug=SLUG).pk
    source = Source.objects.filter(town_id=town_id, kind="sample").first()
    source_id = source.pk if source else add_source(
        town_id=town_id, kind="sample", name="sample", by=None, now=now, start=False,
        settings={"path": str(settings.SAMPLE_DIR / "posts.jsonl"), "seed": 18, "set_up_at": now.isoformat()})
    Source.objects.filter(pk=source_id, state="paused").update(state="listening", next_at=now)
    say("posts")
    if not Source.objects.get(pk=source_id).cursor.get("past"):
        while visit(source_id=source_id, now=now, again=False):
            say("posts")
    read_now(town_id, now)


def read_now(town_id: int, now: dt.datetime) -> None:
    """Read what has just been taken in without waiting for a worker; its tasks in the queue will find nothing left to do."""
    waiting = list(Post.objects.filter(town_id=town_id, state="new").order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(waiting), 500):
        read_posts(town_id=town_id, post_ids=waiting[start:start + 500], now=now)


def large(now: dt.datetime, say: Say = quiet) -> None:
    """A town of 100,000 generated shops, to see that nothing depends on the number."""
    if Town.objects.filter(slug="large").exists():
        return
    made = generator()
    town_id = town(now, "large", "Large Town", "A hundred thousand shops, all generated", "generated for Maillon")
    place = settings.DATA_DIR / "large"
    place.mkdir(exist_ok=True)
    (place / "zones.geojson").write_text(json.dumps(collection(made.zones())))
    say("zones")
    import_zones(town_id=town_id, rows=read_zones(place / "zones.geojson"), file_name="zones.geojson", by=None, now=now)
    (place / "shops.geojson").write_text(json.dumps(collection(made.generate())))
    say("shops")
    import_shops(town_id=town_id, register="generated", rows=read_shops(place / "shops.geojson"),
                 file_name="shops.geojson", by=None, now=now)
    say("people")
    make_cast(town_id=town_id, now=now)


def town(now: dt.datetime, slug: str, name: str, motto: str, credit: str) -> int:
    known = Town.objects.filter(slug=slug).first()
    return known.pk if known else make_town(slug=slug, name=name, motto=motto, credit=credit, by=None, now=now)


def collection(features: object) -> dict[str, object]:
    """Wrap features as a GeoJSON FeatureCollection, unless they are one."""
    return features if isinstance(features, dict) else {"type": "FeatureCollection", "features": list(features)}  # type: ignore[call-overload]


def generator() -> ModuleType:
    """The sample folder's own generator of a large town; it lies outside the package, so it is loaded by its path."""
    path = Path(settings.SAMPLE_DIR) / "large.py"
    spec = importlib.util.spec_from_file_location("maillon_sample_large", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SCENES: dict[str, Callable[[dt.datetime, Say], None]] = {
    "empty": empty, "shops": shops_only, "sample": sample, "large": large,
}
