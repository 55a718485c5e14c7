"""When two shops were one, whoever was told about either is told about it."""
from __future__ import annotations

from maillon.core import clock
from maillon.core.events import when
from maillon.relay.public import follow_merge
from maillon.shops.public import ShopsMerged


@when(ShopsMerged)
def subscriptions_follow_merge(event: ShopsMerged) -> None:
    follow_merge(kept_id=event.kept_id, other_id=event.other_id, now=clock.now())
