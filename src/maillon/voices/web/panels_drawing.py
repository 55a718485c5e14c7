"""Fragments, and what several panels of one page share."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.http import HttpRequest
from django.template.loader import render_to_string
from markupsafe import Markup

T = TypeVar("T")


def fragment(request: HttpRequest, template: str, context: dict[str, Any]) -> Markup:
    return Markup(render_to_string(template, context, request, using="jinja2"))


def once(request: HttpRequest, name: str, read: Callable[[], T]) -> T:
    """Read once a request: the panels of a page share what they show."""
    kept: dict[str, Any] = request.__dict__.setdefault("_voices_read", {})
    if name not in kept:
        kept[name] = read()
    return cast(T, kept[name])


def person_id(request: HttpRequest) -> int:
    """Whoever is signed in: the guard before the view has made sure that somebody is."""
    return request.user.pk or 0
