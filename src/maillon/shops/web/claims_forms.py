from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..actions.claims import WHICH_DOCUMENT
from ..models import Claim

PROOFS = [
    (Claim.Proof.DOCUMENT, _("A document: number in the business register, lease, tax letter")),
    (Claim.Proof.SITE, _("A code that I put on the shop's own web site")),
    (Claim.Proof.PHONE, _("Call me back on the shop's public number")),
    (Claim.Proof.IN_PERSON, _("In person: I come by, or somebody comes to the shop")),
]


class ClaimForm(forms.Form):
    proof = forms.ChoiceField(label=_("How can the town see that it is yours?"), choices=PROOFS,
                              widget=forms.RadioSelect, initial=Claim.Proof.DOCUMENT)
    proof_text = forms.CharField(
        label=_("Details"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Number of the document, page of the site, when to call or come. Only those who decide read it."))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("proof") == Claim.Proof.DOCUMENT and not data.get("proof_text", "").strip():
            self.add_error("proof_text", WHICH_DOCUMENT)
        return data


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(choices=[("approve", "approve"), ("refuse", "refuse")])
    reason = forms.CharField(label=_("Reason"), required=False, max_length=2000,
                             help_text=_("Needed if you refuse. The claimant reads it."),
                             widget=forms.Textarea(attrs={"rows": 2}))


class StaffForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    name = forms.CharField(label=_("Name"), max_length=80, required=False)
