"""The end of a subscription without sign-in: RFC 8058's one click (POST), and a page that asks (GET)."""
from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from maillon.core import clock
from maillon.core.web.asks import asks

from ..actions import subscribe
from ..queries.subscriptions import Told, by_token


@asks("may_read_public")
@csrf_exempt                                     # the mail program posts without cookies; the token is the proof
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    told = by_token(token)
    if told is None:
        raise Http404
    if request.method == "POST":
        act(told, token, resume="resume" in request.POST)
        told = by_token(token)
    with translation.override(told.language):    # type: ignore[union-attr]
        answer = render(request, "relay/unsubscribe.html", {"told": told, "token": token}, using="jinja2")
    answer["X-Robots-Tag"] = "noindex"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def act(told: Told, token: str, *, resume: bool) -> None:
    if resume:
        subscribe.resume_by_token(token=token, time_zone=told.time_zone, now=clock.now())
    else:
        subscribe.end_by_token(token=token, now=clock.now())
