"""Fixtures of this context: an ear that understands a little language, and one town with two shops in two streets."""
from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db.models import Sum
from django_q.models import OrmQ

from maillon.shops.models import Shop
from maillon.territory.models import Street, Town, Zone
from maillon.voices import tasks
from maillon.voices.actions import hear_again, read, relisten
from maillon.voices.actions.counters import differences
from maillon.voices.actions.take_in import take_in
from maillon.voices.models import Count, Post, Source
from maillon.voices.rules.deliveries import Batch, Event, Upsert

from . import little_ear
from .factories import a_shop, a_street, a_town, a_zone

NOW = dt.datetime(2026, 11, 20, 12, 0, tzinfo=dt.UTC)


@dataclass
class Place:
    town: Town
    source: Source
    shop: Shop
    other: Shop
    street: Street
    quarter: Zone
    centre: Zone
    numbers: list[int] = field(default_factory=list)

    def say(self, *texts: str, at: dt.datetime = NOW, read_too: bool = True, **given: Any) -> list[Post]:
        """Take posts in and read them; return them."""
        events = []
        for text in texts:
            self.numbers.append(len(self.numbers))
            events.append(Upsert(native_id=given.get("native_id", str(len(self.numbers))), text=text, written_at=at,
                                 **{key: value for key, value in given.items() if key != "native_id"}))
        self.take(*events, read_too=read_too)
        return list(Post.objects.filter(source=self.source, native_id__in=[event.native_id for event in events]).order_by("pk"))

    def take(self, *events: Event, read_too: bool = True, now: dt.datetime = NOW) -> None:
        take_in(source_id=self.source.pk, batch=Batch(tuple(events), {}), now=now)
        if read_too:
            self.read(now)

    def read(self, now: dt.datetime = NOW) -> None:
        while ids := list(Post.objects.filter(state="new").values_list("pk", flat=True)):
            if not read.read_posts(town_id=self.town.pk, post_ids=ids, now=now):
                break

    def hear_again(self) -> int:
        """Run what lessons and runs of learn have queued, as the worker does; return how many tasks there were."""
        done = 0
        known = {relisten.RELISTEN: tasks.relisten, hear_again.HEAR_AGAIN: tasks.hear_again}
        while task := next((each for each in OrmQ.objects.order_by("pk") if each.task["func"] in known), None):
            function, args = task.task["func"], task.task["args"]
            task.delete()
            known[function](*args)
            done += 1
        return done

    def n(self, scope: str, ref: int, measure: str = "voices") -> int:
        return Count.objects.filter(scope=scope, ref_id=ref, measure=measure).aggregate(n=Sum("n"))["n"] or 0

    def right(self) -> bool:
        """Whether every counter says what the links say."""
        return differences(self.town.pk) == {}


@pytest.fixture
def little_ear_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "hear", little_ear.hear)
    monkeypatch.setattr(relisten, "hear", little_ear.hear)
    monkeypatch.setattr(hear_again, "hear", little_ear.hear)


@pytest.fixture
def place(db: Any, little_ear_in: None) -> Place:
    return make_place()


def make_place() -> Place:
    town = a_town()
    whole = a_zone(town, kind="town")
    quarter = a_zone(town, parent=whole)
    centre = a_zone(town, kind="centre", parent=quarter)
    street = a_street(town)
    source = Source.objects.create(town=town, kind="square", name="test")
    return Place(town, source, a_shop(town, street=street, zones=(quarter, whole)), a_shop(town, zones=(whole,)), street,
                 quarter, centre)
