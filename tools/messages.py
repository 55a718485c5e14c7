"""`make messages`: collect every translatable text of Python, Jinja2 and Django templates into one catalogue a language.

What is translated is kept, what left the code is dropped, new texts come in empty. No dates, names or positions are
written, so that a catalogue changes only where a text does.
"""
from __future__ import annotations

import datetime as dt
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src/maillon"
LANGUAGES = ("en", "fr", "nl", "nb", "pl", "ja", "ko")
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}
EPOCH = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def texts() -> Catalog:
    """Return every text of the code, without translations."""
    with (ROOT / "tools/babel.cfg").open() as config:
        methods, options = parse_mapping_cfg(config)
    catalogue = Catalog(project="Maillon", fuzzy=False)
    for _name, _line, message, comments, context in extract_from_dir(str(SOURCE), methods, options, KEYWORDS):
        catalogue.add(message, auto_comments=comments, context=context)
    return catalogue


def known(language: str) -> Catalog:
    """Return what is translated so far; an empty catalogue for a new language."""
    path = catalogue_of(language)
    if not path.exists():
        return Catalog(locale=language, project="Maillon", fuzzy=False)
    with path.open("rb") as source:
        return read_po(source, locale=language)


def catalogue_of(language: str) -> Path:
    return SOURCE / "locale" / language / "LC_MESSAGES/django.po"


def write(language: str, template: Catalog) -> int:
    """Bring a language's catalogue up to date and return how many texts it still lacks."""
    catalogue = known(language)
    catalogue.update(template, no_fuzzy_matching=True, update_header_comment=False)
    catalogue.project, catalogue.version, catalogue.header_comment = "Maillon", "1", "# Texts of Maillon. EUPL-1.2."
    catalogue.creation_date = catalogue.revision_date = EPOCH
    catalogue.last_translator = catalogue.language_team = catalogue.msgid_bugs_address = "Maillon"
    path = catalogue_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as target:
        write_po(target, catalogue, width=0, no_location=True, sort_output=True, ignore_obsolete=True)
    return sum(1 for message in catalogue if message.id and not all(
        message.string if isinstance(message.string, list | tuple) else [message.string]))


def main() -> None:
    template = texts()
    for language in LANGUAGES:
        print(f"{language}: {len(template)} texts, {write(language, template)} untranslated")


if __name__ == "__main__":
    main()
