from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..models import Street


@dataclass(frozen=True)
class StreetCard:
    """`line` is a GeoJSON (Multi)LineString, or None where no import had one: then draw its shops' dots."""

    id: int
    public_id: str
    town_id: int
    name: str
    slug: str
    aliases: tuple[str, ...]
    line: dict[str, Any] | None


def card(street: Street) -> StreetCard:
    return StreetCard(street.pk, street.public_id, street.town_id, street.name, street.slug, tuple(street.aliases), street.line)


def street_by_slug(town_id: int, slug: str) -> StreetCard | None:
    street = Street.objects.filter(town_id=town_id, slug=slug).first()
    return card(street) if street else None


def streets_by_id(ids: Iterable[int]) -> dict[int, StreetCard]:
    """At most 900 ids."""
    return {street.pk: card(street) for street in Street.objects.filter(pk__in=list(ids))}


def streets_of(town_id: int) -> list[StreetCard]:
    return [card(street) for street in Street.objects.filter(town_id=town_id).order_by("folded")]
