"""The frame of the zone dashboard: which town, which zone, which zones one may look at."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from markupsafe import Markup

from maillon.accounts.public import may_moderate, may_see_zone_dashboard, zones_managed
from maillon.core.panels import panels_for
from maillon.core.web.asks import place_of

from .queries import TownCard, ZoneCard, town_by_id, zones_of


@dataclass(frozen=True)
class DashboardFrame:
    """`zones` are those one may look at; `zone` the chosen one, None: the whole town.

    `inside`: ids of the chosen one and of all within it.
    """

    town: TownCard
    zones: tuple[ZoneCard, ...]
    all_zones: tuple[ZoneCard, ...]
    zone: ZoneCard | None
    inside: frozenset[int]
    whole: bool

    @property
    def zone_id(self) -> int | None:
        return self.zone.id if self.zone else None

    @property
    def about(self) -> dict[str, Any]:
        """What panels of places `zone` and `zone_nav` are told."""
        return {
            "town_id": self.town.id,
            "slug": self.town.slug,
            "time_zone": self.town.time_zone,
            "zone_id": self.zone_id,
            "inside": self.inside,
            "frame": self,
        }

    @property
    def query(self) -> str:
        return f"?zone={self.zone.slug}" if self.zone else ""


def frame_of(request: HttpRequest) -> DashboardFrame:
    """Read once a request. A community manager sees the zones of their own and what lies within. Raises Http404."""
    if not hasattr(request, "dashboard_frame"):
        request.dashboard_frame = _frame_of(request)  # type: ignore[attr-defined]
    return cast(DashboardFrame, request.dashboard_frame)  # type: ignore[attr-defined]


def _frame_of(request: HttpRequest) -> DashboardFrame:
    town = town_by_id(place_of(request).town_id or 0)
    if town is None:
        raise Http404
    everything = zones_of(town.id)
    whole = may_moderate(request.user, town.id)
    seen = everything if whole else within(everything, zones_managed(request.user, town.id))
    zones = tuple(z for z in seen if z.kind != "station")
    asked = request.GET.get("zone", "")
    zone = next((z for z in zones if asked and asked in (z.slug, z.public_id)), None)
    if zone is None and not whole:
        if not zones:
            raise Http404
        zone = zones[0]
    if zone is not None and zone.kind == "town":
        zone = None if whole else zone
    inside = frozenset(z.id for z in within(everything, {zone.id})) if zone else frozenset()
    return DashboardFrame(town, zones, tuple(everything), zone, inside, whole)


def within(zones: Iterable[ZoneCard], roots: Collection[int]) -> list[ZoneCard]:
    """The zones of `roots` and all that lie in them."""
    zones = list(zones)
    kept = set(roots)
    grown = True
    while grown:
        more = {z.id for z in zones if z.parent_id in kept} - kept
        grown, kept = bool(more), kept | more
    return [z for z in zones if z.id in kept]


def frame_context(request: HttpRequest, current: str = "week") -> dict[str, Any]:
    """What every page of the dashboard gives its template."""
    frame = frame_of(request)
    return {"frame": frame, "zoned": True, **town_head(request, frame.town, current)}


def town_head(request: HttpRequest, town: TownCard, current: str) -> dict[str, Any]:
    """The head of every page about running a town: its name, its menu. Who may not see the dashboard (the operator)
    is offered what is theirs in the menu, and the public page instead of the week."""
    public = reverse("town", kwargs={"town": town.slug})
    if may_see_zone_dashboard(request.user, town.id):
        frame = frame_of(request)
        week = reverse("zone-dashboard", kwargs={"town": town.slug}) + frame.query
        name, home, about = frame.zone.name if frame.zone else town.name, week, frame.about
    else:
        name, home, week, about = town.name, public, "", about_whole(town)
    return {
        "town": town,
        "zone_name": name,
        "zone_url": home,
        "week_url": week,
        "public_url": public,
        "current": current,
        "zone_nav": [("week", _("The week"), week)] if week else [],
        "sections": [one.html for one in panels_for("zone_nav", request, current=current, **about)],
    }


def town_links(request: HttpRequest, town: TownCard) -> list[Markup]:
    """The pages about running a town that are open to whoever asks: for a list outside the town."""
    return [one.html for one in panels_for("zone_nav", request, **about_whole(town))]


def about_whole(town: TownCard) -> dict[str, Any]:
    """What the panels of the menu are told where no zone is chosen and none is read."""
    return {"town_id": town.id, "slug": town.slug, "time_zone": town.time_zone, "zone_id": None, "inside": frozenset()}


def dashboard_page(
    request: HttpRequest, *, current: str, title: str, draw: Callable[[], Markup], zoned: bool = False
) -> HttpResponse:
    """A further page of the dashboard, for the contexts above: their fragment in its frame, in the town's time.

    `zoned`: it shows the chosen zone only, so that the choice is offered. Other pages are of the whole town.
    """
    with timezone.override(frame_of(request).town.time_zone):
        context = {**frame_context(request, current), "title": title, "html": draw(), "zoned": zoned}
        return render(request, "territory/dashboard_page.html", context, using="jinja2")
