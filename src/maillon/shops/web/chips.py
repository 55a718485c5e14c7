"""Filters one can press: groups of trades with their counts."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from maillon.territory.public import TownCard

from ..queries import Wanted
from ..rules.trades import MEMBERS
from ..wording import group_name

Chip = tuple[str, str, int | None, bool]  # label, address, count, pressed


def list_url(town: TownCard, *, zone: str = "", **query: str) -> str:
    """Address of the list with these filters; empty ones are left out."""
    wanted = {**query, "zone": zone}
    words = urlencode({key: value for key, value in wanted.items() if value})
    return reverse("shops", kwargs={"town": town.slug}) + (f"?{words}" if words else "")


def group_chips(town: TownCard, counts: dict[str, int], wanted: Wanted | None = None, zone: str = "") -> list[Chip]:
    """ "All", then the groups that have shops, fullest first. Counts are those of the zone, if one is chosen."""
    wanted = wanted or Wanted()
    sums = {group: sum(counts.get(trade, 0) for trade in trades) for group, trades in MEMBERS.items()}
    chips: list[Chip] = [
        (_("All"), list_url(town, zone=zone), sum(counts.values()), not wanted.group and not wanted.trade)
    ]
    for group, n in sorted(sums.items(), key=lambda pair: -pair[1]):
        if n:
            chips.append((group_name(group), list_url(town, group=group, zone=zone), n, wanted.group == group))
    return chips
