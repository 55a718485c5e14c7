"""Which language a page is in: the address says it for public pages, the person for desks, else the browser.

In the sample town the cast is everybody's: there the language a visitor chose (cookie) wins over that of the account.
"""
from __future__ import annotations

from collections.abc import Callable
from functools import cache

from babel.messages.mofile import read_mo
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme

from maillon.core.web.asks import asks

ENOUGH = 0.97      # of what French, always complete, has


@cache
def text_language(code: str) -> str:
    """Return the language the texts of a page offered in `code` are really in: English until its catalogue is complete."""
    return code if code == "en" or _texts(code) >= ENOUGH * _texts("fr") else "en"


def _texts(code: str) -> int:
    path = settings.LOCALE_PATHS[0] / code / "LC_MESSAGES" / "django.mo"
    try:
        with path.open("rb") as compiled:
            return len(read_mo(compiled))
    except OSError:
        return 0


class PersonLanguageMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = settings.SAMPLE and request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) in settings.LANGUAGE_NAMES
        if not chosen and not translation.get_language_from_path(request.path_info):
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
        remember(response, to)
        if request.user.is_authenticated:
            request.user.language = to
            request.user.save(update_fields=["language"])
    return response


def remember(response: HttpResponse, language: str) -> None:
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=31_536_000, samesite="Lax", secure=settings.HTTPS)
