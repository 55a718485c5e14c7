"""Below the zone dashboard: what corrections taught the ear of this town, undone and taught again; runs of `maillon learn`."""
from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from maillon.core import clock
from maillon.core.web.asks import asks, place_of
from maillon.core.web.paging import page_number
from maillon.territory.public import frame_of

from .. import actions
from ..actions import CorrectionRefused
from ..queries.lessons import SHOWN
from ..queries.lessons import lessons as lessons_of
from ..queries.tunings import runs
from . import lesson_words as told
from .dashboard import page
from .panels_drawing import person_id


@asks("may_moderate")
@require_GET
@never_cache
def lessons(request: HttpRequest, town: str) -> HttpResponse:
    here, words, show = frame_of(request).town, request.GET.get("q", "")[:100], request.GET.get("show", "")
    show = show if show in SHOWN else ""
    found = lessons_of(here.id, words=words, show=show, page=page_number(request.GET.get("page", "")))
    return page(request, "lessons", "_dashboard_lessons_page.html", _("Lessons"), {
        "found": found, "asked": words, "show": show, "told": told, "runs": runs(here.id), "chips": told.chips(words, show),
        "further": "?" + urlencode({**told.choice(words, show), "page": ""}), "done": told.done(request.GET.get("done", ""))})


@asks("may_moderate")
@require_POST
def change_lesson(request: HttpRequest, town: str) -> HttpResponse:
    """`what` is undo or again, of the lesson about `alias` and `shop` (a public id), `allowed` is yes or no."""
    act = {"undo": actions.undo_lesson, "again": actions.teach_again}.get(request.POST.get("what", ""))
    if act is None:
        raise Http404
    try:
        act(town_id=place_of(request).town_id or 0, shop=request.POST.get("shop", ""), alias=request.POST.get("alias", "")[:200],
            allowed=request.POST.get("allowed") == "yes", by=person_id(request), now=clock.now())
        done = request.POST["what"]
    except CorrectionRefused as refused:
        if refused.reason == "nothing":
            raise Http404 from None
        done = "late"
    kept = {**told.choice(request.POST.get("q", "")[:100], request.POST.get("show", "")), "done": done}
    if (at := page_number(request.POST.get("page", ""))) > 1:
        kept["page"] = str(at)
    return HttpResponseRedirect(f"{reverse('lessons', kwargs={'town': town})}?{urlencode(kept)}")
