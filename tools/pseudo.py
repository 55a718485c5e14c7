"""Write a catalogue of a language nobody speaks: every text accented, longer, with a long word and CJK at its end.

    python -m tools.pseudo FOLDER      makes FOLDER/eo/LC_MESSAGES/django.mo from the house's own catalogue

Served with MAILLON_PSEUDO=1 (which looks in `pseudo` below the data folder) it shows where a page breaks, and which text was
never made translatable: that one still reads as English.
"""
from __future__ import annotations

import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).parents[1] / "src/maillon/locale"
ACCENTS = str.maketrans("AEIOUYCNSZaeiouycnsz", "ÅËÎÕÛÝÇÑŠŽåëîõûýçñšž")
KEPT = re.compile(r"(%\(\w+\)[sd]|%[sd%]|\{\w*\}|<[^>]*>|&\w+;|https?://\S+|\n)")
WORD, ENDING = "Zusammengehörigkeitsgefühl", "永字八法"
LONG = 12


def pseudo(text: str) -> str:
    """Return the text made strange; what a program fills in, tags and addresses stay as they are."""
    if not re.search(r"[^\W\d_]", KEPT.sub("", text)):
        return text
    strange = "".join(part if at % 2 else part.translate(ACCENTS) for at, part in enumerate(KEPT.split(text)))
    end = "\n" if strange.endswith("\n") else ""
    return f"{strange.rstrip()}{' ' + WORD if len(text) > LONG else 'ünde'}{ENDING}{end}"


def catalogue(texts: Catalog) -> Catalog:
    made = Catalog(locale="eo", charset="utf-8", fuzzy=False)
    for message in texts:
        if message.id:
            ids = message.id if isinstance(message.id, (list, tuple)) else (message.id,)
            strings = tuple(pseudo(one) for one in ids)
            made.add(message.id, strings if len(ids) > 1 else strings[0], context=message.context)
    return made


def write(folder: Path) -> Path:
    """Write the catalogue below `folder` and return its path."""
    target = folder / "eo/LC_MESSAGES/django.mo"
    target.parent.mkdir(parents=True, exist_ok=True)
    with (LOCALE / "fr/LC_MESSAGES/django.po").open("rb") as source, target.open("wb") as out:
        write_mo(out, catalogue(read_po(source)))
    return target


if __name__ == "__main__":
    print(write(Path(sys.argv[1])))
