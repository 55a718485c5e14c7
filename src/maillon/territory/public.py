"""The door of territory: towns, zones, streets as frozen dataclasses. Do NOT return model rows or QuerySets."""
from __future__ import annotations

from .queries import TownCard, town_by_slug, towns

__all__ = ["TownCard", "town_by_slug", "towns"]
