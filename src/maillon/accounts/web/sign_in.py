"""One page to sign in and to begin: a code by mail, or a passkey."""
from __future__ import annotations

import smtplib
from typing import Any

from allauth.account.views import RequestLoginCodeView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from maillon.accounts import actions
from maillon.accounts.models import Person
from maillon.accounts.sign_in import SignInForm
from maillon.core.web.asks import asks


class SignIn(RequestLoginCodeView):  # type: ignore[misc]
    """Asks for an address and sends a code to it; an unknown address gets an account, proved by that same code."""

    form_class = SignInForm
    template_name = "account/login.html"

    def form_valid(self, form: Any) -> Any:
        person = actions.arrive(email=form.cleaned_data["email"], language=get_language() or "")
        form._user = Person.objects.get(pk=person.id)
        try:
            return super().form_valid(form)
        except (OSError, smtplib.SMTPException):
            form.add_error("email", _("The letter could not be sent. Your address is kept: try again in a minute."))
            return self.render_to_response(self.get_context_data(form=form), status=503)


sign_in = asks("may_read_public")(SignIn.as_view())


@asks("may_read_public")
def to_sign_in(request: HttpRequest, **_rest: str) -> HttpResponse:
    """Addresses of the library that have no page here (sign-up, passwords): all lead to the one page."""
    return HttpResponseRedirect(reverse("account_login"))


@asks("may_read_public")
@never_cache
def signed_out(request: HttpRequest) -> HttpResponse:
    """The word after signing out."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(reverse("me"))
    return render(request, "accounts/signed_out.html", using="jinja2")


@asks("may_use_account")
def to_passkeys(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(reverse("mfa_list_webauthn"))
