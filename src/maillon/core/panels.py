"""Panels: how an upper context shows itself on a lower page without being named there.

A lower page asks `panels_for(place, **about)`; each panel returns its own fragment or None (nothing to show). Places:
`desk` and `desk_nav` (shop_id, town_id, time_zone, public_id), `town` (town_id), `shop` (shop_id), `street` (street_id),
`zone` and `zone_nav` (town_id, slug, time_zone, zone_id or None).
"""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from markupsafe import Markup

COLUMNS = frozenset({"top", "main", "side"})   # top: above both, under the awning
PLACES = frozenset({"me", "desk", "desk_nav", "town", "town_head", "shop", "street", "zone", "zone_nav", "operator"})


@dataclass(frozen=True)
class Panel:
    """`name` is unique in the house; `order` sorts (100 apart); `column` is top, main or side; `draw` gets (request, **about)."""

    name: str
    place: str
    order: int
    draw: Callable[..., Markup | None]
    column: str = "main"


@dataclass(frozen=True)
class Drawn:
    name: str
    column: str
    html: Markup


_panels: dict[str, Panel] = {}


def register(panel: Panel) -> None:
    """Take a panel in. Raises ValueError for an unknown place or column, or a name that is taken."""
    if panel.place not in PLACES or panel.column not in COLUMNS:
        raise ValueError(f"no such place or column: {panel.place}, {panel.column}")
    if _panels.get(panel.name, panel) != panel:
        raise ValueError(f"panel {panel.name!r} is taken")
    _panels[panel.name] = panel


def panels_for(place: str, request: HttpRequest, column: str | None = None, **about: Any) -> list[Drawn]:
    """Return the drawn panels of a place (of one column only, if named), in order; one with nothing to show is left out."""
    drawn = []
    asked = (p for p in _panels.values() if p.place == place and column in (None, p.column))
    for panel in sorted(asked, key=lambda p: (p.order, p.name)):
        html = panel.draw(request, **about)
        if html is not None:
            drawn.append(Drawn(panel.name, panel.column, html))
    return drawn
