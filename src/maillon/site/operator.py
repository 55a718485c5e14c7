"""`/operator/`: is every part alive, what lies in the queue, what was set aside after five tries."""
from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maillon.core import clock
from maillon.core.panels import panels_for
from maillon.core.queue import queue, try_again
from maillon.core.web.asks import asks
from maillon.territory.public import town_links, towns

from .health import alive
from .sample.place import ELSEWHERE


@asks("may_operate")
def operator(request: HttpRequest) -> HttpResponse:
    return render(request, "site/operator.html", {
        "parts": alive(clock.now()), "queue": queue(), "panels": panels_for("operator", request),
        "towns": [(town, town_links(request, town)) for town in towns() if not (settings.SAMPLE and town.slug == ELSEWHERE)],
        "notes": messages.get_messages(request)}, using="jinja2")


@asks("may_operate")
@require_POST
def again(request: HttpRequest, task_id: str) -> HttpResponse:
    if try_again(task_id=task_id, by=request.user.pk, now=clock.now()):
        messages.success(request, _("It is in the queue again."))
    return HttpResponseRedirect(reverse("operator"))
