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

from maillon.accounts.public import holdings, roles_of
from maillon.core.panels import Panel, register
from maillon.territory.public import towns, zones_of

from ..queries import shop_by_id, shops_by_id
from ..queries.claims import claims_of


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
    """Return somebody's shops, zones and towns, shops first; at most four queries."""
    roles = roles_of(person)
    shops = shops_by_id([role.scope_id for role in roles if role.scope == "shop"])
    here = {town.id: town for town in towns()} if any(role.town_id for role in roles) else {}
    doors = []
    for role in sorted(roles, key=lambda role: (role.scope, role.kind, role.scope_id)):
        town = here.get(role.town_id or 0)
        if role.scope == "shop" and role.scope_id in shops:
            shop = shops[role.scope_id]
            keeps = role.kind == "shopkeeper"
            more = [(_("staff"), reverse("staff", kwargs={"shop_id": shop.public_id}))] if keeps else []
            doors.append(Door(shop.name, role.kind, reverse("desk", kwargs={"shop_id": shop.public_id}), more))
        elif role.scope in {"town", "zone"} and town:
            doors.append(_town_door(role, town))
    return doors


def _town_door(role: Any, town: Any) -> Door:
    more = [(_("claims"), reverse("claims", kwargs={"town": town.slug}))] if role.scope == "town" else []
    if role.kind == "officer":
        more.append((_("people"), reverse("people", kwargs={"town": town.slug})))
    name = town.name
    if role.scope == "zone":
        name = next((zone.name for zone in zones_of(town.id) if zone.id == role.scope_id), town.name)
    return Door(name, role.kind, reverse("zone-dashboard", kwargs={"town": town.slug}), more)


def _draw(template: str, request: HttpRequest, **context: Any) -> Markup:
    return Markup(render_to_string(template, context, request=request, using="jinja2"))


def register_panels() -> None:
    register(Panel("claim", "shop", 900, shop_panel, "side"))
    register(Panel("doors", "me", 100, me_panel))
