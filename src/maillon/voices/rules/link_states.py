"""What may become of a link, and who may do it."""
from __future__ import annotations

from maillon.core.states import States

LINK = States(first="sure", moves={
    "sure": frozenset({"put_aside", "confirmed", "removed"}),
    "unsure": frozenset({"confirmed", "removed"}),
    "put_aside": frozenset({"sure", "confirmed", "removed"}),
    "unheard": frozenset({"confirmed", "removed"}),
    "confirmed": frozenset({"removed", "sure", "unsure", "put_aside", "unheard"}),     # all but the first: the decision is undone
    "removed": frozenset({"confirmed", "sure", "unsure", "put_aside", "unheard"}),
})
BY_SHOP = States(first="sure", moves={
    "sure": frozenset({"put_aside"}),
    "put_aside": frozenset({"sure"}),
    "unsure": frozenset(),
    "confirmed": frozenset(),                # the moderator has decided: the shop may dispute, not put aside
    "removed": frozenset(),
    "unheard": frozenset(),
})
BY_EAR = States(first="sure", moves={        # when a lesson lets it hear a stored voice again
    "sure": frozenset({"unsure", "unheard"}),
    "unsure": frozenset({"sure", "unheard"}),
    "unheard": frozenset({"sure", "unsure"}),
    "put_aside": frozenset(),                # what people said stays
    "confirmed": frozenset(),
    "removed": frozenset(),
})
HEARD = ("sure", "unsure", "unheard")
"""States that only the ear has given."""
PUBLIC = ("sure", "confirmed", "put_aside")
"""Links that count and that the public sees; `put_aside` with the words "disputed by the shop"."""
DESK = ("sure", "confirmed")
"""Links on the desk of the shop."""
