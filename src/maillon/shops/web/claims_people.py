"""The people of a town: who holds which role where, granting, taking back, and who did so."""
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from maillon.accounts.public import Holding, LastOfficer, NoSuchRole, holdings, people_by_id, revoke_role
from maillon.core import audit, clock
from maillon.core.public_id import ALPHABET, LENGTH
from maillon.core.web.asks import asks, place_of, signed_in
from maillon.territory.public import town_head, zones_of

from ..actions.claims import ClaimRefused, name_person
from ..permissions import shop_place
from ..queries import shops_by_id
from .claims import the_town

KINDS = [("officer", gettext_lazy("Officer: runs the town here, moderates, decides on claims")),
         ("moderator", gettext_lazy("Moderator: disputes, unsure links, claims")),
         ("community_manager", gettext_lazy("Community manager of a zone")),
         ("shopkeeper", gettext_lazy("Shopkeeper of a shop"))]
AFTER_CLAIM = re.compile(rf"claim [{ALPHABET}]{{{LENGTH}}}")
SHOP_ID = re.compile(rf"(?:^|[/-])([{ALPHABET}]{{{LENGTH}}})/?$")


class GrantForm(forms.Form):
    email = forms.EmailField(label=gettext_lazy("E-mail address"), max_length=254)
    kind = forms.ChoiceField(label=gettext_lazy("Role"), choices=KINDS)
    zone = forms.ChoiceField(label=gettext_lazy("Zone"), required=False,
                             help_text=gettext_lazy("For a community manager."))
    shop = forms.CharField(label=gettext_lazy("Shop"), required=False, max_length=400,
                           help_text=gettext_lazy("For a shopkeeper: the address of the shop's page."))
    reason = forms.CharField(label=gettext_lazy("Why"), required=False, max_length=300,
                             help_text=gettext_lazy("Kept beside the name in the log."))

    def __init__(self, *args: Any, town_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.town_id = town_id
        self.zones = {zone.public_id: zone for zone in zones_of(town_id, geometry=False)}
        zone: Any = self.fields["zone"]
        zone.choices = [("", "—"), *((key, one.name) for key, one in self.zones.items())]

    def clean(self) -> dict[str, Any]:
        """Turn zone and shop into `scope_id`, the primary key the role is about."""
        data: dict[str, Any] = super().clean() or {}
        kind = data.get("kind")
        data["scope_id"] = self.town_id
        if kind == "community_manager":
            if not data.get("zone"):
                self.add_error("zone", _("Which zone? Choose one."))
            else:
                data["scope_id"] = self.zones[data["zone"]].id
        elif kind == "shopkeeper":
            found = SHOP_ID.search(data.get("shop", "").strip())
            place = shop_place(found[1]) if found else None
            if place is None or place.town_id != self.town_id:
                self.add_error("shop", _("No shop of this town has that address. Copy it from the shop's page."))
            else:
                data["scope_id"] = place.shop_id
        return data


@dataclass(frozen=True)
class Line:
    """Somebody's role with the name of what it is about."""

    holding: Holding
    about: str


@asks("may_run_town")
@never_cache
def people(request: HttpRequest, town: str) -> HttpResponse:
    town_id = place_of(request).town_id or 0
    form = GrantForm(request.POST if request.method == "POST" else None, town_id=town_id)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            name_person(email=data["email"], kind=data["kind"], scope_id=data["scope_id"], town_id=town_id,
                        by=signed_in(request), now=clock.now(), reason=data["reason"])
            return HttpResponseRedirect(request.path)
        except ClaimRefused as error:
            form.add_error("email", str(error))
    here = the_town(request)
    with timezone.override(here.time_zone):
        return render(request, "shops/claim_people.html", {
            "form": form, "lines": lines_of(town_id), "notes": messages.get_messages(request),
            **town_head(request, here, "people"), **log_of(town_id)}, using="jinja2",
            status=400 if form.errors else 200)


@asks("may_run_town")
@require_POST
def revoke(request: HttpRequest, town: str, role_id: str) -> HttpResponse:
    try:
        revoke_role(role_id=role_id, town_id=place_of(request).town_id, by=signed_in(request), now=clock.now(),
                    reason=request.POST.get("reason", "")[:300])
    except LastOfficer:
        messages.error(request, _("A town keeps at least one officer: name another one first."))
    except NoSuchRole:
        messages.info(request, _("That role had been taken back already."))
    return HttpResponseRedirect(reverse("people", kwargs={"town": town}))


def log_of(town_id: int) -> dict[str, Any]:
    """Return the town's newest audit rows about roles and claims, and the names they speak of."""
    log = audit.latest(town_id=town_id, object_kinds=("role", "claim"))
    ids = {row.by for row in log if row.by} | {row.detail.get("person", 0) for row in log}
    return {"log": log, "why": why, "names": people_by_id(ids)}


def why(reason: str) -> str:
    """A reason of the log in the reader's language where the house itself gave it, else as somebody typed it."""
    if AFTER_CLAIM.fullmatch(reason):
        return _("after a claim")
    return {"merged": _("two entries became one shop"), "left": _("the person left"), "sample": _("sample"),
            "command line": _("command line")}.get(reason, reason)


def lines_of(town_id: int) -> list[Line]:
    """Return who holds what, by role; three queries whatever their number."""
    held = holdings(town_id=town_id)
    shops = shops_by_id([one.role.scope_id for one in held if one.role.scope == "shop"])
    zones = {zone.id: zone.name for zone in zones_of(town_id, geometry=False)}
    order = {kind: place for place, (kind, _label) in enumerate(KINDS)}

    def about(one: Holding) -> str:
        if one.role.scope == "shop":
            shop = shops.get(one.role.scope_id)
            return shop.name if shop else ""
        return zones.get(one.role.scope_id, "") if one.role.scope == "zone" else ""

    lines = [Line(one, about(one)) for one in held]
    return sorted(lines, key=lambda line: (order.get(line.holding.role.kind, 9), line.about, line.holding.person.name))
