"""Who may do what, as far as roles alone can say.

| question | who passes | why |
|---|---|---|
| may_read_public | anybody | public pages need no account |
| may_use_account | anybody signed in | own page, claims, own subscriptions |
| may_operate | operator | runs the house: processes, queue, backups; sees no desk and no zone dashboard by that |
| may_run_town | officer of the town, operator | people, imports, sources; the operator names the first officer |
| may_moderate | officer, moderator of the town | disputes, unsure links, claims: what changes public figures |
| may_see_zone_dashboard | officer, moderator of the town, community manager of a zone of it | aggregates, no person |
| may_keep_shop | shopkeeper of the shop | speaks for the shop, names its staff |
| may_see_desk | shopkeeper and staff of the shop, community manager of a zone the shop lies in | signed up by `shops` |
| may_act_on_desk | shopkeeper and staff of the shop | signed up by `shops`; nobody else acts in its name |

An officer or the operator who wants to look into a desk must be given a role there, which leaves an audit row.
Ids are primary keys; `person` is `request.user`, signed in or not.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from maillon.core.web.asks import Place, sign_up

from .models import Role
from .queries import roles_of

Kind, Scope = Role.Kind, Role.Scope


def holds(person: Any, kinds: Iterable[str], scope: str, scope_ids: Iterable[int | None]) -> bool:
    kinds, scope_ids = set(kinds), set(scope_ids)
    return any(role.kind in kinds and role.scope == scope and role.scope_id in scope_ids for role in roles_of(person))


def may_read_public(person: Any) -> bool:
    return True


def may_use_account(person: Any) -> bool:
    return bool(getattr(person, "is_authenticated", False) and person.is_active)


def may_operate(person: Any) -> bool:
    return holds(person, {Kind.OPERATOR}, Scope.HOUSE, {0})


def may_run_town(person: Any, town_id: int | None) -> bool:
    return holds(person, {Kind.OFFICER}, Scope.TOWN, {town_id}) or may_operate(person)


def may_moderate(person: Any, town_id: int | None) -> bool:
    return holds(person, {Kind.OFFICER, Kind.MODERATOR}, Scope.TOWN, {town_id})


def may_see_zone_dashboard(person: Any, town_id: int | None) -> bool:
    return may_moderate(person, town_id) or bool(zones_managed(person, town_id))


def zones_managed(person: Any, town_id: int | None) -> frozenset[int]:
    """Return the zones of a town that somebody is community manager of: what their dashboard is limited to, unless they
    also pass `may_moderate`."""
    return frozenset(role.scope_id for role in roles_of(person)
                     if role.kind == Kind.COMMUNITY_MANAGER and role.town_id == town_id and town_id is not None)


def may_keep_shop(person: Any, shop_id: int | None) -> bool:
    return holds(person, {Kind.SHOPKEEPER}, Scope.SHOP, {shop_id})


def may_act_in_shop(person: Any, shop_id: int | None) -> bool:
    return holds(person, {Kind.SHOPKEEPER, Kind.STAFF}, Scope.SHOP, {shop_id})


def may_work_in_shop(person: Any, shop_id: int | None, zone_ids: Iterable[int] = ()) -> bool:
    """`zone_ids`: the zones the shop lies in (the shops context knows them)."""
    return may_act_in_shop(person, shop_id) or holds(person, {Kind.COMMUNITY_MANAGER}, Scope.ZONE, zone_ids)


def sign_up_questions() -> None:
    """Put the questions under their names, as views ask them (`core.web.asks`)."""
    for of_person in (may_read_public, may_use_account, may_operate):
        sign_up(of_person.__name__, _about_person(of_person))
    for in_town in (may_run_town, may_moderate, may_see_zone_dashboard):
        sign_up(in_town.__name__, _about_town(in_town))
    sign_up("may_keep_shop", lambda person, place: may_keep_shop(person, place.shop_id))


def _about_person(question: Callable[[Any], bool]) -> Callable[[Any, Place], bool]:
    return lambda person, place: question(person)


def _about_town(question: Callable[[Any, int | None], bool]) -> Callable[[Any, Place], bool]:
    return lambda person, place: question(person, place.town_id)
