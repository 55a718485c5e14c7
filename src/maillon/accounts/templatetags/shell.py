"""Puts a page of the sign-in library into our own shell: the library's templates are Django's, the shell is Jinja2."""
from __future__ import annotations

from typing import Any

from django import template
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
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
