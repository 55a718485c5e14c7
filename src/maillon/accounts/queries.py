"""Reads: who somebody is and what they hold."""
from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from . import personal_data
from .models import Person, Role


@dataclass(frozen=True)
class PersonCard:
    id: int
    public_id: str
    name: str
    email: str
    language: str


@dataclass(frozen=True)
class HeldRole:
    """A role in force. `scope_id` and `town_id` are primary keys; `town_id` is None for the house."""

    public_id: str
    kind: str
    scope: str
    scope_id: int
    town_id: int | None


@dataclass(frozen=True)
class Holding:
    """Somebody's role as the people page shows it."""

    role: HeldRole
    person: PersonCard
    granted_at: dt.datetime
    granted_by: str


def card(person: Person) -> PersonCard:
    return PersonCard(person.pk, person.public_id, person.name or person.email.partition("@")[0], person.email,
                      person.language)


def people_by_id(ids: Iterable[int]) -> dict[int, PersonCard]:
    return {person.pk: card(person) for person in Person.objects.filter(pk__in=set(ids))}


def held(role: Role) -> HeldRole:
    return HeldRole(role.public_id, role.kind, role.scope, role.scope_id, role.town_id)


def roles_of(person: Any) -> frozenset[HeldRole]:
    """Return the roles in force of somebody (`request.user`, also when nobody is signed in); read once per object."""
    if not getattr(person, "is_authenticated", False) or not person.is_active:
        return frozenset()
    if not hasattr(person, "_held_roles"):
        person._held_roles = frozenset(held(role) for role in Role.objects.filter(person_id=person.pk, revoked_at=None))
    roles: frozenset[HeldRole] = person._held_roles
    return roles


def holdings(*, town_id: int | None = None, scope: str | None = None, scope_id: int | None = None) -> list[Holding]:
    """Return the roles in force in a town, or in one shop or zone, oldest first. One query."""
    rows = Role.objects.filter(revoked_at=None).select_related("person", "granted_by").order_by("granted_at", "pk")
    if town_id is not None:
        rows = rows.filter(town_id=town_id)
    if scope is not None and scope_id is not None:
        rows = rows.filter(scope=scope, scope_id=scope_id)
    return [Holding(held(row), card(row.person), row.granted_at, card(row.granted_by).name if row.granted_by else "")
            for row in rows]


def people_holding(*, kinds: Iterable[str], scope: str, scope_id: int) -> list[PersonCard]:
    """Return those who hold one of `kinds` on one shop, zone or town, by name."""
    rows = Person.objects.filter(roles__kind__in=list(kinds), roles__scope=scope, roles__scope_id=scope_id,
                                 roles__revoked_at=None, is_active=True).distinct().order_by("name", "pk")
    return [card(person) for person in rows]


def own_data(person_id: int) -> dict[str, Any]:
    """Return what the house holds about one person, fit for JSON: own row, roles ever held, each context's part."""
    person = Person.objects.get(pk=person_id)
    roles = Role.objects.filter(person_id=person_id).order_by("granted_at")
    return {
        "person": {"id": person.public_id, "email": person.email, "name": person.name, "language": person.language,
                   "joined_at": person.joined_at, "last_login": person.last_login},
        "roles": [{"kind": role.kind, "scope": role.scope, "granted_at": role.granted_at,
                   "revoked_at": role.revoked_at} for role in roles],
        **personal_data.read_all(person_id),
    }
