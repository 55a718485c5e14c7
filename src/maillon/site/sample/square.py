"""The square: write a post as anybody, and see what the ear makes of it. It goes through the sample source like any other."""
from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from maillon.core import clock
from maillon.core.web.asks import asks
from maillon.territory.models import Town

from .cast import ELSEWHERE

SHOWN = 12


class PostForm(forms.Form):
    text = forms.CharField(label=_("What would you say?"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4}))
    author = forms.CharField(label=_("As whom?"), max_length=80, required=False,
                             help_text=_("Any name; left empty, you are a passer-by."))


def here() -> Town | None:
    return Town.objects.exclude(slug=ELSEWHERE).order_by("pk").first()


@asks("may_read_public")
@never_cache
def square(request: HttpRequest) -> HttpResponse:
    town = here()
    form = PostForm(request.POST or None, initial={"text": request.GET.get("text", "")[:5000]})
    if request.method == "POST" and town and form.is_valid():
        from maillon.voices import public as voices

        voices.write_on_square(town_id=town.pk, text=form.cleaned_data["text"], now=clock.now(),
                               author=form.cleaned_data["author"] or "passer-by")
        return HttpResponseRedirect(reverse("square") + "#said")
    return render(request, "site/sample/square.html", {
        "form": form, "place": town, "posts": heard(town), "ideas": ideas(), "needs_htmx": True}, using="jinja2",
        status=400 if form.errors else 200)


@asks("may_read_public")
@never_cache
def posts(request: HttpRequest) -> HttpResponse:
    """What stands on the square now: the fragment that refreshes itself."""
    return render(request, "site/sample/_posts.html", {"posts": heard(here())}, using="jinja2")


def heard(town: Town | None) -> list[Any]:
    from maillon.voices import public as voices

    return list(voices.square_posts(town.pk, SHOWN)) if town else []


def ideas() -> list[str]:
    """Return sentences worth trying, as the sample brings them."""
    path = Path(settings.SAMPLE_DIR) / "square.json"
    try:
        return [idea["text"] if isinstance(idea, dict) else str(idea) for idea in json.loads(path.read_text())][:8]
    except (OSError, ValueError, KeyError):
        return []
