"""Every text can be translated; English and French are complete."""
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tools.messages import texts

from .places import ROOT, SRC


@pytest.fixture(scope="module")
def in_the_code() -> set[str]:
    return {message.id if isinstance(message.id, str) else message.id[0] for message in texts()} - {""}


def catalogue(language: str):
    with (SRC / f"locale/{language}/LC_MESSAGES/django.po").open("rb") as source:
        return read_po(source, locale=language)


@pytest.mark.parametrize("language", ["en", "fr", "nl", "nb", "pl", "ja", "ko"])
def test_the_catalogue_knows_every_text(in_the_code, language):
    known = {message.id if isinstance(message.id, str) else message.id[0] for message in catalogue(language)} - {""}
    assert in_the_code - known == set(), "run `make messages`"


def test_french_is_complete(in_the_code):
    missing = [message.id for message in catalogue("fr") if message.id and (
        message.fuzzy or not all(message.string if isinstance(message.string, tuple) else [message.string]))]
    assert not missing


@pytest.mark.parametrize("language", ["fr", "nl", "nb", "pl", "ja", "ko"])
def test_placeholders_survive_translation(language):
    wrong = []
    for message in catalogue(language):
        if message.id and message.string:
            wrong += [str(error) for error in message.check()]
    assert not wrong


def test_nothing_is_fuzzy_in_english():
    assert not [message.id for message in catalogue("en") if message.fuzzy]


def test_compiling_works(tmp_path: Path):
    done = subprocess.run([sys.executable, "tools/compile_messages.py"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (SRC / "locale/fr/LC_MESSAGES/django.mo").stat().st_size > 1000
