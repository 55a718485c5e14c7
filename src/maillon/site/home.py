"""`/`: the only town there is, or the list of towns."""
from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from maillon.core.web.asks import asks
from maillon.territory.public import towns

from .sample.place import ELSEWHERE


@asks("may_read_public")
def home(request: HttpRequest) -> HttpResponse:
    here = [town for town in towns() if not (settings.SAMPLE and town.slug == ELSEWHERE)]
    if len(here) == 1:
        return HttpResponseRedirect(reverse("town", kwargs={"town": here[0].slug}))
    return render(request, "site/home.html", {"towns": here}, using="jinja2")
