"""Registers of a town, for its officer: imports with what they refused, and pairs of entries that may be one shop."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from maillon.core import clock
from maillon.core.web.asks import asks
from maillon.territory.public import say, town_head

from ..actions import MergeRefused, merge, refuse_merge
from ..models import MergeProposal
from ..queries import open_proposals, recent_runs
from .frame import the_town

SIGNS = {
    "name_near": gettext_lazy("same name within 50 m"),
    "same_phone": gettext_lazy("same telephone, same street"),
    "same_site": gettext_lazy("same website, same street"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@asks("may_run_town")
def registers(request: HttpRequest, town: str) -> HttpResponse:
    here = the_town(town)
    if request.method == "POST":
        decide(request, here.id)
        return HttpResponseRedirect(reverse("registers", kwargs={"town": here.slug}))
    proposals, count = open_proposals(here.id)
    about = {
        **town_head(request, here, "registers"),
        "proposals": proposals,
        "count": count,
        "signs": SIGNS,
        "runs": recent_runs(here.id),
        "say": say,
        "messages": list(messages.get_messages(request)),
    }
    with timezone.override(here.time_zone):
        return render(request, "shops/registers.html", about, using="jinja2")


def decide(request: HttpRequest, town_id: int) -> None:
    """Join or keep apart what the form names; a proposal of another town is not found."""
    number = request.POST.get("proposal", "")
    proposal = MergeProposal.objects.filter(
        town_id=town_id, pk=int(number) if number.isascii() and number.isdigit() and len(number) < 18 else 0
    ).first()
    if proposal is None:
        messages.error(request, _("That pair is no longer there."))
        return
    try:
        if request.POST.get("answer") == "same":
            merge(proposal_id=proposal.pk, by=request.user.pk, now=clock.now())
            messages.success(request, _("Joined. The other address leads here from now on."))
        else:
            refuse_merge(proposal_id=proposal.pk, by=request.user.pk, now=clock.now())
            messages.success(request, _("Kept as two shops; not asked again."))
    except MergeRefused:
        messages.error(request, _("Somebody decided this pair in the meantime."))
