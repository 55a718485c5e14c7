"""A town with Ada's shop, Dario the officer and Carla the neighbour, and mail that stays here."""
from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest

from maillon.accounts.models import Person
from maillon.accounts.public import grant_role
from maillon.core import clock
from maillon.relay.mailing import transport
from maillon.relay.models import Delivery, Subscription
from maillon.relay.public import sign_up_holders
from maillon.shops.models import Shop
from maillon.territory.models import Town, Zone
from maillon.voices.tests.factories import a_shop, a_source, a_town, a_zone

NOW = dt.datetime(2026, 11, 23, 6, 45, tzinfo=dt.UTC)        # a Monday, 07:45 in Paris
SUNDAY = dt.datetime(2026, 11, 22, 11, 0, tzinfo=dt.UTC)


@dataclass
class Place:
    town: Town
    zone: Zone
    shop: Shop
    other: Shop
    people: dict[str, Person]
    clock: Clock

    def subscription(self, name: str, what: str = "digest", **more: Any) -> Subscription:
        return Subscription.objects.get(person=self.people[name], what=what, **more)

    def due(self, name: str, **changes: Any) -> Subscription:
        """The digest subscription of somebody, due since half past seven."""
        row = self.subscription(name)
        Subscription.objects.filter(pk=row.pk).update(next_at=NOW - dt.timedelta(minutes=15), **changes)
        row.refresh_from_db()
        return row

    def states(self, **only: Any) -> list[str]:
        return list(Delivery.objects.filter(**only).order_by("pk").values_list("state", flat=True))


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> dt.datetime:
        return self.now

    def forward(self, **step: float) -> dt.datetime:
        self.now += dt.timedelta(**step)
        return self.now


@pytest.fixture
def frozen(monkeypatch) -> Clock:
    monkeypatch.setattr(transport, "rest", transport.Rest())
    hands = Clock()
    monkeypatch.setattr(clock, "now", hands)
    return hands


@pytest.fixture
def place(db, frozen) -> Place:
    town = a_town(slug="harbour", name="Harbour", language="fr")
    zone = a_zone(town, kind="centre", name="Passage Vercotte")
    shop = a_shop(town, name="Fournil Pruneau", zones=(zone,), lon=2.39, lat=48.87)
    other = a_shop(town, name="Joaolena")
    a_source(town, name="Square")
    people = {name: Person.objects.create_user(f"{name}@sample.invalid", name=name.title(), language=language)
              for name, language in (("ada", "en"), ("dario", ""), ("fanny", "en"), ("carla", "en"))}
    for name, kind, scope_id in (("ada", "shopkeeper", shop.pk), ("dario", "officer", town.pk),
                                 ("fanny", "community_manager", zone.pk)):
        grant_role(person_id=people[name].pk, kind=kind, scope_id=scope_id, town_id=town.pk, by=None, now=SUNDAY)
    sign_up_holders(town_id=town.pk, time_zone=town.time_zone, now=NOW)
    return Place(town, zone, shop, other, people, frozen)


@pytest.fixture
def run_tasks(monkeypatch):
    """Tasks queued by relay are noted; calling the fixture runs them as the worker would."""
    from maillon.relay import tasks
    from maillon.relay.actions import delivery

    queued: list[int] = []
    monkeypatch.setattr(delivery, "later", lambda function, pk: queued.append(pk))

    def run() -> int:
        now, done = list(queued), 0
        queued.clear()
        for pk in now:
            tasks.send(pk)
            done += 1
        return done

    run.queued = queued
    return run
