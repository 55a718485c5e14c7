"""Who may be told what. Digests hold public voices only; alerts go to those who can act on a danger.

| question | who passes |
|---|---|
| may_be_told(town, digest) | anybody signed in |
| may_be_told(town, alert) | officer and moderator of the town |
| may_be_told(zone, …) | those who see the zone's dashboard: officer, moderator, its community manager |
| may_be_told(shop, …) | those who see the shop's desk |
| may_read_deliveries | officer of the town, operator |

Asked when somebody subscribes, and again before each message goes out: a role given back ends what hung on it.
"""
from __future__ import annotations

from typing import Any

from maillon.accounts.public import may_moderate, may_run_town, may_use_account, zones_managed
from maillon.core.web.asks import sign_up
from maillon.shops.permissions import may_see_desk


def may_be_told(person: Any, *, town_id: int, scope: str, ref_id: int, what: str) -> bool:
    """`ref_id` is the primary key of the shop, zone or town. Raises ValueError for another scope."""
    if not may_use_account(person):
        return False
    if scope == "town":
        return what == "digest" or may_moderate(person, town_id)
    if scope == "zone":
        return may_moderate(person, town_id) or ref_id in zones_managed(person, town_id)
    if scope == "shop":
        return may_see_desk(person, ref_id)
    raise ValueError(f"no such scope: {scope!r}")


def sign_up_questions() -> None:
    sign_up("may_read_deliveries", lambda person, place: may_run_town(person, place.town_id))
