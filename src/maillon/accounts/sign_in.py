"""How the sign-in library is fitted to this house: no passwords, a code by mail or a passkey, one page for both."""
from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import AddEmailForm, RequestLoginCodeForm
from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import user_logged_in
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class Words(DefaultAccountAdapter):  # type: ignore[misc]
    """What the library says of what went wrong, in words that fit a house without passwords."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is out of use."),
        "duplicate_email": _("This is your address already."),
        "email_taken": _("This address belongs to another account here."),
        "rate_limited": _("That was asked very often. Wait a minute, then try again."),
        "too_many_login_attempts": _("Too many tries. Wait a few minutes, then ask for a new code."),
    }


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


class ChangeAddressForm(AddEmailForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("New address")
        self.fields["email"].help_text = _("A code goes to it. Until you have entered it, nothing changes.")
        self.fields["email"].widget.attrs.update(placeholder="")


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """Every key added here signs in by itself, so that is not asked."""

    passwordless = forms.BooleanField(required=False, initial=True)


@receiver(user_logged_in)
def just_proved(request: HttpRequest, user: Any, **_more: Any) -> None:
    """Signing in is itself a proof: for a while (ACCOUNT_REAUTHENTICATION_TIMEOUT) the library asks for no second one
    before passkeys are changed. So who has lost the device signs in by code and takes its passkey away."""
    record_authentication(request, user, method="code", reauthenticated=True)
