"""What relay shows on the pages below: the way to what one is told, the log of letters, the data to take along."""
from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from markupsafe import Markup

from maillon.accounts.public import may_run_town
from maillon.core.panels import Panel, register
from maillon.territory.public import frame_of


def me(request: HttpRequest, **about: Any) -> Markup:
    return _draw("relay/_me.html", request)


def desk(request: HttpRequest, *, public_id: str, **about: Any) -> Markup:
    return _draw("relay/_desk.html", request)


def town_data(request: HttpRequest, **about: Any) -> Markup | None:
    return _data(request, "town")


def shop_data(request: HttpRequest, **about: Any) -> Markup | None:
    return _data(request, "shop")


def zone_data(request: HttpRequest, *, slug: str, **about: Any) -> Markup:
    zone = frame_of(request).zone
    return _files(request, "zone", town=slug, zone_id=zone.public_id) if zone else _files(request, "town", town=slug)


def _data(request: HttpRequest, place: str) -> Markup | None:
    """Links for the page that is being drawn: its own address says whose data it is, so that nothing is asked."""
    known = request.resolver_match.kwargs if request.resolver_match else {}
    named = {name: known[name] for name in ("town", "shop_id") if name in known}
    return _files(request, place, **named) if len(named) == (2 if place == "shop" else 1) else None


def _files(request: HttpRequest, place: str, **named: str) -> Markup:
    links = {kind: reverse(f"{place}-{kind}", kwargs=named) for kind in ("feed", "csv", "geojson")}
    return _draw("relay/_open_data.html", request, links=links)


def _draw(template: str, request: HttpRequest, **context: Any) -> Markup:
    return Markup(render_to_string(template, context, request, using="jinja2"))


def nav_deliveries(request: HttpRequest, *, town_id: int, slug: str, **about: Any) -> Markup | None:
    if not may_run_town(request.user, town_id):
        return None
    current = Markup(' aria-current="page"') if about.get("current") == "deliveries" else Markup("")
    return Markup('<a href="{}"{}>{}</a>').format(reverse("deliveries", kwargs={"town": slug}), current, _("Letters"))


def register_panels() -> None:
    register(Panel("relay-digests", "me", 500, me))
    register(Panel("relay-deliveries-nav", "zone_nav", 950, nav_deliveries))
    register(Panel("relay-desk", "desk", 950, desk, "side"))
    register(Panel("relay-town-data", "town", 950, town_data, "side"))
    register(Panel("relay-shop-data", "shop", 950, shop_data, "side"))
    register(Panel("relay-zone-data", "zone", 950, zone_data, "side"))
