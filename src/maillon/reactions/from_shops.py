"""When shops move or merge, their voices go with them."""
from __future__ import annotations

from maillon.core.events import when
from maillon.shops.public import ShopsImported, ShopsMerged, ShopsPlaced
from maillon.voices.public import follow_import, follow_merge


@when(ShopsMerged)
def voices_follow_merge(event: ShopsMerged) -> None:
    follow_merge(town_id=event.town_id, kept_id=event.kept_id, other_id=event.other_id)


@when(ShopsImported)
def voices_follow_import(event: ShopsImported) -> None:
    follow_import(town_id=event.town_id)


@when(ShopsPlaced)
def voices_follow_zones(event: ShopsPlaced) -> None:
    follow_import(town_id=event.town_id)
