"""The doors that only a sample town has: one-tap sign-in, the mail reader, the square."""
from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from maillon.accounts.models import Person, Role
from maillon.accounts.public import roles_of
from maillon.core.web.asks import asks
from maillon.shops.models import Shop
from maillon.territory.models import Town

from ..language import remember
from . import mailbox
from .cast import CAST, FAVOURITE_SHOP, Part, part
from .place import here, local_time

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@asks("may_read_public")
@never_cache
def door(request: HttpRequest) -> HttpResponse:
    """What this is, and everybody one can be."""
    present = set(Person.objects.filter(email__in=[one.email for one in CAST]).values_list("email", flat=True))
    return render(request, "site/sample/door.html", {
        "cast": [as_they_are(one) for one in CAST if one.email in present], "place": here()}, using="jinja2")


def as_they_are(one: Part) -> Part:
    """A town without the favourite shop, or on its first day without any, promises nothing it has not."""
    if one.kind not in {"shopkeeper", "staff", "community_manager"}:
        return one
    held = Role.objects.filter(person__email=one.email, kind=one.kind, revoked_at=None).first()
    if held is None:
        return replace(one, is_who=_("has no place here yet: the town is empty") if one.kind != "staff" else one.is_who,
                       tries=_("one's own page, before there is a desk"))
    if one.kind != "shopkeeper":
        return one
    shop = Shop.objects.values_list("name", flat=True).get(pk=held.scope_id)
    return one if shop == FAVOURITE_SHOP else replace(one, is_who=_("keeps %(shop)s") % {"shop": shop})


@asks("may_read_public")
@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Become somebody of the cast and go to their own door, in the language of the page one tapped on."""
    one = part(request.POST.get("who", ""))
    if one is None:
        raise Http404
    person = get_object_or_404(Person, email=one.email, is_active=True)
    login(request, person, backend=BACKEND)
    response = HttpResponseRedirect(own_door(person))
    remember(response, get_language() or person.language)      # with the visitor: others are Ada too, in their own language
    return response


def own_door(person: Any) -> str:
    """Return the address where somebody's day begins, after their first role."""
    for role in sorted(roles_of(person), key=lambda role: role.kind):
        if role.scope == "shop":
            return address("desk", shop_id=Shop.objects.values_list("public_id", flat=True).get(pk=role.scope_id))
        if role.scope in {"town", "zone"}:
            return address("zone-dashboard", town=Town.objects.values_list("slug", flat=True).get(pk=role.town_id or 0))
        return address("operator")
    return address("me")


def address(name: str, **arguments: str) -> str:
    try:
        return reverse(name, kwargs=arguments or None)
    except NoReverseMatch:                    # that door is not built yet
        return reverse("sample")


@asks("may_read_public")
@never_cache
def mail(request: HttpRequest) -> HttpResponse:
    """Every letter the sample town has written, newest first."""
    to = request.GET.get("to", "").strip()[:254]
    found = mailbox.letters(Path(settings.MAIL_DIR), to=to)
    with local_time(here()):
        return render(request, "site/sample/mail.html", {"letters": found, "to": to, "cast": CAST}, using="jinja2")
