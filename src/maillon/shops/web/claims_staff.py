"""The people of a shop: its keeper names staff by e-mail and takes the place back."""
from __future__ import annotations

from contextlib import suppress

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from maillon.accounts.public import NoSuchRole, holdings
from maillon.core import clock
from maillon.core.web.asks import asks, place_of, signed_in

from ..actions import claims as actions
from ..queries import shop_by_id
from .claims import the_town
from .claims_forms import StaffForm


@asks("may_keep_shop")
@never_cache
def staff(request: HttpRequest, shop_id: str) -> HttpResponse:
    place, form = place_of(request), StaffForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.invite_staff(shop_id=place.shop_id or 0, by=signed_in(request), now=clock.now(),
                                 **form.cleaned_data)
            return HttpResponseRedirect(request.path)
        except actions.ClaimRefused as error:
            form.add_error("email", str(error))
    here = the_town(request)
    with timezone.override(here.time_zone):
        return render(request, "shops/claim_staff.html", {
            "form": form, "shop": shop_by_id(place.shop_id or 0), "town": here,
            "people": holdings(scope="shop", scope_id=place.shop_id)}, using="jinja2", status=400 if form.errors else 200)


@asks("may_keep_shop")
@require_POST
def revoke(request: HttpRequest, shop_id: str, role_id: str) -> HttpResponse:
    with suppress(NoSuchRole):                 # given back already
        actions.revoke_staff(shop_id=place_of(request).shop_id or 0, role_id=role_id, by=signed_in(request),
                             now=clock.now())
    return HttpResponseRedirect(reverse("staff", kwargs={"shop_id": shop_id}))
