"""What was sent in a town and what became of it: for the officer."""
from __future__ import annotations

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from maillon.core import clock
from maillon.core.web.asks import asks, place_of
from maillon.territory.public import town_by_slug, town_head

from ..actions import delivery
from ..queries.deliveries import log

STATES = {
    "queued": gettext_lazy("waiting"), "held": gettext_lazy("held for the summary"),
    "sending": gettext_lazy("on its way"), "sent": gettext_lazy("sent"),
    "refused": gettext_lazy("not sent"), "failed": gettext_lazy("given up"),
    "unknown": gettext_lazy("outcome unknown"),
}
KINDS = {"digest": gettext_lazy("digest"), "alert": gettext_lazy("alert"), "summary": gettext_lazy("summary of alerts")}


@asks("may_read_deliveries")
@never_cache
def deliveries(request: HttpRequest, town: str) -> HttpResponse:
    here = town_by_slug(town)
    assert here is not None                    # the question above found it
    state = request.GET.get("state", "")
    page = log(town_id=place_of(request).town_id or 0, state=state, before=request.GET.get("before", ""))
    with timezone.override(ZoneInfo(here.time_zone)):
        return render(request, "relay/deliveries.html", {
            **town_head(request, here, "deliveries"), "log": page, "state": state,
            "states": STATES, "kinds": KINDS, "notes": messages.get_messages(request)}, using="jinja2")


@asks("may_read_deliveries")
@require_POST
def again(request: HttpRequest, town: str, delivery_ref: str) -> HttpResponse:
    place = place_of(request)
    me = int(request.user.pk or 0)
    if delivery.send_again(public_id=delivery_ref, town_id=place.town_id or 0, by=me, now=clock.now()):
        messages.success(request, _("It is being sent again."))
    else:
        messages.info(request, _("This letter needs no second try."))
    return HttpResponseRedirect(reverse("deliveries", kwargs={"town": town}))
