"""What voices show on a shop's desk: the glance, the voices, what we hear."""
from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.http import urlencode
from markupsafe import Markup

from maillon.core import clock
from maillon.core.panels import Panel, register
from maillon.core.web.asks import may, place_of

from ..queries import DeskVoice, Filters, Glance, Page, desk_voices, glance, opening
from . import desk_words as words
from . import panels_wording as wording
from .panels_drawing import fragment, once

FIRST = 5
"""Voices of each kind, what waits and what is new, on the desk as it opens."""


def register_panels() -> None:
    register(Panel("voices-glance", "desk", 100, draw_glance, "top"))
    register(Panel("voices", "desk", 200, draw_voices, "main"))
    register(Panel("voices-sources", "desk", 800, draw_sources, "side"))


def glance_of(request: HttpRequest, about: dict[str, Any]) -> Glance:
    return once(request, "glance", lambda: glance(about["shop_id"], about["town_id"], about["time_zone"], clock.now()))


def draw_glance(request: HttpRequest, **about: Any) -> Markup:
    seen = glance_of(request, about)
    likes, dislikes = words.aspect_items(seen)
    return fragment(request, "voices/_desk_glance.html", {
        "glance": seen, "public_id": about["public_id"], "todo": words.todo_items(seen), "likes": likes, "dislikes": dislikes,
        "step": words.step(seen), "words": words, "wording": wording,
        "page_url": about["page_url"],
    })


def listed(request: HttpRequest, about: dict[str, Any], seen: Glance) -> tuple[Filters, Page[DeskVoice], list[DeskVoice] | None]:
    """The list that was asked for; for who asks for none, some of what waits, then the newest (else None)."""
    filters = Filters.read(request.GET)
    if not request.GET.keys() & {"show", "kind", "stance", "aspect", "lang", "period", "before"} and seen.waiting:
        return filters.with_(show="answer"), *opening(about["shop_id"], clock.now(), FIRST)
    page = desk_voices(about["shop_id"], about["time_zone"], filters, clock.now(), before=request.GET.get("before", ""))
    return filters, page, None


def draw_voices(request: HttpRequest, **about: Any) -> Markup:
    seen = glance_of(request, about)
    filters, page, newest = listed(request, about, seen)
    return fragment(
        request,
        "voices/_desk_voices.html",
        {
            "page": page,
            "newest": newest,
            "filters": filters,
            "glance": seen,
            "public_id": about["public_id"],
            "wording": wording,
            "words": words,
            "chips": words.chips(seen, filters),
            "may_act": may(request.user, "may_act_on_desk", place_of(request)),
            "older": "?" + urlencode({**filters.query(), "show": filters.show, "before": page.before}) + "#voices"
            if page.before
            else "",
            "toast": words.toast(request.GET),
            "back": words.back(filters) if newest is None else "",
            "now": clock.now(),
        },
    )


def draw_sources(request: HttpRequest, **about: Any) -> Markup:
    return fragment(request, "voices/_desk_sources.html", {"glance": glance_of(request, about), "wording": wording})
