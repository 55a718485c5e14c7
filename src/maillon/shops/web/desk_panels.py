"""What the register knows of a shop, line by line, on its own desk."""
from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from markupsafe import Markup

from maillon.core.panels import Panel, register

from .desk import DeskShop


def register_panels() -> None:
    register(Panel("desk-page", "desk", 850, draw_page, "side"))


def draw_page(request: HttpRequest, *, shop: DeskShop, page_url: str, **_about: Any) -> Markup:
    return Markup(render_to_string("shops/_desk_page.html", {"shop": shop, "lines": lines(shop), "page_url": page_url}, request,
                                   using="jinja2"))


def lines(shop: DeskShop) -> list[tuple[bool, str, str]]:
    """(known, what it is, what it is good for when it is missing)."""
    return [
        (bool(shop.address), _("Name and address"), _("Without a street we cannot tell you from another shop of your name.")),
        (bool(shop.opening_hours), _("Opening hours"), _("It is what people look for first.")),
        (shop.reachable, _("Telephone or web site"), _("A post that links to your site is surely about you.")),
        (bool(shop.handles), _("Your accounts, such as @name"), _("A post that names your account is surely about you.")),
    ]
