"""The cast of the sample town: one person for each thing a portal must allow or refuse. All invented."""
from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.utils.translation import gettext_lazy as _

from maillon.accounts import actions
from maillon.accounts.models import Person
from maillon.shops.models import Shop
from maillon.territory.models import Town, Zone

from .place import ELSEWHERE

DOMAIN = "sample.invalid"
FAVOURITE_SHOP = "Fournil Pruneau"


@dataclass(frozen=True)
class Part:
    """Somebody of the cast. `kind` is the role held, empty for none; `language` that of the desk and letters."""

    key: str
    name: str
    kind: str
    language: str
    is_who: Any          # translated when shown
    tries: Any

    @property
    def email(self) -> str:
        return f"{self.key}@{DOMAIN}"


CAST = (
    Part("ada", "Ada", "shopkeeper", "fr", _("keeps the Fournil Pruneau, a bakery"),
         _("the desk: what is said, what to answer, one next step")),
    Part("bruno", "Bruno", "staff", "fr", _("works with Ada"), _("the same desk, without naming staff")),
    Part("carla", "Carla", "", "en", _("lives round the corner"), _("claiming a shop, following one by mail")),
    Part("dario", "Dario", "officer", "fr", _("works at the town hall"),
         _("the zone dashboard, people and their roles, claims")),
    Part("elsa", "Elsa", "officer", "en", _("works for another town"), _("doors that must stay shut to her")),
    Part("fanny", "Fanny", "community_manager", "fr", _("looks after a shopping arcade"),
         _("the zone dashboard of her arcade, the desks of its shops")),
    Part("gael", "Gaël", "moderator", "fr", _("moderates for the town"), _("disputes, unsure links, claims")),
    Part("hugo", "Hugo", "operator", "en", _("runs the machine"),
         _("processes, queue, roles of a town; no shop's desk")),
)


def part(key: str) -> Part | None:
    return next((one for one in CAST if one.key == key), None)


def make_cast(*, town_id: int, now: dt.datetime) -> dict[str, int]:
    """Put the whole cast into a town, Elsa into a second one, and return their primary keys. Harmless when repeated.

    Ada keeps the Fournil Pruneau, in another town its first shop; Fanny gets a fictional centre, else the first zone.
    Where a town has no shop or zone yet, the people come without that role.
    """
    shop = (Shop.objects.filter(town_id=town_id, name=FAVOURITE_SHOP).first()
            or Shop.objects.filter(town_id=town_id, closed_on=None).order_by("pk").first())
    zones = Zone.objects.filter(town_id=town_id, closed_on=None)
    zone = zones.filter(kind=Zone.Kind.CENTRE).order_by("-name").first() or zones.order_by("pk").first()
    elsewhere, _made = Town.objects.get_or_create(slug=ELSEWHERE, defaults={
        "name": "Elsewhere", "motto": "A second town, to see that neither looks into the other", "language": "en"})
    return give_parts(town_id=town_id, shop_id=shop.pk if shop else None, zone_id=zone.pk if zone else None,
                      elsewhere_id=elsewhere.pk, now=now)


def give_parts(*, town_id: int, shop_id: int | None, zone_id: int | None, elsewhere_id: int,
               now: dt.datetime) -> dict[str, int]:
    """Make the people and give them their roles on the given places; return their primary keys by name."""
    scope = {"shopkeeper": shop_id, "staff": shop_id, "community_manager": zone_id, "officer": town_id,
             "moderator": town_id, "operator": 0}
    people = {}
    for one in CAST:
        person, _made = Person.objects.get_or_create(email=one.email, defaults={
            "name": one.name, "language": one.language, "password": "!"})
        people[one.key] = person.pk
        EmailAddress.objects.get_or_create(user_id=person.pk, email=one.email,
                                           defaults={"verified": True, "primary": True})
        where = elsewhere_id if one.key == "elsa" else scope.get(one.kind)
        if one.kind and where is not None:
            town = None if one.kind == "operator" else elsewhere_id if one.key == "elsa" else town_id
            actions.grant_role(person_id=person.pk, kind=one.kind, scope_id=where, town_id=town, by=None, now=now,
                               reason="sample")
    return people
