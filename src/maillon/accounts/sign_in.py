"""How the sign-in library is fitted to this house: no passwords, a code by mail or a passkey, one page for both."""
from __future__ import annotations

from typing import Any

from allauth.account.forms import RequestLoginCodeForm
from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import user_logged_in
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class PasskeyAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    def is_mfa_enabled(self, user: Any, types: Any = None) -> bool:
        """A passkey stands in for the code, it is no second step after it: who loses the device still has the mail.

        The library asks after a sign-in by code whether any second step (`totp` among them) is due: never here.
        """
        if types is not None and Authenticator.Type.TOTP in types:
            return False
        return bool(super().is_mfa_enabled(user, types))

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        return str(_("My device"))


class SignInForm(RequestLoginCodeForm):  # type: ignore[misc]
    """An address. Whether it is known is not said: a code goes to it in both cases."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")
        self.fields["email"].widget.attrs.update(autocomplete="username webauthn", autofocus=True, placeholder="")


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """Every key added here signs in by itself, so that is not asked."""

    passwordless = forms.BooleanField(required=False, initial=True)


@receiver(user_logged_in)
def just_proved(request: HttpRequest, user: Any, **_more: Any) -> None:
    """Signing in is itself a proof: for a while (ACCOUNT_REAUTHENTICATION_TIMEOUT) the library asks for no second one
    before passkeys are changed. So who has lost the device signs in by code and takes its passkey away."""
    record_authentication(request, user, method="code", reauthenticated=True)
