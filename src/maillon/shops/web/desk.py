"""The desk of a shop: the frame. What stands in it are panels of this context and of those above."""
from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from maillon.accounts.public import roles_of
from maillon.core import clock
from maillon.core.panels import Drawn, panels_for
from maillon.core.web.asks import asks, may, place_of

from ..models import Shop
from ..queries.places import shops_in_zones

DESKS = 500      # of one's zones, on one page


@dataclass(frozen=True)
class DeskTown:
    """The town as page heads want it."""

    id: int
    slug: str
    name: str
    motto: str
    awning: str
    time_zone: str


@dataclass(frozen=True)
class DeskShop:
    """A shop as its desk knows it; `reachable`: by telephone or on a site."""

    id: int
    public_id: str
    name: str
    slug: str
    trade: str
    address: str
    housenumber: str
    fictional: bool
    opening_hours: str
    reachable: bool
    handles: tuple[str, ...]
    town: DeskTown


def desk_shops(shop_ids: list[int]) -> list[DeskShop]:
    """One query; by name."""
    rows = Shop.objects.filter(pk__in=shop_ids).select_related("town", "street").order_by("folded", "pk")
    return [_desk_shop(shop) for shop in rows.defer("street__line")]


def _desk_shop(s: Shop) -> DeskShop:
    town = DeskTown(s.town.pk, s.town.slug, s.town.name, s.town.motto, s.town.awning, s.town.time_zone)
    address = " ".join(part for part in (s.housenumber, s.street.name if s.street else "") if part)
    return DeskShop(s.pk, s.public_id, s.name, s.slug, s.trade, address, s.housenumber, s.fictional, s.opening_hours,
                    bool(s.phone or s.website), tuple(s.handles or ()), town)


@asks("may_use_account")
@require_safe
@never_cache
def choose(request: HttpRequest) -> HttpResponse:
    """The desks somebody may open, also those of the zones they look after; with one, that one."""
    roles = roles_of(request.user)
    own = {role.scope_id for role in roles if role.scope == "shop"}
    zones = [role.scope_id for role in roles if role.kind == "community_manager"]
    mine = desk_shops([*own, *shops_in_zones(zones, at_most=DESKS)])
    if len(mine) == 1:
        return HttpResponseRedirect(reverse("desk", kwargs={"shop_id": mine[0].public_id}))
    context = {"shops": mine, "town": mine[0].town if mine else None}
    return render(request, "shops/desk_choose.html", context, using="jinja2")


@asks("may_see_desk", post="may_act_on_desk")
@require_safe
@never_cache
def desk(request: HttpRequest, shop_id: str) -> HttpResponse:
    shop = the_shop(request)
    with timezone.override(shop.town.time_zone):
        panels = panels_for("desk", request, **about(shop))
        columns = {column: [p for p in panels if p.column == column] for column in ("top", "main", "side")}
        return render(request, "shops/desk.html", {
            "shop": shop, "town": shop.town, "shop_name": shop.name, "now": clock.now(), "current": "glance",
            "may_act": may(request.user, "may_act_on_desk", place_of(request)), "desk_url": desk_url(shop),
            "desk_nav": [("glance", _("At a glance"), desk_url(shop))], "public_url": page_url(shop),
            "nav_panels": panels_for("desk_nav", request, **about(shop)), "seen": mark_of(columns["top"]), **columns,
        }, using="jinja2")


@asks("may_see_desk")
@require_GET
@never_cache
def top(request: HttpRequest, shop_id: str) -> HttpResponse:
    """The top of the desk alone, asked for every few seconds; 204 when it would look as it does (`seen`)."""
    shop = the_shop(request)
    with timezone.override(shop.town.time_zone):
        drawn = panels_for("desk", request, column="top", **about(shop))
        mark = mark_of(drawn)
        if request.GET.get("seen") == mark:
            return HttpResponse(status=204)
        return render(request, "shops/_desk_top.html", {"shop": shop, "top": drawn, "seen": mark}, using="jinja2")


def the_shop(request: HttpRequest) -> DeskShop:
    """The shop of the address. Raises Http404."""
    found = desk_shops([place_of(request).shop_id or 0])
    if not found:
        raise Http404
    return found[0]


def desk_url(shop: DeskShop) -> str:
    return reverse("desk", kwargs={"shop_id": shop.public_id})


def page_url(shop: DeskShop) -> str:
    return reverse("shop", kwargs={"town": shop.town.slug, "slug": shop.slug, "shop_id": shop.public_id})


def about(shop: DeskShop) -> dict[str, Any]:
    """What panels of a desk are told."""
    return {"shop_id": shop.id, "town_id": shop.town.id, "time_zone": shop.town.time_zone, "public_id": shop.public_id,
            "page_url": page_url(shop), "shop": shop}


def mark_of(drawn: list[Drawn]) -> str:
    """A short mark of what is shown: the same mark, the same sight."""
    return sha256("".join(panel.html for panel in drawn).encode()).hexdigest()[:16]
