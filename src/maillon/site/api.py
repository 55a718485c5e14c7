"""The API: routers of the rooms under one roof, its limits, its errors as JSON, and its document at `openapi.json`."""
from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, path, re_path, reverse
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import Throttled, ValidationError
from ninja.renderers import JSONRenderer
from ninja.responses import Response
from ninja.throttling import SimpleRateThrottle

from maillon.core.web.api import MOST, Refused, absolute, language_of, missing
from maillon.core.web.asks import asks
from maillon.shops.web.api import router as shops
from maillon.territory.web.api import router as towns
from maillon.voices.web.api import router as voices

RATE = "300/m"
ABOUT = """What the public pages of a Maillon show, for programs: towns, shops, and what is said of them with the evidence.
Nothing needs a key. Answers may be kept for a minute. Authors are not listed: they stand where they wrote."""
View = Callable[..., HttpResponseBase]


class ByAddress(SimpleRateThrottle):
    """A rough limit of each page process, kept in memory: asking must not cost a write."""

    scope, cache = "api", caches["memory"]

    def get_cache_key(self, request: HttpRequest) -> str | None:
        return hashlib.sha256((self.get_ident(request) or "").encode()).hexdigest()


class Readable(JSONRenderer):
    json_dumps_params = {"ensure_ascii": False, "separators": (",", ":")}


api = NinjaAPI(
    title="Maillon", version="1", description=ABOUT, docs_url=None, urls_namespace="api", renderer=Readable(),
    throttle=ByAddress(RATE), servers=[{"url": settings.PUBLIC_URL}])
api.add_router("", towns)
api.add_router("", shops)
api.add_router("", voices)


def written(given: dict[str, str], status: int = 200) -> HttpResponse:
    """An answer that the router did not write itself, in the same hand."""
    return Response(given, status=status, json_dumps_params=Readable.json_dumps_params)


def problem(refused: Refused) -> HttpResponse:
    answer = written({"error": refused.error, "message": refused.message}, refused.status)
    for name, value in refused.headers.items():
        answer[name] = value
    return answer


@api.exception_handler(Refused)
def _refused(request: HttpRequest, refused: Refused) -> HttpResponse:
    return problem(refused)


@api.exception_handler(Http404)
def _not_there(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(_nothing_here())


@api.exception_handler(Throttled)
def _too_many(request: HttpRequest, error: Throttled) -> HttpResponse:
    wait = str(error.wait or 1)
    message = _("Too many questions from this address: ask again in %(seconds)s s.") % {"seconds": wait}
    return problem(Refused(429, "too_many", message, {"Retry-After": wait}))


@api.exception_handler(ValidationError)
def _unreadable(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """An id that cannot be one names nothing; of the others the first is told."""
    where, name = (*map(str, error.errors[0]["loc"]), "")[:2]
    if where == "path":
        return problem(_nothing_here())
    message = (_("“limit” is a whole number from 1 to %(most)s.") % {"most": MOST} if name == "limit"
               else _("“%(name)s” is what “next” of the page before gave.") % {"name": name})
    return problem(Refused(422, "unreadable", message))


def _nothing_here() -> Refused:
    return missing(_("There is nothing at this address."))


def nothing(request: HttpRequest, **_arguments: str) -> HttpResponse:
    raise Http404


def root(request: HttpRequest) -> HttpResponse:
    """Where to begin."""
    return written({"openapi": absolute(reverse("api:openapi-json")), "towns": absolute(reverse("api:towns"))})


def served(view: View) -> View:
    """In the language asked for, only for reading, to be kept for a minute by whoever likes, open to pages of other houses."""
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            with translation.override(language_of(request)):
                answer, language = _answer(view, request, *args, **kwargs), translation.get_language()
        except Refused as refused:                       # of a language nobody offers: in the one this browser reads
            answer, language = problem(refused), translation.get_language()
        answer["Content-Language"] = language or settings.LANGUAGE_CODE
        return _kept(request, answer)

    return answered


def _answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    if request.method not in {"GET", "HEAD"}:
        return problem(Refused(405, "read_only", _("The API only reads: ask with GET."), {"Allow": "GET, HEAD"}))
    request.method = "GET"                               # a HEAD is a GET whose body the server leaves out
    try:
        return view(request, *args, **kwargs)
    except Http404:
        return problem(_nothing_here())


def _kept(request: HttpRequest, answer: HttpResponseBase) -> HttpResponseBase:
    answer["Access-Control-Allow-Origin"] = "*"
    patch_vary_headers(answer, ["Accept-Language"])
    if answer.status_code != 200 or not isinstance(answer, HttpResponse):
        return answer
    answer["Cache-Control"] = "public, max-age=60"
    answer["ETag"] = quote_etag(hashlib.sha256(answer.content).hexdigest()[:32])
    return get_conditional_response(request, etag=answer["ETag"], response=answer) or answer


def addresses() -> tuple[list[URLPattern | URLResolver], str, str]:
    """Every address of the API asks the one question of public pages; what leads nowhere is told as JSON."""
    found, app, namespace = api.urls
    patterns = [path("", root, name="root"), *found, re_path(r"^(?P<rest>[\s\S]+)$", nothing, name="nothing")]
    for pattern in patterns:
        assert isinstance(pattern, URLPattern)
        pattern.callback = asks("may_read_public")(served(pattern.callback))
    return patterns, app, namespace


ADDRESSES = addresses()
