"""The zone dashboard: the frame. What stands in it are panels of the contexts above."""
from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from maillon.core.panels import panels_for
from maillon.core.web.asks import asks

from ..dashboard_frame import frame_context, frame_of


@asks("may_see_zone_dashboard")
@never_cache
def week(request: HttpRequest, town: str) -> HttpResponse:
    frame = frame_of(request)
    with timezone.override(frame.town.time_zone):
        panels = panels_for("zone", request, **frame.about)
        columns = {column: [p for p in panels if p.column == column] for column in ("top", "main", "side")}
        return render(request, "territory/dashboard.html", {**frame_context(request), **columns}, using="jinja2")
