"""What a shop does about a voice on its desk, and the figures behind its glance."""
from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from maillon.core import clock
from maillon.core.web.asks import asks, place_of
from maillon.territory.public import town_by_id

from ..queries.weeks import of_one, starts
from . import desk_acts
from .panels_csv import csv_response
from .panels_drawing import person_id


@asks("may_act_on_desk")
@require_POST
def act(request: HttpRequest, shop_id: str, voice_id: str, what: str) -> HttpResponse:
    """Do `what` (or undo it) at once, then go back to the list; the toast there offers to undo."""
    place, now = place_of(request), clock.now()
    if what not in desk_acts.KNOWN:
        raise Http404
    done = desk_acts.act(what, voice_id=voice_id, shop_id=place.shop_id or 0, by=person_id(request), now=now,
                          reason=request.POST.get("reason", ""))
    query = {"done": done, "voice": voice_id}
    kept = "&".join(filter(None, [request.POST.get("back", "")[:200], urlencode(query)]))
    return HttpResponseRedirect(f"{reverse('desk', kwargs={'shop_id': shop_id})}?{kept}#voices")


@asks("may_see_desk")
@require_GET
@never_cache
def weeks_csv(request: HttpRequest, shop_id: str) -> HttpResponse:
    """Thirteen weeks of counters, one row a week."""
    place = place_of(request)
    town = town_by_id(place.town_id or 0)
    if town is None or place.shop_id is None:
        raise Http404
    today = clock.local_day(clock.now(), town.time_zone)
    counted = of_one("shop", place.shop_id, today)
    measures = ("voices", "stance:up", "stance:down", "stance:mixed", "stance:none")
    rows = [[first.isoformat(), *(counted.of(measure)[i] for measure in measures)] for i, first in enumerate(starts(today))]
    return csv_response(f"{shop_id}-weeks.csv", ["first_day", "voices", "up", "down", "mixed", "none"], rows)
