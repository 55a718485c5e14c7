"""Shops as rows of a list: address, words on opening, the drawn front as a file."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from markupsafe import Markup

from maillon.core.ui.filters import localdate, localtime
from maillon.territory.public import TownCard

from ..queries import ShopCard
from ..rules.hours import OpenState, country_of, state_at


@dataclass(frozen=True)
class ShopRow:
    """What the macro `shoprow` takes."""

    name: str
    href: str
    meta: str
    pic: Markup
    open_state: tuple[str, str] | None
    tag: str | Markup = ""
    said: Any = ""


def shop_url(town: TownCard, shop: ShopCard) -> str:
    return reverse("shop", kwargs={"town": town.slug, "slug": shop.slug, "shop_id": shop.public_id})


def street_url(town: TownCard, slug: str) -> str:
    return reverse("street", kwargs={"town": town.slug, "slug": slug})


def shop_row(town: TownCard, shop: ShopCard, now: dt.datetime, said: Any = "") -> ShopRow:
    meta = ", ".join(part for part in (shop.trade_name, shop.address) if part)
    pic = format_html('<img class="facade" src="{}" alt="" width="320" height="202" loading="lazy">', front_url(shop))
    return ShopRow(
        shop.name,
        shop_url(town, shop),
        meta,
        Markup(pic),
        words_on_opening(shop, town, now),
        Markup('<span class="badge wait">{}</span>').format(_("Invented for the sample")) if shop.fictional else "",
        said,
    )


def front_url(shop: ShopCard) -> str:
    return reverse("front", kwargs={"shop_id": shop.public_id})


def local(now: dt.datetime, town: TownCard) -> dt.datetime:
    """The town's wall clock, naive."""
    return now.astimezone(zoneinfo.ZoneInfo(town.time_zone)).replace(tzinfo=None)


def words_on_opening(shop: ShopCard, town: TownCard, now: dt.datetime) -> tuple[str, str] | None:
    """("open" or "shut", words), or None where the hours are unknown or cannot be read."""
    if shop.closed_on:
        return "shut", _("Closed for good since %(day)s") % {"day": localdate(shop.closed_on, "medium")}
    moment = local(now, town)
    state = state_at(shop.opening_hours, moment, country_of(town.time_zone))
    if state is None:
        return None
    words = _words_on_state(state, moment.date())
    if state.may_differ:
        words = _("%(words)s (public holiday: hours may differ)") % {"words": words}
    return "open" if state.open else "shut", words


def _words_on_state(state: OpenState, today: dt.date) -> str:
    if state.until is None:
        return _("Open") if state.open else _("Closed at present")
    time = localtime(state.until)
    days = (state.until.date() - today).days
    if state.open:
        return _("Open until %(time)s") % {"time": time}
    if days == 0:
        return _("Opens at %(time)s") % {"time": time}
    if days == 1:
        return _("Opens tomorrow at %(time)s") % {"time": time}
    return _("Opens %(weekday)s at %(time)s") % {"weekday": localdate(state.until.date(), "weekday"), "time": time}
