"""The way to the sources, in the menu of the zone dashboard, for whoever runs the town."""
from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from markupsafe import Markup

from maillon.core.panels import Panel, register
from maillon.core.web.asks import Place, may


def register_panels() -> None:
    register(Panel("voices-sources-nav", "zone_nav", 300, nav_sources))


def nav_sources(request: HttpRequest, **about: Any) -> Markup | None:
    if not may(request.user, "may_run_town", Place(town_id=about["town_id"])):
        return None
    current = Markup(' aria-current="page"') if about.get("current") == "sources" else Markup("")
    return Markup('<a href="{}"{}>{}</a>').format(reverse("sources", kwargs={"town": about["slug"]}), current, _("Sources"))
