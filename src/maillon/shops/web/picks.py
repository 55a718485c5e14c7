"""Which shops stand first on the town page. Whoever knows what is said of shops may choose; else the day does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from markupsafe import Markup

from maillon.territory.public import TownCard

from ..queries import ShopCard, Wanted, page_of_shops, positions_of, shops_in_order

HOW_MANY = 5


@dataclass(frozen=True)
class Picks:
    """`title` and `lead` open the page; `said` is what stands under a shop, by its primary key."""

    title: str
    lead: str
    shop_ids: list[int]
    said: dict[int, Markup] = field(default_factory=dict)


Chooser = Callable[[int, int, dt.datetime], Picks | None]
_choosers: list[Chooser] = []


def sign_up_picks(chooser: Chooser) -> None:
    """Let an upper context choose: gets (town id, how many, now), answers Picks or None (nothing to say yet)."""
    if chooser not in _choosers:
        _choosers.append(chooser)


def picks_for(town: TownCard, now: dt.datetime) -> Picks | None:
    for chooser in _choosers:
        picks = chooser(town.id, HOW_MANY, now)
        if picks is not None and picks.shop_ids:
            return picks
    return None


def shops_of_the_day(town: TownCard, day: dt.date) -> list[ShopCard]:
    """Five shops, other ones every day, the same for everybody; the first by name where none has a position."""
    positions = positions_of(town.id, town.gazetteer_version)
    if not len(positions):
        return page_of_shops(town.id, Wanted(), size=HOW_MANY).shops
    dice = np.random.default_rng(day.toordinal() * 1009 + town.id)
    chosen = dice.choice(positions.ids, size=min(HOW_MANY, len(positions)), replace=False)
    return shops_in_order(int(pk) for pk in chosen)
