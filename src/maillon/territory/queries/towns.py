from __future__ import annotations

from dataclasses import dataclass

from ..models import Town


@dataclass(frozen=True)
class TownCard:
    id: int
    slug: str
    name: str
    motto: str
    kind: str
    time_zone: str
    language: str
    awning: str
    credit: str
    languages: tuple[str, ...] = ()
    gazetteer_version: int = 1


def card(town: Town) -> TownCard:
    return TownCard(
        town.pk,
        town.slug,
        town.name,
        town.motto,
        town.kind,
        town.time_zone,
        town.language,
        town.awning,
        town.credit,
        tuple(town.languages),
        town.gazetteer_version,
    )


def towns() -> list[TownCard]:
    return [card(town) for town in Town.objects.order_by("name")]


def town_by_slug(slug: str) -> TownCard | None:
    town = Town.objects.filter(slug=slug).first()
    return card(town) if town else None


def town_by_id(town_id: int) -> TownCard | None:
    town = Town.objects.filter(pk=town_id).first()
    return card(town) if town else None
