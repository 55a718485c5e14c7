"""The town page: some shops with the map beside them, then what the other contexts show."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from maillon.core import clock
from maillon.core.panels import panels_for
from maillon.core.ui.filters import number
from maillon.core.web.asks import asks
from maillon.territory.public import TownCard

from ..queries import shops_in_order, trade_counts
from .chips import group_chips
from .frame import the_town, town_frame
from .maps import drawn_map, moving_map
from .picks import Picks, picks_for, shops_of_the_day
from .rows import shop_row


@require_safe
@asks("may_read_public")
def town_page(request: HttpRequest, town: str) -> HttpResponse:
    here, now = the_town(town), clock.now()
    counts = trade_counts(here.id)
    if not counts:
        return render(request, "shops/town_empty.html", town_frame(here, "shops"), using="jinja2")
    with timezone.override(zoneinfo.ZoneInfo(here.time_zone)):
        panels = panels_for("town", request, town_id=here.id)
        head_panels = panels_for("town_head", request, town_id=here.id)
    frame = town_frame(here, panels=panels, head_panels=head_panels, moving=moving_map(here), chips=group_chips(here, counts))
    return render(request, "shops/town.html", {**frame, **first_shops(here, sum(counts.values()), now)}, using="jinja2")


def first_shops(town: TownCard, total: int, now: dt.datetime) -> dict[str, Any]:
    """The shops that stand first, on the list and on the map, with the sentence above them."""
    picks = picks_for(town, now)
    shops = shops_in_order(picks.shop_ids) if picks else shops_of_the_day(town, clock.local_day(now, town.time_zone))
    svg, note = drawn_map(town, [(shop, n) for n, shop in enumerate(shops, 1)])
    title, lead = _words(town, picks, total)
    said = picks.said if picks else {}
    rows = [shop_row(town, shop, now, said.get(shop.id, "")) for shop in shops]
    return {"title": title, "lead": lead, "rows": rows, "svg": svg, "note": note}


def _words(town: TownCard, picks: Picks | None, total: int) -> tuple[str, str]:
    if picks:
        return picks.title, picks.lead
    title = (
        _("Five doors to push today") if total >= 5 else ngettext("One shop so far", "%(n)s shops so far", total) % {"n": total}
    )
    lead = ngettext(
        "%(n)s shop in %(town)s. Other ones stand here tomorrow.",
        "%(n)s shops in %(town)s. Five others stand here tomorrow.",
        total,
    )
    return title, lead % {"n": number(total), "town": town.name}
