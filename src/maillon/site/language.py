"""Which language a page is in: the address says it for public pages, the person for desks, else the browser."""
from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme

from maillon.core.web.asks import asks


class PersonLanguageMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not translation.get_language_from_path(request.path_info):
            language = getattr(request.user, "language", "")
            if language in settings.LANGUAGE_NAMES:
                translation.activate(language)
                request.LANGUAGE_CODE = language
        return self.get_response(request)


@asks("may_read_public")
def set_language(request: HttpRequest) -> HttpResponse:
    """Remember a language (cookie, and the person's own) and go back to the page one came from."""
    to, back = request.GET.get("to", ""), request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = HttpResponseRedirect(back)
    if to in settings.LANGUAGE_NAMES:
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, to, max_age=31_536_000, samesite="Lax")
        if request.user.is_authenticated:
            request.user.language = to
            request.user.save(update_fields=["language"])
    return response
