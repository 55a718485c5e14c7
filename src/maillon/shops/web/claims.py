"""Claiming a shop, and deciding on claims."""
from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from maillon.accounts.public import may_keep_shop
from maillon.core import clock
from maillon.core.states import MoveRefused
from maillon.core.web.asks import asks, place_of, signed_in
from maillon.territory.public import TownCard, town_by_id, town_head

from ..actions import claims as actions
from ..queries import claims as queries
from ..queries import shop_by_id
from .claims_forms import ClaimForm, DecisionForm


@asks("may_use_account")
@never_cache
def claim(request: HttpRequest, shop_id: str) -> HttpResponse:
    """"Is this your shop?": the proof."""
    place, form = place_of(request), ClaimForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.ask(shop_id=place.shop_id or 0, by=signed_in(request), now=clock.now(), **form.cleaned_data)
            return HttpResponseRedirect(reverse("claim-status", kwargs={"claim_id": made}))
        except actions.ClaimRefused as error:
            form.add_error(None, str(error))
    waiting = next((one for one in queries.claims_of(signed_in(request)) if one.state == "asked"
                    and one.shop_public_id == shop_id), None) if not form.is_bound else None
    return render(request, "shops/claim.html", {
        "form": form, "shop": shop_by_id(place.shop_id or 0), "town": town_by_id(place.town_id or 0), "waiting": waiting,
        "keeps": may_keep_shop(request.user, place.shop_id)}, using="jinja2",
        status=400 if form.errors else 200)


@asks("may_see_claim")
@never_cache
def status(request: HttpRequest, claim_id: str) -> HttpResponse:
    """Where one's own claim stands."""
    here = the_town(request)
    with timezone.override(here.time_zone):
        return render(request, "shops/claim_status.html", {"claim": the_claim(claim_id), "town": here}, using="jinja2")


@asks("may_see_claim")
@require_POST
def withdraw(request: HttpRequest, claim_id: str) -> HttpResponse:
    with suppress(MoveRefused):                # decided in the meantime: the page says how
        actions.withdraw(claim_id=claim_id, by=signed_in(request), now=clock.now())
    return HttpResponseRedirect(reverse("claim-status", kwargs={"claim_id": claim_id}))


@asks("may_moderate")
@never_cache
def queue(request: HttpRequest, town: str) -> HttpResponse:
    """What waits for a decision, oldest first, and what was decided lately."""
    here = the_town(request)
    with timezone.override(here.time_zone):
        return render(request, "shops/claim_queue.html", {
            "waiting": queries.claims_waiting(here.id), "decided": queries.claims_decided(here.id),
            **town_head(request, here, "claims")}, using="jinja2")


@asks("may_decide_claim")
@never_cache
def decide(request: HttpRequest, town: str, claim_id: str) -> HttpResponse:
    """One claim, with its proof; POST decides it."""
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            enact(claim_id, form.cleaned_data, signed_in(request))
            return HttpResponseRedirect(reverse("claims", kwargs={"town": town}))
        except actions.ClaimRefused as error:
            form.add_error("reason", str(error))
        except MoveRefused:
            return HttpResponseRedirect(request.path)
    here = the_town(request)
    with timezone.override(here.time_zone):
        return render(request, "shops/claim_decide.html", {
            "form": form, "claim": the_claim(claim_id), **town_head(request, here, "claims")}, using="jinja2",
            status=400 if form.errors else 200)


def enact(claim_id: str, data: dict[str, Any], by: int) -> None:
    if data["decision"] == "approve":
        actions.approve(claim_id=claim_id, reason=data["reason"], by=by, now=clock.now())
    else:
        actions.refuse(claim_id=claim_id, reason=data["reason"], by=by, now=clock.now())


def the_claim(claim_id: str) -> queries.ClaimCard:
    claim = queries.claim_by_id(claim_id)
    if claim is None:
        raise Http404
    return claim


def the_town(request: HttpRequest) -> TownCard:
    """The town of the address. Raises Http404."""
    town = town_by_id(place_of(request).town_id or 0)
    if town is None:
        raise Http404
    return town
