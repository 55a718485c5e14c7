"""The door of accounts: who somebody is, what roles they hold, what they may.

Responsibilities: people, their roles, permission predicates on roles, letters to them, their data and its erasure.
Do NOT return model rows or QuerySets. `person` in a `may_…` is `request.user`, signed in or not.
"""
from __future__ import annotations

from .actions import AccountError, LastOfficer, NoSuchRole, grant_role, invite, move_roles, revoke_role
from .letters import write_to
from .permissions import (
    may_act_in_shop,
    may_keep_shop,
    may_moderate,
    may_operate,
    may_read_public,
    may_run_town,
    may_see_zone_dashboard,
    may_use_account,
    may_work_in_shop,
    zones_managed,
)
from .personal_data import Holder, sign_up_holder
from .queries import (
    HeldRole,
    Holding,
    PersonCard,
    holdings,
    people_by_id,
    people_holding,
    roles_of,
)

__all__ = [
    "AccountError", "HeldRole", "Holder", "Holding", "LastOfficer", "NoSuchRole", "PersonCard", "grant_role",
    "holdings", "invite", "may_act_in_shop", "may_keep_shop", "may_moderate", "may_operate",
    "may_read_public", "may_run_town", "may_see_zone_dashboard", "may_use_account", "may_work_in_shop",
    "move_roles", "people_by_id", "people_holding", "revoke_role", "roles_of",
    "sign_up_holder", "write_to", "zones_managed",
]
