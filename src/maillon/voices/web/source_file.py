"""Columns of an uploaded file: named, tried, started."""
from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maillon.core import clock
from maillon.core.web.asks import asks

from ..actions import files
from ..connectors.file.mapping import FIELDS
from ..connectors.file.reading import ENCODINGS, FileRefused
from ..connectors.file.source import DryRun
from ..queries.sources import SourceCard
from . import source_words as words
from .sources import page, the_source


class ColumnsForm(forms.Form):
    """One choice for each field of a post, then how to read the file."""

    encoding = forms.ChoiceField(label=gettext_lazy("Encoding"),
                                 help_text=gettext_lazy("Change it when accents or signs look wrong below."))
    day_first = forms.BooleanField(label=gettext_lazy("Dates such as 03/04 mean 3 April"), required=False)
    tool = forms.CharField(label=gettext_lazy("Tool they were written on"), max_length=30, required=False,
                           help_text=gettext_lazy("When no column tells it."))

    def __init__(self, data: Any, source: SourceCard, columns: list[str]) -> None:
        given = source.settings
        super().__init__(data, initial={name: given[name] for name in ("encoding", "day_first", "tool")}
                         | {f"is_{field}": column for field, column in given["columns"].items()})
        known = list(dict.fromkeys((given["encoding"], *ENCODINGS)))
        names = [(code, words.ENCODING_NAMES.get(code, code)) for code in known]
        self.fields["encoding"].choices = names  # type: ignore[attr-defined]
        for field in FIELDS:
            self.fields[f"is_{field}"] = forms.ChoiceField(
                label=words.FIELDS[field], required=field == "text",
                choices=[("", "–"), *((name, words.column_name(name)) for name in columns)])
        self.order_fields([*(f"is_{field}" for field in FIELDS), "encoding", "day_first", "tool"])

    def named(self) -> dict[str, str]:
        return {field: column for field in FIELDS if (column := self.cleaned_data[f"is_{field}"])}


@asks("may_run_town")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def columns(request: HttpRequest, town: str, source_id: str) -> HttpResponse:
    """Every post of the form keeps the names and shows the preview again; with `start` it starts."""
    source = the_source(request, source_id)
    if source.kind != "file":
        raise Http404
    tried = files.try_file(source_id=source.id)
    form = ColumnsForm(request.POST or None, source, tried.columns)
    if request.method == "POST" and source.state == "draft" and form.is_valid() and keep(source, form):
        return HttpResponseRedirect(started(request, town, source) if "start" in request.POST else request.path)
    return page(request, "voices/source_columns.html", {"source": source, "tried": tried, "shown": shown(tried),
                 "has_text": bool(source.settings["columns"].get("text"))}, form)


def keep(source: SourceCard, form: ColumnsForm) -> bool:
    try:
        files.name_columns(source_id=source.id, columns=form.named(), encoding=form.cleaned_data["encoding"],
                           day_first=form.cleaned_data["day_first"], tool=form.cleaned_data["tool"])
    except FileRefused as error:
        form.add_error("encoding", words.refused(error.reason))
        return False
    return True


def started(request: HttpRequest, town: str, source: SourceCard) -> str:
    """Start; return where to go."""
    files.start_file(source_id=source.id, by=request.user.pk or 0, now=clock.now())
    messages.success(request, _("It is being read now. Its voices appear as they are heard."))
    return reverse("sources", kwargs={"town": town})


def shown(tried: DryRun) -> list[tuple[int, Any, Any]]:
    """Number, row and post (or problem) of the first rows."""
    return list(tried.rows)
