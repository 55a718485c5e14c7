"""Puts a page of the sign-in library into our own shell: the library's templates are Django's, the shell is Jinja2."""
from __future__ import annotations

from typing import Any

from django import template
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

register = template.Library()
BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Vivaldi", "Vivaldi"),
            ("Firefox/", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("CrOS", "ChromeOS"),
           ("Mac OS X", "macOS"), ("Linux", "Linux"))
"""What a browser calls itself, the telling sign first: each also names those it wants to be taken for."""
PARTS = "shell_parts"


@register.simple_block_tag(takes_context=True)
def part(context: RequestContext, content: str, name: str) -> str:
    """Keep one part of the page (`title`, `head`, `main`, `after`) for the shell, and print nothing here."""
    kept: Any = context.render_context
    kept.setdefault(PARTS, {})[name] = mark_safe(content.strip())
    return ""


@register.simple_tag(takes_context=True)
def shell(context: RequestContext) -> SafeString:
    """Draw the whole page around the kept parts."""
    kept: Any = context.render_context
    parts = {"title": "", "head": "", "main": "", "after": "", **kept.get(PARTS, {})}
    request = context["request"]
    page = render_to_string("accounts/shell.html", {"parts": parts, "notes": context.get("messages") or []},
                            request=request, using="jinja2")
    return mark_safe(page)


@register.filter
def control(bound: Any) -> str:
    """Say what kind of control a bound field is."""
    return str(bound.widget_type)


@register.filter
def in_words(user_agent: str) -> str:
    """Say browser and system of a session: "Firefox, Windows"."""
    found = [next((name for sign, name in signs if sign in user_agent), "") for signs in (BROWSERS, SYSTEMS)]
    return ", ".join(name for name in found if name) or gettext("a browser we do not know")
