"""The engine's few sentences in the reader's language: the project's own catalogue, read without Django."""

from __future__ import annotations

from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from typing import Protocol

EXPLAINED = ("en", "fr")
"""Languages whose sentences are complete. Half a sentence in another language helps nobody, so others read English."""


class Catalogue(Protocol):
    """What gives a text in the reader's language: `gettext` of the standard library, or Django's `translation` module."""

    def gettext(self, message: str, /) -> str: ...


def catalogue_of(lang: str) -> tuple[str, Catalogue]:
    """The language that can be told (`lang`, else en) and its catalogue."""
    short = lang.strip().lower().replace("_", "-").split("-")[0]
    compiled = files("maillon").joinpath("locale", short, "LC_MESSAGES", "django.mo")
    if short in EXPLAINED and short != "en" and compiled.is_file():
        with compiled.open("rb") as source:
            return short, GNUTranslations(source)
    return "en", NullTranslations()
