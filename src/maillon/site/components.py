"""The component sheet: every piece of the look on one page, for whoever builds on it (sample mode only)."""
from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maillon.core.ui.sheet import component_sheet
from maillon.core.web.asks import asks


@asks("may_read_public")
def components(request: HttpRequest) -> HttpResponse:
    return render(request, "core/components.html", {"sheet": component_sheet()}, using="jinja2")
