"""The version of a town's names: caches, map tiles and the ear follow it."""

from __future__ import annotations

from django.db.models import F

from ..models import Town


def names_changed(*, town_id: int) -> None:
    """Move the version on, inside the transaction in which a shop, zone or street was added, renamed, moved or closed."""
    Town.objects.filter(pk=town_id).update(gazetteer_version=F("gazetteer_version") + 1)
