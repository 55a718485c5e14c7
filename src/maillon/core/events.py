"""Events: "X happened", told inside the transaction in which it happened, reacted to later and at least once.

An event is a frozen dataclass in the past tense with plain fields (ids, strings, dates). One task is queued for each
reaction, so that a failing one does not repeat the others.
"""
from __future__ import annotations

import dataclasses
import datetime as dt
import secrets
from collections.abc import Callable
from importlib import import_module
from typing import Any, TypeVar

from django.db import IntegrityError, transaction

from . import clock, work
from .models import Handled

E = TypeVar("E")
Reaction = Callable[[Any], None]
KEPT = dt.timedelta(days=90)       # far beyond the last try of a task
_reactions: dict[type, dict[str, Reaction]] = {}


def path_of(thing: Any) -> str:
    return f"{thing.__module__}:{thing.__qualname__}"


def when(event: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Sign a function up for an event class. Used in `reactions/from_<context>.py` only."""

    def sign_up(function: Callable[[E], None]) -> Callable[[E], None]:
        _reactions.setdefault(event, {})[path_of(function)] = function
        return function

    return sign_up


def reactions_to(event: type) -> list[str]:
    return sorted(_reactions.get(event, {}))


def tell(event: Any) -> None:
    """Queue one task per reaction, atomically with the surrounding transaction.

    Raises RuntimeError outside a transaction: then the event could stand without the change.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("events are told inside the transaction of the change")
    event_id = secrets.token_hex(16)
    for reaction in reactions_to(type(event)):
        work.later("maillon.core.events.deliver", path_of(type(event)), dataclasses.asdict(event), event_id, reaction,
                   group=type(event).__name__)


def deliver(event_path: str, fields: dict[str, Any], event_id: str, reaction: str) -> None:
    """Run one reaction in one transaction with its mark, so that a second delivery changes nothing."""
    module, _, name = event_path.partition(":")
    event_class = getattr(import_module(module), name)
    function = _reactions.get(event_class, {}).get(reaction)
    if function is None:
        return                        # the reaction left the house while its task lay in the queue
    try:
        with transaction.atomic():
            with transaction.atomic():
                Handled.objects.create(event_id=event_id, reaction=reaction)
            function(event_class(**fields))
    except IntegrityError:
        if not Handled.objects.filter(event_id=event_id, reaction=reaction).exists():
            raise


def sweep_handled() -> None:
    """A chore: forget marks so old that nothing is delivered again for which they stand."""
    Handled.objects.filter(at__lt=clock.now() - KEPT).delete()
