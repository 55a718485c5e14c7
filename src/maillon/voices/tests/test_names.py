"""One voice, one tool, one source: called the same on every page and in every letter, in the reader's language."""
from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.utils import translation

from maillon.core.ui.filters import localdate
from maillon.voices.public import period_summary, reading_name, tool_name
from maillon.voices.queries import hearing
from maillon.voices.queries.sources import sources_of
from maillon.voices.web import source_words

from .factories import NOW, a_source, a_town


@dataclass(frozen=True)
class Said:
    kind: str
    stance: str
    safety: bool = False


@pytest.mark.parametrize(("said", "english", "french"), [
    (Said("thanks", "none"), "thanks", "merci"),
    (Said("recommendation", "none"), "recommendation", "recommandation"),
    (Said("other", "none"), "remark", "remarque"),
    (Said("other", "mixed"), "for and against", "pour et contre"),
    (Said("other", "up"), "praise", "compliment"),
    (Said("complaint", "down", safety=True), "danger", "danger"),
])
def test_a_voice_has_one_name(said: Said, english: str, french: str) -> None:
    with translation.override("en"):
        assert reading_name(said) == english
    with translation.override("fr"):
        assert reading_name(said) == french


@pytest.mark.parametrize(("tool", "french"), [
    ("portal", "ce portail"), ("square", "la place"), ("mastodon", "Mastodon"), ("Forum Ménil", "Forum Ménil"), ("", "source")])
def test_tools_are_named_in_the_readers_language(tool: str, french: str) -> None:
    with translation.override("fr"):
        assert tool_name(tool) == french


@pytest.mark.django_db
def test_a_source_nobody_named_is_called_what_its_connector_is_called() -> None:
    town = a_town()
    a_source(town, kind="sample", name="sample", state="blind")
    a_source(town, kind="square", name="Place du Village", state="blind")
    with translation.override("fr"):
        names = ["Messages d’essai", "Place du Village"]
        assert sorted(row.name for row in hearing(town.pk, NOW)) == names
        assert sorted(row.name for row in sources_of(town.pk)) == names
        summary = period_summary(town_id=town.pk, scope="town", ref_id=town.pk, since=NOW.date(),
                                 until=NOW.date().replace(day=23))
        assert sorted(row.name for row in summary.blind) == names


def test_french_puts_its_space_before_the_colon_and_names_columns_and_days_whole() -> None:
    with translation.override("fr"):
        assert source_words.problem("bad_date", "32/13") == "contient une date que nous ne comprenons pas\u00a0: 32/13"
        assert source_words.column_name("column 5") == "colonne 5"
        assert source_words.column_name("Avis") == "Avis"
        assert localdate(NOW, "longday").split()[1].isalpha()
