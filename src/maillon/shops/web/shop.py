"""The page of one shop, and its drawn front as a file."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from typing import Any

from babel.dates import get_day_names
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from maillon.core import clock
from maillon.core.panels import panels_for
from maillon.core.ui.facade import facade_file
from maillon.core.ui.filters import locale_of, localtime
from maillon.core.web.asks import asks
from maillon.territory.public import TownCard

from ..queries import ShopCard, aliases_of, shop_by_id, shop_by_public_id, zones_of_shop
from ..rules.hours import country_of, is_holiday, week_of
from .frame import the_town, town_frame
from .rows import local, shop_url, street_url, words_on_opening


@require_safe
@asks("may_read_public")
def shop_page(request: HttpRequest, town: str, slug: str, shop_id: str) -> HttpResponse:
    """The id decides: a wrong slug and a merged entry lead on (301); a closed shop says since when."""
    here = the_town(town)
    shop = shop_by_public_id(shop_id)
    if shop is None or shop.town_id != here.id:
        raise Http404(_("There is no such shop."))
    leads_to = (shop_by_id(shop.merged_into) if shop.merged_into else None) or shop
    if leads_to.public_id != shop_id or leads_to.slug != slug:
        return HttpResponsePermanentRedirect(shop_url(here, leads_to))
    with timezone.override(zoneinfo.ZoneInfo(here.time_zone)):
        panels = panels_for("shop", request, shop_id=shop.id, town_id=here.id)
    facts = facts_of(here, shop, clock.now())
    return render(request, "shops/shop.html", town_frame(here, "shops", shop=shop, panels=panels, **facts), using="jinja2")


def facts_of(town: TownCard, shop: ShopCard, now: dt.datetime) -> dict[str, Any]:
    """What the page says of the shop itself, in the reader's words."""
    return {
        "opening": words_on_opening(shop, town, now),
        "hours": hours_table(shop, town, now),
        "today": local(now, town).weekday(),
        "zones": zones_of_shop(town.id, shop.id),
        "aliases": aliases_of(shop.id),
        "links": [handle for handle in shop.handles if "://" in handle],
        "street_url": street_url(town, shop.street_slug) if shop.street_slug else "",
    }


def hours_table(shop: ShopCard, town: TownCard, now: dt.datetime) -> list[tuple[str, str]] | None:
    """(day, hours) of this week from Monday, in the reader's words; None where the hours cannot be read."""
    today, country = local(now, town).date(), country_of(town.time_zone)
    monday = today - dt.timedelta(days=today.weekday())
    week = week_of(shop.opening_hours, monday, country)
    if week is None:
        return None
    names = get_day_names("wide", locale=locale_of())

    def name(day: int) -> str:
        holiday = is_holiday(monday + dt.timedelta(days=day), country)
        return _("%(day)s (public holiday)") % {"day": names[day]} if holiday else names[day]

    def words(times: list[tuple[dt.time, dt.time]]) -> str:
        spans = (f"{localtime(dt.datetime.combine(today, a))} – {localtime(dt.datetime.combine(today, b))}" for a, b in times)
        return ", ".join(spans) or _("closed")

    return [(name(day), _("all day") if times == [(dt.time(), dt.time())] else words(times)) for day, times in enumerate(week)]


@require_safe
@asks("may_read_public")
@cache_control(public=True, max_age=86_400)
def front(request: HttpRequest, shop_id: str) -> HttpResponse:
    """The drawn front, as a file of its own for pages with many of them."""
    shop = shop_by_public_id(shop_id)
    if shop is None:
        raise Http404
    trade = "closed" if shop.closed_on else shop.trade
    return HttpResponse(facade_file(trade, shop.housenumber, shop.name), content_type="image/svg+xml")
