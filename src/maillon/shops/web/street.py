"""The page of one street: its line or the dots of its shops, and the shops by number."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from math import hypot
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from markupsafe import Markup

from maillon.core import clock
from maillon.core.panels import panels_for
from maillon.core.ui.townmap import Pin, StreetHeat, town_map
from maillon.core.web.asks import asks
from maillon.core.web.paging import page_number
from maillon.territory.public import StreetCard, TownCard, street_by_slug

from ..queries import ShopCard, points, shops_of_street
from ..rules.street_drawing import LEAST_MARGIN, MOST_APART, joined, margin_around, run_through, spread
from .frame import the_town, town_frame
from .rows import shop_row, shop_url

SHOWN = 120
NOTICED = 1e-5  # degrees a number must lie beside its place to need a line to it
Numbered = tuple[int, float, float, ShopCard]  # number in the list, longitude, latitude, shop


@require_safe
@asks("may_read_public")
def street_page(request: HttpRequest, town: str, slug: str) -> HttpResponse:
    here, now = the_town(town), clock.now()
    street = street_by_slug(here.id, slug)
    if street is None:
        raise Http404(_("There is no such street here."))
    shops = shops_of_street(street.id)
    with timezone.override(zoneinfo.ZoneInfo(here.time_zone)):
        panels = panels_for("street", request, street_id=street.id, town_id=here.id)
    return render(
        request,
        "shops/street.html",
        town_frame(
            here,
            "shops",
            street=street,
            panels=panels,
            **list_and_map(here, street, shops, page_number(request.GET.get("page", "")), now),
        ),
        using="jinja2",
    )


def list_and_map(town: TownCard, street: StreetCard, shops: list[ShopCard], page: int, now: dt.datetime) -> dict[str, Any]:
    """One page of the street's shops with their numbers, beside the map of all."""
    pages = max(1, -(-len(shops) // SHOWN))
    page = min(max(1, page), pages)
    shown = list(enumerate(shops, 1))[(page - 1) * SHOWN : page * SHOWN]
    svg, notes = street_map(town, street, shops, shown)
    return {
        "rows": [(n, shop_row(town, shop, now)) for n, shop in shown],
        "count": len(shops),
        "page": page,
        "pages": pages,
        "svg": svg,
        "note": " ".join(notes),
    }


def street_map(
    town: TownCard, street: StreetCard, shops: list[ShopCard], shown: list[tuple[int, ShopCard]]
) -> tuple[Markup, list[str]]:
    """The street by itself: its line where known, else a run through its shops; a dot and a number for each. And the notes."""
    dots = points(shops)
    pins, notes = pins_of(town, [(n, s.lon, s.lat, s) for n, s in shown if s.lon is not None and s.lat is not None])
    ways = [StreetHeat(street.name, 0, line=line, way="line") for line in lines_of(street.line)]
    run = [] if ways else run_through(dots)
    if run:
        ways = [StreetHeat(street.name, 0, line=run, way="run")]
        notes.append(_("The dotted line runs where the shops are; no line of the street is known."))
    label = _("Map of %(street)s with its shops") % {"street": street.name}
    drawn = [*dots, *((pin.lon, pin.lat) for pin in pins), *(place for way in ways for place in way.line)]
    margin = margin_around(drawn) if drawn else LEAST_MARGIN
    return town_map([], points=dots, pins=pins, streets_heat=ways, label=label, margin=margin), notes


def pins_of(town: TownCard, placed: list[Numbered]) -> tuple[list[Pin], list[str]]:
    """A number for every shop: neighbours moved apart, or joined where there are too many; and what that means, in words."""
    if not placed:
        return [], []
    notes, places = [_("The numbers are those of the list.")], [(lon, lat) for _n, lon, lat, _shop in placed]
    if len(placed) > MOST_APART:
        groups = [[placed[at] for at in group] for group in joined(places)]
        if any(len(group) > 1 for group in groups):
            notes.append(_("“3+2” is number 3 with two shops beside it."))
        return [_pin(town, group) for group in groups], notes
    moved = spread(places)
    both = zip(places, moved, strict=True)
    aside = [place if hypot(place[0] - at[0], place[1] - at[1]) > NOTICED else None for place, at in both]
    if any(aside):
        notes.append(_("Where shops stand close together, a short line leads from the number to its dot."))
    pins = [
        Pin(lon, lat, str(n), shop_url(town, shop), shop.name, place)
        for (n, *_place, shop), (lon, lat), place in zip(placed, moved, aside, strict=True)
    ]
    return pins, notes


def _pin(town: TownCard, group: list[Numbered]) -> Pin:
    n, lon, lat, shop = group[0]
    if len(group) == 1:
        return Pin(lon, lat, str(n), shop_url(town, shop), shop.name)
    return Pin(lon, lat, f"{n}+{len(group) - 1}")


def lines_of(line: dict[str, Any] | None) -> list[list[tuple[float, float]]]:
    if not line:
        return []
    parts = [line["coordinates"]] if line["type"] == "LineString" else line["coordinates"]
    return [[(point[0], point[1]) for point in part] for part in parts]
