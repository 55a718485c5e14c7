"""Changes: each in one transaction with its audit row."""
from __future__ import annotations

import datetime as dt

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from maillon.core import audit
from maillon.core.ui.marks import straight

from . import personal_data
from .models import Person, Role
from .queries import PersonCard, card

SCOPE_OF = {
    Role.Kind.SHOPKEEPER: Role.Scope.SHOP, Role.Kind.STAFF: Role.Scope.SHOP,
    Role.Kind.COMMUNITY_MANAGER: Role.Scope.ZONE, Role.Kind.OFFICER: Role.Scope.TOWN,
    Role.Kind.MODERATOR: Role.Scope.TOWN, Role.Kind.OPERATOR: Role.Scope.HOUSE,
}
UNUSED_AFTER = dt.timedelta(days=3)


class AccountError(Exception):
    """What a person asked of accounts cannot be."""


class LastOfficer(AccountError):
    """A town must keep at least one officer."""


class NoSuchRole(AccountError):
    """The role is not held (any more), or not there."""


@transaction.atomic
def grant_role(*, person_id: int, kind: str, scope_id: int, town_id: int | None, by: int | None, now: dt.datetime,
               reason: str = "") -> str:
    """Give a role and return its public id. Somebody who holds it already keeps it, and nothing is written.

    `scope_id`: primary key of the shop, zone or town that `kind` speaks of, 0 for the house; `town_id`: where it lies.
    Raises ValueError for an unknown kind, or a role without a town that needs one.
    """
    scope = SCOPE_OF[Role.Kind(kind)]
    if (scope == Role.Scope.HOUSE) != (town_id is None):
        raise ValueError(f"a {kind} {'has no' if town_id is not None else 'needs a'} town")
    place = {"person_id": person_id, "kind": kind, "scope": scope, "scope_id": scope_id}
    try:
        with transaction.atomic():
            role = Role.objects.create(**place, town_id=town_id, granted_by_id=by, granted_at=now)
    except IntegrityError:
        held = Role.objects.filter(**place, revoked_at=None).first()
        if held is None:
            raise
        return held.public_id
    audit.record(action="role.granted", object_kind="role", object_id=role.pk, by=by, now=now, town_id=town_id,
                 reason=reason, detail=_detail(role))
    return role.public_id


@transaction.atomic
def revoke_role(*, role_id: str, by: int | None, now: dt.datetime, reason: str = "", town_id: int | None = None,
                scope: str | None = None, scope_id: int | None = None, kind: str | None = None) -> None:
    """Take a role back. `role_id` is its public id; what is given of town, scope and kind must be the role's own.

    Raises NoSuchRole; LastOfficer for the only officer of a town.
    """
    role = Role.objects.filter(public_id=role_id, revoked_at=None).first()
    if role is None or not (town_id in (None, role.town_id) and scope in (None, role.scope)
                            and scope_id in (None, role.scope_id) and kind in (None, role.kind)):
        raise NoSuchRole(role_id)
    if role.kind == Role.Kind.OFFICER:
        officers = Role.objects.select_for_update().filter(
            kind=role.kind, scope_id=role.scope_id, revoked_at=None).order_by("pk")       # in one order: no deadlock
        if len(list(officers)) < 2:
            raise LastOfficer(role_id)
    _revoke(role, by=by, now=now, reason=reason)


@transaction.atomic
def move_roles(*, scope: str, from_id: int, to_id: int, by: int | None, now: dt.datetime) -> None:
    """Two places became one (shops merged): who held a role on the first holds it on the other."""
    for role in Role.objects.filter(scope=scope, scope_id=from_id, revoked_at=None):
        _revoke(role, by=by, now=now, reason="merged")
        grant_role(person_id=role.person_id, kind=role.kind, scope_id=to_id, town_id=role.town_id, by=by, now=now,
                   reason="merged")


@transaction.atomic
def invite(*, email: str, kind: str, scope_id: int, town_id: int | None, by: int | None, now: dt.datetime,
           name: str = "", reason: str = "") -> PersonCard:
    """Give a role to whoever reads mail at `email`; an unknown address gets an account, entered with a code by mail."""
    person = known_or_new(email=email, name=name)
    grant_role(person_id=person.id, kind=kind, scope_id=scope_id, town_id=town_id, by=by, now=now, reason=reason)
    return person


def known_or_new(*, email: str, name: str = "", language: str = "") -> PersonCard:
    """Return who has this address, made now if nobody has. The address is proved when a code sent to it comes back."""
    person, _ = Person.objects.get_or_create(email=email.strip().lower(), defaults={"name": name, "language": language,
                                                                                    "password": "!"})
    return card(person)


@transaction.atomic
def arrive(*, email: str, language: str = "") -> PersonCard:
    """Make sure that somebody with this address can be sent a code; coming back with it proves the address."""
    person = known_or_new(email=email, language=language)
    EmailAddress.objects.get_or_create(user_id=person.id, email=person.email, defaults={"primary": True})
    return person


@transaction.atomic
def describe(*, person_id: int, name: str, language: str) -> None:
    """Change one's own name and language."""
    Person.objects.filter(pk=person_id).update(name=straight(name).strip(), language=language)


@transaction.atomic
def leave(*, person_id: int, now: dt.datetime) -> None:
    """Erase an account. Roles are revoked, the person's row, addresses, keys and sessions go; the audit log keeps
    numbers without a name. Voices already public stay, without a link to the person (`decisions.md`, Deletion)."""
    for role in Role.objects.filter(person_id=person_id, revoked_at=None):
        _revoke(role, by=person_id, now=now, reason="left")
    personal_data.leave_all(person_id, now)
    audit.record(action="person.left", object_kind="person", object_id=person_id, by=person_id, now=now)
    Person.objects.filter(pk=person_id).delete()


def sweep(*, now: dt.datetime) -> int:
    """Remove accounts made by asking for a code that was never used, and return how many."""
    old = Person.objects.filter(last_login=None, joined_at__lt=now - UNUSED_AFTER, roles=None)
    return old.delete()[1].get("accounts.Person", 0)


def _revoke(role: Role, *, by: int | None, now: dt.datetime, reason: str) -> None:
    if not Role.objects.filter(pk=role.pk, revoked_at=None).update(revoked_at=now):
        raise NoSuchRole(role.public_id)
    audit.record(action="role.revoked", object_kind="role", object_id=role.pk, by=by, now=now, town_id=role.town_id,
                 reason=reason, detail=_detail(role))


def _detail(role: Role) -> dict[str, object]:
    return {"person": role.person_id, "kind": str(role.kind), "scope": str(role.scope), "scope_id": role.scope_id}
