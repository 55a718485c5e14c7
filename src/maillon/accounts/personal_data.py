"""What the house holds about one person: each context signs up how to read its part and what leaving does to it.

`read(person_id)` returns plain JSON-like data. `leave(person_id, now)` runs in the transaction of the erasure, before
the account is removed: rows that hang on the person by a foreign key need nothing: they go or are cut off.
"""
from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


def nothing(person_id: int, now: dt.datetime) -> None:
    """What most contexts have to do when somebody leaves."""


@dataclass(frozen=True)
class Holder:
    name: str
    read: Callable[[int], Any]
    leave: Callable[[int, dt.datetime], None] = nothing


_holders: dict[str, Holder] = {}


def sign_up_holder(holder: Holder) -> None:
    _holders[holder.name] = holder


def read_all(person_id: int) -> dict[str, Any]:
    return {name: holder.read(person_id) for name, holder in sorted(_holders.items())}


def leave_all(person_id: int, now: dt.datetime) -> None:
    for holder in _holders.values():
        holder.leave(person_id, now)
