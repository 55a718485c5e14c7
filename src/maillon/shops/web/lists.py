"""The list of shops: by trade, by zone, page by page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from maillon.core import clock
from maillon.core.ui.filters import number
from maillon.core.web.asks import asks
from maillon.core.web.paging import page_number
from maillon.territory.public import TownCard, ZoneCard, zones_of

from ..queries import Wanted, counted, page_of_shops, trade_counts
from ..rules.trades import MEMBERS
from ..wording import group_name, trade_name
from .chips import group_chips, list_url
from .frame import the_town, town_frame
from .rows import shop_row


@require_safe
@asks("may_read_public")
def shops_page(request: HttpRequest, town: str) -> HttpResponse:
    here, now = the_town(town), clock.now()
    zones = zones_of(here.id, ("district", "quarter", "centre"), geometry=False)
    zone = next((z for z in zones if z.slug == request.GET.get("zone")), None)
    if request.GET.get("zone") and zone is None:
        return no_such_zone(request, here, zones)
    wanted = wanted_of(request, zone)
    counts = trade_counts(here.id, wanted.zone_id)
    if not counts and wanted == Wanted():
        return render(request, "shops/town_empty.html", town_frame(here, "shops"), using="jinja2")
    page = page_of_shops(here.id, wanted, page_number(request.GET.get("page", "")), count=counted(wanted, counts))
    return render(
        request,
        "shops/shops.html",
        town_frame(
            here,
            "shops",
            title=heading(wanted, zone, page.count),
            page=page,
            rows=[shop_row(here, shop, now) for shop in page.shops],
            chips=group_chips(here, counts, wanted, zone.slug if zone else ""),
            trades=_trades(counts, wanted),
            **filters(here, wanted, zones, zone),
        ),
        using="jinja2",
    )


def no_such_zone(request: HttpRequest, town: TownCard, zones: list[ZoneCard]) -> HttpResponse:
    """Say so, and name those there are: the whole town would be the wrong answer."""
    links = [(zone.name, list_url(town, zone=zone.slug)) for zone in zones]
    return render(request, "shops/no_zone.html", town_frame(town, "shops", links=links), using="jinja2", status=404)


def filters(town: TownCard, wanted: Wanted, zones: list[ZoneCard], zone: ZoneCard | None) -> dict[str, Any]:
    """What is chosen and may be; this list's other pages, and the same list of shops that closed or that are open."""
    query = {"group": wanted.group, "trade": wanted.trade, "zone": zone.slug if zone else ""}
    base = list_url(town, **query, closed="1" if wanted.closed else "")
    page_base = base + ("&" if "?" in base else "?") + "page="
    chosen = {"zones": zones, "zone": zone, "wanted": wanted}
    ways = {"page_base": page_base, "closed_url": list_url(town, **query, closed="1"), "open_url": list_url(town, **query)}
    return {**chosen, **ways}


def wanted_of(request: HttpRequest, zone: ZoneCard | None) -> Wanted:
    """Filters from the address; what is not known is left out."""
    group, trade = request.GET.get("group", ""), request.GET.get("trade", "")[:60]
    return Wanted(
        group if group in MEMBERS and not trade else "", trade, zone.id if zone else None, request.GET.get("closed") == "1"
    )


def _trades(counts: dict[str, int], wanted: Wanted) -> list[tuple[str, str, int]]:
    """(trade, name, count) for the select, by name; at most the 150 most frequent."""
    known = list(counts.items())[:150]
    if wanted.trade and wanted.trade not in counts:
        known.append((wanted.trade, 0))
    return sorted(((trade, trade_name(trade), n) for trade, n in known if trade), key=lambda item: item[1].casefold())


def heading(wanted: Wanted, zone: ZoneCard | None, count: int) -> str:
    """The sentence the page opens with."""
    what = trade_name(wanted.trade) if wanted.trade else group_name(wanted.group) if wanted.group else ""
    if wanted.closed:
        words = ngettext("%(n)s shop closed for good", "%(n)s shops closed for good", count)
    else:
        words = ngettext("%(n)s shop", "%(n)s shops", count)
    said = words % {"n": number(count)}
    if what:
        said = _("%(what)s: %(said)s") % {"what": what, "said": said}
    return _("%(said)s in %(zone)s") % {"said": said, "zone": zone.name} if zone else said
