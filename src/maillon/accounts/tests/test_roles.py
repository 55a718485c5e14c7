"""Granting, taking back, and the audit row that stands or falls with each."""
import datetime as dt

import pytest

from maillon.accounts import actions, queries
from maillon.accounts.models import Person, Role
from maillon.core import audit
from maillon.core.models import AuditRow
from tests.factories import PersonFactory

NOW = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
pytestmark = pytest.mark.django_db


def grant(person, kind="officer", scope_id=7, town_id=7, by=None, **more):
    return actions.grant_role(person_id=person.pk, kind=kind, scope_id=scope_id, town_id=town_id, by=by, now=NOW,
                              **more)


def test_a_grant_leaves_its_row():
    giver, person = PersonFactory(), PersonFactory()
    role_id = grant(person, by=giver.pk, reason="elected")
    row = AuditRow.objects.get()
    role = Role.objects.get(public_id=role_id)
    assert (row.action, row.by_id, row.reason, row.town_id, row.object_id) == (
        "role.granted", giver.pk, "elected", 7, str(role.pk))
    assert row.detail == {"person": person.pk, "kind": "officer", "scope": "town", "scope_id": 7}


def test_granting_twice_changes_nothing():
    person = PersonFactory()
    assert grant(person) == grant(person)
    assert Role.objects.count() == AuditRow.objects.count() == 1


@pytest.mark.parametrize("deed", ["grant", "revoke", "leave"])
def test_no_change_without_its_audit_row(monkeypatch, deed):
    person, other = PersonFactory(), PersonFactory()
    role_id = grant(person)
    grant(other)
    before = list(Role.objects.order_by("pk").values())

    def broken(**row):
        raise OSError("the log cannot be written")

    monkeypatch.setattr(audit, "record", broken)
    with pytest.raises(OSError, match="log"):
        {"grant": lambda: grant(person, kind="moderator"),
         "revoke": lambda: actions.revoke_role(role_id=role_id, by=None, now=NOW),
         "leave": lambda: actions.leave(person_id=person.pk, now=NOW)}[deed]()
    assert list(Role.objects.order_by("pk").values()) == before
    assert Person.objects.count() == 2


def test_taking_back_ends_it_and_says_who():
    giver, person = PersonFactory(), PersonFactory()
    role_id = grant(person, kind="moderator")
    actions.revoke_role(role_id=role_id, by=giver.pk, now=NOW, reason="moved away")
    assert queries.roles_of(Person.objects.get(pk=person.pk)) == frozenset()
    row = AuditRow.objects.latest("pk")
    assert (row.action, row.by_id, row.reason) == ("role.revoked", giver.pk, "moved away")
    with pytest.raises(actions.NoSuchRole):
        actions.revoke_role(role_id=role_id, by=giver.pk, now=NOW)
    assert AuditRow.objects.count() == 2


@pytest.mark.parametrize("bounds", [{"town_id": 8}, {"scope": "shop"}, {"scope_id": 8}, {"kind": "officer"}])
def test_a_role_of_another_place_is_not_taken_back(bounds):
    role_id = grant(PersonFactory(), kind="moderator")
    with pytest.raises(actions.NoSuchRole):
        actions.revoke_role(role_id=role_id, by=None, now=NOW, **bounds)


def test_a_town_keeps_an_officer():
    first, second = PersonFactory(), PersonFactory()
    one, two = grant(first), grant(second)
    actions.revoke_role(role_id=one, by=None, now=NOW)
    with pytest.raises(actions.LastOfficer):
        actions.revoke_role(role_id=two, by=None, now=NOW)


@pytest.mark.parametrize(("kind", "town_id"), [("officer", None), ("operator", 7)])
def test_a_role_is_of_a_town_or_of_the_house(kind, town_id):
    with pytest.raises(ValueError, match="town"):
        grant(PersonFactory(), kind=kind, town_id=town_id)


def test_a_role_given_back_may_be_given_again():
    person = PersonFactory()
    first = grant(person, kind="moderator")
    actions.revoke_role(role_id=first, by=None, now=NOW)
    assert grant(person, kind="moderator") != first
    assert Role.objects.filter(person=person, revoked_at=None).count() == 1


def test_inviting_makes_an_account_once_whatever_the_case_of_the_letters():
    for email in ("New@Sample.invalid", " new@sample.invalid "):
        actions.invite(email=email, kind="moderator", scope_id=7, town_id=7, by=None, now=NOW)
    assert Person.objects.get().email == "new@sample.invalid"


def test_merged_places_hand_their_roles_over():
    keeper = PersonFactory()
    grant(keeper, kind="shopkeeper", scope_id=1)
    actions.move_roles(scope="shop", from_id=1, to_id=2, by=None, now=NOW)
    assert {(role.kind, role.scope_id) for role in queries.roles_of(Person.objects.get())} == {("shopkeeper", 2)}


def test_the_roles_of_somebody_are_one_query(django_assert_num_queries):
    person = PersonFactory()
    for scope_id in range(5):
        grant(person, kind="shopkeeper", scope_id=scope_id)
    person = Person.objects.get(pk=person.pk)
    with django_assert_num_queries(1):
        assert len(queries.roles_of(person)) == len(queries.roles_of(person)) == 5


def test_those_who_never_came_are_forgotten_and_others_not():
    never, came, invited = PersonFactory(), PersonFactory(last_login=NOW), PersonFactory()
    grant(invited)
    Person.objects.update(joined_at=NOW - dt.timedelta(days=9))
    assert actions.sweep(now=NOW) == 1
    assert set(Person.objects.all()) == {came, invited}
    assert never.pk
