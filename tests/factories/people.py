import datetime as dt

import factory

from maillon.accounts.models import Person, Role

THEN = dt.datetime(2026, 9, 1, 9, tzinfo=dt.UTC)


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person

    email = factory.Sequence(lambda n: f"person{n}@sample.invalid")
    name = factory.Sequence(lambda n: f"Person {n}")
    language = "en"
    password = "!"


class RoleFactory(factory.django.DjangoModelFactory):
    """`shopkeeper_of=shop`, `officer_of=town` … are written as `kind=`, `scope=`, `scope_id=`, `town_id=`."""

    class Meta:
        model = Role

    person = factory.SubFactory(PersonFactory)
    kind = Role.Kind.OFFICER
    scope = Role.Scope.TOWN
    granted_at = THEN
