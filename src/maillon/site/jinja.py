"""The Jinja2 environment of all our own pages, and what every page is given."""
from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment, StrictUndefined

from maillon.core.ui.filters import FILTERS, GLOBALS
from maillon.core.ui.typography import GETTEXT

from .language import text_language


def url(name: str, **kwargs: Any) -> str:
    return reverse(name, kwargs=kwargs or None)


def environment(**options: Any) -> Environment:
    """Build the environment. An unknown variable fails instead of printing nothing."""
    options["undefined"] = StrictUndefined
    env = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"], trim_blocks=True,
                      lstrip_blocks=True, **options)
    env.install_gettext_callables(**GETTEXT, newstyle=True)              # type: ignore[attr-defined]
    env.filters.update(FILTERS)
    # a page without a town has None; said here because a context processor would win over the view's own
    env.globals.update(GLOBALS, static=static, url=url, town=None)
    return env


def page_context(request: HttpRequest) -> dict[str, Any]:
    """What every page knows: its language, the person, the mode. A view adds its own on top."""
    user = getattr(request, "user", None)
    person = user if user is not None and user.is_authenticated else None
    return {
        "lang": translation.get_language() or settings.LANGUAGE_CODE,
        "text_lang": text_language(translation.get_language() or settings.LANGUAGE_CODE),
        "languages": languages(request),
        "alternates": alternates(request),
        "person": person,
        "account_url": reverse("me" if person else "account_login"),
        "mode": settings.MODE,
        "htmx": bool(getattr(request, "htmx", False)),
    }


def languages(request: HttpRequest) -> list[tuple[str, str, str]]:
    """(code, own name, address of this same page in it)."""
    path = request.get_full_path()
    head, _, rest = path.lstrip("/").partition("/")
    codes = settings.LANGUAGE_NAMES
    if head in codes:
        return [(code, name, f"/{code}/{rest}") for code, name in codes.items()]
    return [(code, name, f"{reverse('set-language')}?{urlencode({'to': code, 'next': path})}") for code, name in codes.items()]


def alternates(request: HttpRequest) -> list[tuple[str, str]]:
    """(hreflang, absolute address) of this page in the languages its texts are really in, English for all others."""
    head, _, rest = request.get_full_path().lstrip("/").partition("/")
    if head not in settings.LANGUAGE_NAMES:
        return []
    codes = [code for code in settings.LANGUAGE_NAMES if text_language(code) == code]
    return [(mark, request.build_absolute_uri(f"/{code}/{rest}"))
            for mark, code in [*((code, code) for code in codes), ("x-default", settings.LANGUAGE_CODE)]]
