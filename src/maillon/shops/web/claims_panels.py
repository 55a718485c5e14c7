"""What claims show elsewhere: "Is this your shop?" on its page, one's doors on one's own page."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from markupsafe import Markup

from maillon.accounts.public import (
    holdings,
    may_keep_shop,
    may_moderate,
    may_run_town,
    roles_of,
)
from maillon.core.panels import Panel, register
from maillon.territory.public import TownCard, towns, zones_of

from ..queries import shop_by_id, shops_by_id
from ..queries.claims import claims_of, count_waiting


@dataclass(frozen=True)
class Door:
    """A place somebody may enter, with what else is there."""

    name: str
    kind: str
    href: str
    more: Sequence[tuple[str, str]] = ()


def shop_panel(request: HttpRequest, *, shop_id: int, **about: Any) -> Markup | None:
    """Nothing once the shop has a keeper."""
    shop = shop_by_id(shop_id)
    held = holdings(scope="shop", scope_id=shop_id)
    if shop is None or shop.closed_on or any(one.role.kind == "shopkeeper" for one in held):
        return None
    return _draw("shops/_claim_panel.html", request, public_id=shop.public_id)


def me_panel(request: HttpRequest, *, person_id: int, **about: Any) -> Markup | None:
    return _draw("shops/_claim_doors.html", request, doors=doors_of(request.user), claims=claims_of(person_id))


def doors_of(person: Any) -> list[Door]:
    """Return somebody's shops, zones and towns, shops first; three queries, and one for each town of their zones."""
    roles = roles_of(person)
    shops = shops_by_id([role.scope_id for role in roles if role.scope == "shop"])
    here = {town.id: town for town in towns()} if any(role.town_id for role in roles) else {}
    in_zones = here.keys() & {role.town_id for role in roles if role.scope == "zone"}
    zones = {zone.id: zone.name for town_id in in_zones for zone in zones_of(town_id, geometry=False)}
    doors = []
    for role in sorted(roles, key=lambda role: (role.scope, role.kind, role.scope_id)):
        town = here.get(role.town_id or 0)
        if role.scope == "shop" and role.scope_id in shops:
            shop = shops[role.scope_id]
            keeps = role.kind == "shopkeeper"
            more = [(_("staff"), reverse("staff", kwargs={"shop_id": shop.public_id}))] if keeps else []
            doors.append(Door(shop.name, role.kind, reverse("desk", kwargs={"shop_id": shop.public_id}), more))
        elif role.scope in {"town", "zone"} and town:
            doors.append(_town_door(role, town, zones))
    return doors


def _town_door(role: Any, town: TownCard, zones: dict[int, str]) -> Door:
    more = [(_("claims"), reverse("claims", kwargs={"town": town.slug}))] if role.scope == "town" else []
    if role.kind == "community_manager":
        more.append((_("desks of its shops"), reverse("desks")))
    if role.kind == "officer":
        more.append((_("people"), reverse("people", kwargs={"town": town.slug})))
    name = zones.get(role.scope_id, town.name) if role.scope == "zone" else town.name
    return Door(name, role.kind, reverse("zone-dashboard", kwargs={"town": town.slug}), more)


def staff_panel(request: HttpRequest, *, shop_id: int, public_id: str, **about: Any) -> Markup | None:
    """The way to the people of this desk, for its keeper. No query: the desk counts them."""
    return _draw("shops/_claim_staff.html", request, public_id=public_id) if may_keep_shop(request.user, shop_id) else None


def nav_claims(request: HttpRequest, *, town_id: int, slug: str, **about: Any) -> Markup | None:
    if not may_moderate(request.user, town_id):
        return None
    return _nav_link("claims", _("Claims"), slug, count_waiting(town_id), about)


def nav_people(request: HttpRequest, *, town_id: int, slug: str, **about: Any) -> Markup | None:
    return _nav_link("people", _("People"), slug, 0, about) if may_run_town(request.user, town_id) else None


def nav_registers(request: HttpRequest, *, town_id: int, slug: str, **about: Any) -> Markup | None:
    return _nav_link("registers", _("Registers"), slug, 0, about) if may_run_town(request.user, town_id) else None


def _nav_link(name: str, label: str, slug: str, n: int, about: dict[str, Any]) -> Markup:
    current = Markup(' aria-current="page"') if about.get("current") == name else Markup("")
    count = Markup(' <span class="count">{}</span>').format(n) if n else Markup("")
    return Markup('<a href="{}"{}>{}{}</a>').format(reverse(name, kwargs={"town": slug}), current, label, count)


def _draw(template: str, request: HttpRequest, **context: Any) -> Markup:
    return Markup(render_to_string(template, context, request=request, using="jinja2"))


def register_panels() -> None:
    register(Panel("claim", "shop", 900, shop_panel, "side"))
    register(Panel("doors", "me", 100, me_panel))
    register(Panel("staff", "desk", 900, staff_panel, "side"))
    register(Panel("registers-nav", "zone_nav", 400, nav_registers))
    register(Panel("claims-nav", "zone_nav", 800, nav_claims))
    register(Panel("people-nav", "zone_nav", 900, nav_people))
