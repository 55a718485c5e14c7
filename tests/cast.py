"""The cast on a small scene: two towns, three shops, one centre. The people are those of the sample town."""
from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.test import Client

from maillon.accounts.models import Person
from maillon.shops.models import Shop
from maillon.site.sample.cast import CAST, give_parts
from maillon.territory.models import Town, Zone

from .factories import ShopFactory, ShopZoneFactory, StreetFactory, TownFactory, ZoneFactory
from .factories.people import THEN

NAMES = tuple(part.key for part in CAST)
NOBODY = "nobody"


@dataclass(frozen=True)
class Scene:
    """`shop` is Ada's and Bruno's; `arcade_shop` lies in Fanny's `zone`; `other_shop` in Elsa's `elsewhere`."""

    town: Town
    elsewhere: Town
    zone: Zone
    shop: Shop
    arcade_shop: Shop
    other_shop: Shop

    def person(self, key: str) -> Person:
        return Person.objects.get(email=f"{key}@sample.invalid")

    def client(self, key: str) -> Client:
        """A browser signed in as one of the cast; "nobody" is not."""
        client = Client()
        if key != NOBODY:
            client.force_login(self.person(key), backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    def __getattr__(self, key: str) -> Person:
        if key in NAMES:
            return self.person(key)
        raise AttributeError(key)


def make_scene() -> Scene:
    town = TownFactory(slug="harbour", name="Harbour", language="fr", awning="#14513f")
    elsewhere = TownFactory(slug="elsewhere", name="Elsewhere", language="en")
    zone = ZoneFactory(town=town, name="Passage Vercotte", centre=True)
    street = StreetFactory(town=town, name="Mill Street")
    shop = ShopFactory(town=town, name="Fournil Pruneau", street=street, housenumber="92")
    arcade_shop = ShopFactory(town=town, name="Poissonnerie Joaolena", street=street, housenumber="4")
    ShopZoneFactory(shop=arcade_shop, zone=zone)
    other_shop = ShopFactory(town=elsewhere, name="Elsewhere Books")
    give_parts(town_id=town.pk, shop_id=shop.pk, zone_id=zone.pk, elsewhere_id=elsewhere.pk, now=THEN)
    Person.objects.update(language="en")     # a test reads the words of the code, whatever the catalogues say
    return Scene(town, elsewhere, zone, shop, arcade_shop, other_shop)


@pytest.fixture
def cast(db: None) -> Scene:
    return make_scene()
