"""One's own page: doors, name and language, ways to sign in, data, leaving."""
from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from maillon.accounts import actions, queries
from maillon.accounts.models import Person
from maillon.core import clock, panels
from maillon.core.web.asks import asks, signed_in

from .forms import AboutMeForm, LeaveForm


@asks("may_use_account")
@never_cache
def me(request: HttpRequest) -> HttpResponse:
    person = the_person(request)
    form = AboutMeForm(request.POST if request.method == "POST" else None,
                       initial={"name": person.name, "language": person.language})
    if request.method == "POST" and form.is_valid():
        actions.describe(person_id=person.pk, name=form.cleaned_data["name"], language=form.cleaned_data["language"])
        messages.success(request, _("Kept."))
        response = HttpResponseRedirect(reverse("me"))
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)        # chosen before: the account says it from now on
        return response
    return render(request, "accounts/me.html", {
        "form": form, "about": queries.card(person), "notes": messages.get_messages(request),
        "house": any(role.scope == "house" for role in queries.roles_of(person)),
        "panels": panels.panels_for("me", request, person_id=person.pk)}, using="jinja2",
        status=400 if form.errors else 200)


@asks("may_use_account")
@never_cache
def export(request: HttpRequest) -> HttpResponse:
    """All that is held about the person, as JSON."""
    answer = JsonResponse(queries.own_data(signed_in(request)), json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = 'attachment; filename="maillon-my-data.json"'
    return answer


@asks("may_use_account")
@never_cache
def leave(request: HttpRequest) -> HttpResponse:
    form = LeaveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        person_id = signed_in(request)
        actions.leave(person_id=person_id, now=clock.now())
        logout(request)
        return render(request, "accounts/left.html", using="jinja2")
    return render(request, "accounts/leave.html", {"form": form}, using="jinja2", status=400 if form.errors else 200)


def the_person(request: HttpRequest) -> Person:
    """Who asks, as `may_use_account` has made sure."""
    assert isinstance(request.user, Person)
    return request.user
