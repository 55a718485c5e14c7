"""Somebody signed in at each desk: the cookie of a session."""
from __future__ import annotations

from django.test import Client

from maillon.accounts.models import Person, Role
from maillon.core import clock
from maillon.shops.models import Shop
from maillon.territory.models import Town


def signed_in(shop: str, town: str) -> tuple[str, str]:
    """Return cookies of the shop's keeper and of the town's officer."""
    place = Town.objects.get(slug=town)
    return (_cookie("keeper@bench.invalid", "shopkeeper", "shop", Shop.objects.get(public_id=shop).pk, place.pk),
            _cookie("officer@bench.invalid", "officer", "town", place.pk, place.pk))


def _cookie(email: str, kind: str, scope: str, scope_id: int, town_id: int) -> str:
    person = Person.objects.create_user(email, name=kind, language="fr")
    Role.objects.create(person=person, kind=kind, scope=scope, scope_id=scope_id, town_id=town_id, granted_at=clock.now())
    client = Client(headers={"host": "localhost"})
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return f"sessionid={client.cookies['sessionid'].value}"
