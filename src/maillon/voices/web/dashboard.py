"""Below the zone dashboard: links to check, disputes, the full tables and their CSV."""
from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from maillon.core import clock
from maillon.core.web.asks import asks, place_of
from maillon.territory.public import dashboard_page, frame_of

from ..queries.unsure import MOST
from ..queries.unsure import unsure as unsure_links
from ..queries.weeks import of_one
from ..queries.zone_week import aspect_weeks, street_weeks
from . import dashboard_acts as acts
from . import dashboard_words as words
from . import panels_wording as wording
from .dashboard_panels import disputes_of, unsure_of
from .panels_csv import csv_response
from .panels_drawing import fragment, person_id


@asks("may_moderate")
@require_GET
@never_cache
def unsure(request: HttpRequest, town: str) -> HttpResponse:
    """One link after the other; `after` names the last voice left for later: decisions keep it, until the queue is through.
    `show` unlikely: those that are not asked about."""
    here, show = place_of(request).town_id or 0, shown(request.GET)
    unlikely = unsure_links(here, MOST if show else 1, unlikely=True)
    queue = unlikely if show else unsure_of(request, frame_of(request).about)
    items = list(queue.items) if queue else []
    after = request.GET.get("after", "")[:10]
    at = acts.place_after(items, after, town_id=here)
    return page(request, "unsure", "_dashboard_unsure_page.html", _("Links to check"), {
        "item": items[at] if items else None, "n": len(items), "more": queue.more if queue else False, "at": at + 1,
        "after": after, "show": show, "unlikely": unlikely.n, "toast": acts.toast(request.GET, here)})


def shown(query: QueryDict) -> str:
    return "unlikely" if query.get("show") == "unlikely" else ""


@asks("may_moderate")
@require_POST
def choose(request: HttpRequest, town: str, voice_id: str) -> HttpResponse:
    done = acts.choose(town_id=place_of(request).town_id or 0, voice_id=voice_id, shop=request.POST.get("shop", ""),
                       by=person_id(request), now=clock.now())
    name = "zone-dashboard" if request.POST.get("back") == "week" else "unsure"
    return back_to(name, town, done, voice_id, after=request.POST.get("after", ""), show=shown(request.POST))


@asks("may_moderate")
@require_GET
@never_cache
def disputes(request: HttpRequest, town: str) -> HttpResponse:
    return page(request, "disputes", "_dashboard_disputes_page.html", _("Disputes"), {
        "items": disputes_of(request, frame_of(request).about) or [],
        "toast": acts.toast(request.GET, place_of(request).town_id or 0)})


@asks("may_moderate")
@require_POST
def decide(request: HttpRequest, town: str, voice_id: str) -> HttpResponse:
    """`decision` is confirm or refuse, of the dispute `what` that shop `shop` has about the voice."""
    done = acts.decide(
        town_id=place_of(request).town_id or 0, voice_id=voice_id, asked=request.POST, by=person_id(request), now=clock.now()
    )
    return back_to("disputes", town, done, voice_id)


@asks("may_moderate")
@require_POST
def undo(request: HttpRequest, town: str, voice_id: str) -> HttpResponse:
    done = acts.undo(town_id=place_of(request).town_id or 0, voice_id=voice_id, by=person_id(request), now=clock.now())
    name = "unsure" if request.POST.get("back") == "unsure" else "disputes"
    return back_to(name, town, done, voice_id, after=request.POST.get("after", ""), show=shown(request.POST))


@asks("may_see_zone_dashboard")
@require_GET
@never_cache
def streets(request: HttpRequest, town: str) -> HttpResponse:
    frame = frame_of(request)
    rows = street_weeks(frame.town.id, clock.local_day(clock.now(), frame.town.time_zone), zone_id=frame.zone_id,
                        inside=frame.inside)
    return page(request, "week", "_dashboard_streets_page.html", _("Street by street"), {"rows": rows}, zoned=True)


@asks("may_see_zone_dashboard")
@require_GET
def streets_csv(request: HttpRequest, town: str) -> HttpResponse:
    frame = frame_of(request)
    today = clock.local_day(clock.now(), frame.town.time_zone)
    rows = street_weeks(frame.town.id, today, zone_id=frame.zone_id, inside=frame.inside)
    return csv_response(
        f"{town}-streets-{today}.csv",
        ["street", "voices", "usual_low", "usual_high", "against_usual", "subjects"],
        (
            [s.name, s.n, s.usual.low if s.usual else "", s.usual.high if s.usual else "", s.place, " ".join(s.aspects)]
            for s in rows
        ),
    )


@asks("may_see_zone_dashboard")
@require_GET
def aspects_csv(request: HttpRequest, town: str) -> HttpResponse:
    frame = frame_of(request)
    today = clock.local_day(clock.now(), frame.town.time_zone)
    scope, ref = ("zone", frame.zone.id) if frame.zone else ("town", frame.town.id)
    rows = aspect_weeks(of_one(scope, ref, today))
    return csv_response(
        f"{town}-subjects-{today}.csv",
        ["subject", "voices", "for", "against", "usual_low", "usual_high", "against_usual"],
        ([a.aspect, a.n, a.up, a.down, a.usual.low if a.usual else "", a.usual.high if a.usual else "", a.place] for a in rows),
    )


def page(request: HttpRequest, current: str, template: str, title: str, context: dict[str, Any], *,
         zoned: bool = False) -> HttpResponse:
    frame = frame_of(request)
    week = reverse("zone-dashboard", kwargs={"town": frame.town.slug}) + frame.query
    about = {"frame": frame, "slug": frame.town.slug, "zone_url": week, "words": words, "wording": wording, **context}
    return dashboard_page(request, current=current, title=title, zoned=zoned,
                          draw=lambda: fragment(request, f"voices/{template}", about))


def back_to(name: str, town: str, done: str, voice_id: str, *, after: str = "", show: str = "") -> HttpResponse:
    if done == "gone":
        raise Http404
    kept = {"after": after[:10], "show": show} if name == "unsure" else {}
    query = {"done": done, "voice": voice_id, **{key: value for key, value in kept.items() if value}}
    return HttpResponseRedirect(f"{reverse(name, kwargs={'town': town})}?{urlencode(query)}")
