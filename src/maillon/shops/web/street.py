"""The page of one street: its line or the dots of its shops, and the shops by number."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from math import cos, hypot, radians
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
from maillon.territory.public import StreetCard, TownCard, street_by_slug

from ..queries import ShopCard, points, shops_of_street
from .frame import the_town, town_frame
from .lists import page_number
from .rows import shop_row, shop_url

SHOWN = 120
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
    return {
        "rows": [(n, shop_row(town, shop, now)) for n, shop in shown],
        "count": len(shops),
        "page": page,
        "pages": pages,
        "placed": any(shop.lon is not None for _n, shop in shown),
        "svg": street_map(town, street, shops, shown),
    }


def street_map(town: TownCard, street: StreetCard, shops: list[ShopCard], shown: list[tuple[int, ShopCard]]) -> Markup:
    """The street by itself: its line where known, a dot for each shop, the numbers of the list where they have room."""
    placed = [(n, s.lon, s.lat, s) for n, s in shown if s.lon is not None and s.lat is not None]
    dots = points(shops)
    pins = [Pin(lon, lat, str(n), shop_url(town, shop), shop.name) for n, lon, lat, shop in with_room(placed)]
    lines = lines_of(street.line)
    runs = [StreetHeat(street.name, 0, line=line) for line in lines] or [StreetHeat(street.name, 0, points=dots)]
    return town_map(
        [], points=dots, pins=pins, streets_heat=runs, label=_("Map of %(street)s with its shops") % {"street": street.name}
    )


def with_room(placed: list[Numbered]) -> list[Numbered]:
    """Those whose number does not lie on another one; numbers are a twentieth of the drawing wide."""
    if not placed:
        return []
    lons, lats = [p[1] for p in placed], [p[2] for p in placed]
    squeeze = cos(radians(lats[0]))
    apart = max((max(lons) - min(lons)) * squeeze, max(lats) - min(lats)) / 22
    kept: list[Numbered] = []
    for item in placed:
        if all(hypot((item[1] - k[1]) * squeeze, item[2] - k[2]) >= apart for k in kept):
            kept.append(item)
    return kept


def lines_of(line: dict[str, Any] | None) -> list[list[tuple[float, float]]]:
    if not line:
        return []
    parts = [line["coordinates"]] if line["type"] == "LineString" else line["coordinates"]
    return [[(point[0], point[1]) for point in part] for part in parts]
