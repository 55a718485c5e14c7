"""The desk of a shop: the frame. What stands in it are panels of the contexts above."""
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

from maillon.accounts.public import roles_of
from maillon.core import clock
from maillon.core.panels import Drawn, panels_for
from maillon.core.web.asks import asks, may, place_of

from ..models import Shop


@dataclass(frozen=True)
class DeskTown:
    """The town as page heads want it."""

    id: int
    slug: str
    name: str
    motto: str
    awning: str
    time_zone: str
    language: str


@dataclass(frozen=True)
class DeskShop:
    """A shop as its desk knows it."""

    id: int
    public_id: str
    name: str
    slug: str
    trade: str
    address: str
    housenumber: str
    fictional: bool
    town: DeskTown


def desk_shops(shop_ids: list[int]) -> list[DeskShop]:
    """One query; by name."""
    rows = Shop.objects.filter(pk__in=shop_ids).select_related("town", "street").order_by("folded", "pk")
    return [DeskShop(s.pk, s.public_id, s.name, s.slug, s.trade,
                     " ".join(part for part in (s.housenumber, s.street.name if s.street else "") if part), s.housenumber, s.fictional,
                     DeskTown(s.town.pk, s.town.slug, s.town.name, s.town.motto, s.town.awning, s.town.time_zone, s.town.language))
            for s in rows]


@asks("may_use_account")
@never_cache
def choose(request: HttpRequest) -> HttpResponse:
    """The desks somebody may open; with one, that one."""
    mine = desk_shops([role.scope_id for role in roles_of(request.user) if role.scope == "shop"])
    if len(mine) == 1:
        return HttpResponseRedirect(reverse("desk", kwargs={"shop_id": mine[0].public_id}))
    return render(request, "shops/desk_choose.html", {"shops": mine, "town": mine[0].town if mine else None}, using="jinja2")


@asks("may_see_desk", post="may_act_on_desk")
@never_cache
def desk(request: HttpRequest, shop_id: str) -> HttpResponse:
    place, shop = place_of(request), the_shop(request)
    with timezone.override(shop.town.time_zone):
        panels = panels_for("desk", request, **about(shop))
        columns = {column: [p for p in panels if p.column == column] for column in ("top", "main", "side")}
        return render(request, "shops/desk.html", {
            "shop": shop, "town": shop.town, "shop_name": shop.name, "now": clock.now(), "current": "glance",
            "may_act": may(request.user, "may_act_on_desk", place), "desk_url": reverse("desk", kwargs={"shop_id": shop.public_id}),
            "desk_nav": desk_nav(shop), "nav_panels": panels_for("desk_nav", request, **about(shop)),
            "public_url": about(shop)["page_url"], "seen": mark_of(columns["top"]), **columns,
        }, using="jinja2")


@asks("may_see_desk")
@never_cache
def top(request: HttpRequest, shop_id: str) -> HttpResponse:
    """The top of the desk alone, asked for every few seconds; 204 when it would look as it does (`seen`)."""
    shop = the_shop(request)
    with timezone.override(shop.town.time_zone):
        drawn = panels_for("desk", request, column="top", **about(shop))
        if request.GET.get("seen") == mark_of(drawn):
            return HttpResponse(status=204)
        return render(request, "shops/_desk_top.html", {"shop": shop, "top": drawn, "seen": mark_of(drawn)}, using="jinja2")


def the_shop(request: HttpRequest) -> DeskShop:
    """The shop of the address. Raises Http404."""
    found = desk_shops([place_of(request).shop_id or 0])
    if not found:
        raise Http404
    return found[0]


def about(shop: DeskShop) -> dict[str, Any]:
    """What panels of a desk are told."""
    page = reverse("shop", kwargs={"town": shop.town.slug, "slug": shop.slug, "shop_id": shop.public_id})
    return {"shop_id": shop.id, "town_id": shop.town.id, "time_zone": shop.town.time_zone, "public_id": shop.public_id, "page_url": page}


def mark_of(drawn: list[Drawn]) -> str:
    """A short mark of what is shown: the same mark, the same sight."""
    return sha256("".join(panel.html for panel in drawn).encode()).hexdigest()[:16]


def desk_nav(shop: DeskShop) -> list[tuple[str, str, str]]:
    return [("glance", _("At a glance"), reverse("desk", kwargs={"shop_id": shop.public_id}))]
