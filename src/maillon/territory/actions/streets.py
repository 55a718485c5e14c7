from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..models import Street
from ..rules.naming import clean, slug_of

NAME_LIMIT = 160


@dataclass(frozen=True)
class StreetsMade:
    """Street primary keys by key (`street_key` of the name), and how many of them are new."""

    ids: dict[str, int]
    made: int


def ensure_streets(*, town_id: int, names: Mapping[str, str]) -> StreetsMade:
    """Make the streets that the town does not have yet; `names` maps `street_key` → name as written.

    Called inside another action's transaction, which writes the audit row.
    """
    known = dict(Street.objects.filter(town_id=town_id).values_list("folded", "pk"))
    missing = {key: clean(name)[:NAME_LIMIT] for key, name in names.items() if key and key not in known}
    if missing:
        Street.objects.bulk_create(
            [Street(town_id=town_id, name=name, folded=key, slug=slug_of(key)) for key, name in sorted(missing.items())],
            batch_size=500,
        )
        known = dict(Street.objects.filter(town_id=town_id).values_list("folded", "pk"))
    return StreetsMade(known, len(missing))
