"""The sources of a town: seen, added, paused, removed."""
from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from maillon.core import clock
from maillon.core.web.asks import asks, place_of
from maillon.territory.public import TownCard, town_by_id, town_head

from ..actions import files
from ..actions import sources as actions
from ..connectors.file.reading import FileRefused
from ..queries.sources import SourceCard, source_of, sources_of
from . import source_words as words


class FileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"), allow_empty_file=True, max_length=200,
        help_text=gettext_lazy("CSV, JSON or JSONL, up to 200 MB: an export of a tool, of a survey, of your own reviews."))
    name = forms.CharField(label=gettext_lazy("What to call it"), max_length=120, required=False,
                           help_text=gettext_lazy("Left empty, the name of the file."))


def here(request: HttpRequest) -> TownCard:
    town = town_by_id(place_of(request).town_id or 0)
    if town is None:
        raise Http404
    return town


def the_source(request: HttpRequest, source_id: str) -> SourceCard:
    """Raises Http404 for one of another town."""
    source = source_of(here(request).id, source_id)
    if source is None:
        raise Http404
    return source


@asks("may_run_town")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def sources(request: HttpRequest, town: str) -> HttpResponse:
    form = FileForm(request.POST or None, request.FILES or None) if request.method == "POST" else FileForm()
    if request.method == "POST" and form.is_valid():
        source_id = receive(request, form)
        if source_id:
            return HttpResponseRedirect(reverse("source-columns", kwargs={"town": town, "source_id": source_id}))
    return page(request, "voices/sources.html", {"sources": sources_of(here(request).id)}, form)


def page(request: HttpRequest, template: str, more: dict[str, Any], form: forms.Form) -> HttpResponse:
    """Draw a page of the sources in the town's time."""
    town = here(request)
    frame = {**town_head(request, town, "sources"), "words": words, "messages": list(messages.get_messages(request))}
    with timezone.override(town.time_zone):
        return render(request, template, {**frame, **more, "form": form}, using="jinja2", status=400 if form.errors else 200)


def receive(request: HttpRequest, form: FileForm) -> str | None:
    """Take the uploaded file; on refusal put the reason into the form and return None."""
    sent = form.cleaned_data["file"]
    try:
        return files.receive_file(
            town_id=here(request).id, name=form.cleaned_data["name"].strip() or sent.name or "file",
            file_name=sent.name or "", pieces=sent.chunks(), by=request.user.pk or 0, now=clock.now())
    except FileRefused as error:
        form.add_error("file", words.refused(error.reason))
    except actions.NameTaken:
        form.add_error("name", _("There is a source of this name already. Give this one another."))
    return None


@asks("may_run_town")
@require_POST
def act(request: HttpRequest, town: str, source_id: str, what: str) -> HttpResponse:
    source, by, now = the_source(request, source_id), request.user.pk or 0, clock.now()
    match what:
        case "pause" if source.state in ("listening", "blind"):
            actions.pause(source_id=source.id, by=by, now=now)
        case "resume" if source.state in ("paused", "blind"):
            actions.resume(source_id=source.id, by=by, now=now)
        case "remove":
            gone = actions.remove(source_id=source.id, by=by, now=now)
            messages.success(request, ngettext(
                "Removed, with %(n)s post it had brought.", "Removed, with %(n)s posts it had brought.", gone) % {"n": gone})
        case _:
            raise Http404
    return HttpResponseRedirect(reverse("sources", kwargs={"town": town}))
