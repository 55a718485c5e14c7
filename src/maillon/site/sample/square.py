"""The square: write a post as anybody and see what the ear makes of it. It is heard like any other post."""
from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from maillon.core import clock
from maillon.core.web.asks import asks
from maillon.territory.models import Town
from maillon.voices.public import SquarePost, delete_from_square, square_posts, tool_name, write_on_square

from .place import here, local_time

SHOWN, LONGEST = 12, 5000
TOOLS = [("square", _("this square")), ("mastodon", "Mastodon"), ("bluesky", "Bluesky"), ("blog", _("a blog"))]


@dataclass(frozen=True)
class Idea:
    """Something worth saying. `lang` of the text; `shows` says in English what it lets one see."""

    text: str
    lang: str
    shows: str


class PostForm(forms.Form):
    text = forms.CharField(label=_("What would you say?"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}),
                           error_messages={"required": _("Write a word or two first.")})
    author = forms.CharField(label=_("As whom?"), max_length=80, required=False,
                             help_text=_("Any name; left empty, you are a passer-by."))
    tool = forms.ChoiceField(label=_("As if said on"), choices=TOOLS, required=False)


@asks("may_read_public")
@never_cache
def square(request: HttpRequest) -> HttpResponse:
    town = here()
    form = PostForm(request.POST if request.method == "POST" else None,
                    initial={"text": request.GET.get("text", "")[:LONGEST]})
    if request.method == "POST" and town and form.is_valid():
        data = form.cleaned_data
        write_on_square(town_id=town.pk, text=data["text"], author=data["author"],
                        tool=data["tool"] or "square", now=clock.now())
        return HttpResponseRedirect(reverse("square") + "#said")
    with local_time(town):
        return render(request, "site/sample/square.html", {
            "form": form, "place": town, "posts": heard(town), "tool_name": tool_name, "ideas": ideas(),
            "needs_htmx": True}, using="jinja2", status=400 if form.errors else 200)


@asks("may_read_public")
@never_cache
def posts(request: HttpRequest) -> HttpResponse:
    """What stands on the square now: the fragment that refreshes itself."""
    town = here()
    with local_time(town):
        return render(request, "site/sample/_posts.html", {"posts": heard(town), "tool_name": tool_name}, using="jinja2")


@asks("may_read_public")
@require_POST
def take_back(request: HttpRequest) -> HttpResponse:
    """Take one's post away again, as an author does on any tool: it leaves the counts."""
    town = here()
    if town:
        delete_from_square(town_id=town.pk, public_id=request.POST.get("post", "")[:10], now=clock.now())
    return HttpResponseRedirect(reverse("square") + "#said")


def heard(town: Town | None) -> list[SquarePost]:
    return square_posts(town.pk, SHOWN) if town else []


@cache
def ideas() -> list[Idea]:
    """Return sentences worth trying, as the sample brings them; none where it brings none."""
    path = Path(settings.SAMPLE_DIR) / "square.json"
    if not path.exists():
        return []
    return [Idea(idea["text"], idea["lang"], idea["shows"]) for idea in json.loads(path.read_text())["suggestions"]]
