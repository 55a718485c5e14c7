"""What one is told: choose, and have a digest sent at once."""
from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from maillon.core import clock
from maillon.core.web.asks import asks

from ..actions import digest, subscribe
from ..offers import Offer, offers
from ..queries.subscriptions import digest_of


@asks("may_use_account")
@never_cache
def digests(request: HttpRequest) -> HttpResponse:
    offered, me = offers(request.user), int(request.user.pk or 0)
    if request.method == "POST":
        subscribe.choose(person_id=me, wishes=wishes(offered, request.POST), by=me, now=clock.now())
        messages.success(request, _("Kept."))
        return HttpResponseRedirect(reverse("digests"))
    return render(request, "relay/digests.html", {"offers": offered, "notes": messages.get_messages(request)},
                  using="jinja2")


@asks("may_use_account")
@require_POST
def now(request: HttpRequest, subscription_ref: str) -> HttpResponse:
    subscription = digest_of(int(request.user.pk or 0), subscription_ref)
    if subscription is None:
        raise Http404
    if digest.send_now(subscription_id=subscription, now=clock.now()):
        messages.success(request, _("It is on its way to your mail box."))
    else:
        messages.info(request, _("One was sent to you a moment ago. Please wait two minutes."))
    return HttpResponseRedirect(reverse("digests"))


def wishes(offered: list[Offer], sent: Mapping[str, str]) -> list[subscribe.Wish]:
    """Read the form: one choice of rhythm and one check box a line. What was not offered cannot be wished for."""
    found = []
    for offer in offered:
        about = offer.about
        rhythm = sent.get(f"digest-{offer.field}", offer.rhythm)
        place = (about.town_id, about.time_zone, about.scope, about.ref_id)
        found.append(subscribe.Wish(*place, "digest", rhythm if rhythm in subscribe.RHYTHMS["digest"] else None))
        if offer.alerts is not None:
            found.append(subscribe.Wish(*place, "alert", "instant" if f"alert-{offer.field}" in sent else None))
    return found
