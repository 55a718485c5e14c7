from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class AboutMeForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80, required=False,
                           help_text=_("As the people you work with call you."))
    language = forms.ChoiceField(label=_("Language"), required=False, choices=lambda: [
        ("", _("As my browser says")), *settings.LANGUAGES], help_text=_("Of your pages and of letters to you."))


class LeaveForm(forms.Form):
    sure = forms.BooleanField(label=_("Yes, remove my account for good"), error_messages={
        "required": _("Tick the box if you want to leave; nothing has been removed.")})
