"""The component sheet as a page, rendered by core alone."""

from __future__ import annotations

from pathlib import Path

from django import forms
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from maillon.core.ui import filters, typography
from maillon.core.ui.sheet import component_sheet

CORE = Path(filters.__file__).parents[1]


class SampleForm(forms.Form):
    name = forms.CharField(help_text="As on the sign")
    mail = forms.EmailField(required=False)
    kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    agree = forms.BooleanField(help_text="By e-mail")


def environment() -> Environment:
    env = Environment(
        loader=FileSystemLoader(CORE / "jinja2"), undefined=StrictUndefined, autoescape=True, trim_blocks=True,
        lstrip_blocks=True, extensions=["jinja2.ext.i18n"],
    )  # fmt: skip
    env.install_gettext_callables(**typography.GETTEXT, newstyle=True)  # type: ignore[attr-defined]
    env.filters.update(filters.FILTERS)
    env.globals.update(filters.GLOBALS, static=lambda path: f"/static/{path}", url=lambda name, **kw: f"/{name}/")
    return env


def page(jinja: Environment, name: str = "core/components.html", **more: object) -> str:
    context = {
        "lang": "en", "languages": [("en", "English", "/en/"), ("fr", "Français", "/fr/")], "town": None,
        "mode": "sample", "person": None, "request": None, "sheet": component_sheet(),
        "form": SampleForm({"name": "", "mail": "x"}), **more,
    }  # fmt: skip
    return jinja.get_template(name).render(context)
