"""`maillon listen --explain`: why, in plain sentences, and nothing changed without it."""

from __future__ import annotations

import json
from gettext import NullTranslations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from typer.testing import CliRunner

from maillon.listening.catalogue import catalogue_of
from maillon.listening.cli import app
from maillon.listening.entries import Evidence, Words
from maillon.listening.explaining import explained
from maillon.listening.marking import LONGEST, marked, printable, spans_of
from maillon.listening.public import Gazetteer, PostEntry, listen
from maillon.listening.rows import COLUMNS, as_row
from maillon.listening.sentences import Sentences
from maillon.listening.tests.test_evidence import TEXTS
from maillon.listening.tests.town import SHOPS, ZONES

TOWN = Gazetteer.build(SHOPS, ZONES)
ENGLISH = Sentences(NullTranslations())


def because(text: str, sentences: Sentences = ENGLISH, **rest: Any) -> dict[str, Any]:
    row = next(explained([as_row(listen([PostEntry("p", text, **rest)], TOWN)[0])], sentences))
    assert tuple(row) == (*COLUMNS, "because")
    assert len(row["because"]["links"]) == len(row["links"])
    return row["because"]


def test_a_sentence_for_each_link_and_one_for_the_stance() -> None:
    assert because("Très bon accueil au Zéphyrin, rue des Tilleuls") == {
        "links": ["The post writes another name of the shop, “Zéphyrin”, and names its street, “rue des Tilleuls”."],
        "stance": "It praises: “Très bon”.",
    }
    assert because("Il pleut") == {"links": [], "stance": "It neither praises nor finds fault."}


def test_trade_and_street_are_told_as_what_they_are() -> None:
    said = because("La boulangerie de la rue des Tilleuls, un délice")["links"]
    assert said == [
        "The post names a trade, “boulangerie”, and a street, “rue des Tilleuls”: only this shop fits both."
    ]  # fmt: skip


def test_proof_outside_the_text_is_told_as_such() -> None:
    said = because("Miam", mentions=("@zephyrin@sample.invalid",), lon=2.001, lat=48.001)["links"]
    assert said == [
        "The post comes with the shop’s account, “@zephyrin@sample.invalid”, and was sent from 0 m away."
    ]  # fmt: skip


def test_a_name_inside_an_account_is_not_told_twice() -> None:
    account = Evidence("handle", "@zephyrin@sample.invalid", 0, 24)
    assert ENGLISH.of_link([account, Evidence("hashtag", "zephyrin", 1, 9)]) == ENGLISH.of_link([account])


def test_words_are_told_once_and_in_order() -> None:
    words = [Words(text, 0, 1) for text in ("bon", "Beau", "BON", "beau ", "cher", "sale")]
    assert ENGLISH.of_stance("mixed", words) == "It praises and finds fault: “bon”, “Beau”, “cher”."
    assert ENGLISH.of_stance("down", []) == "It finds fault, though no single word says so."
    assert ENGLISH.of_link([]) == ""


def test_french_and_what_falls_back_to_english() -> None:
    told, say = catalogue_of("fr-FR")
    assert told == "fr"
    assert because("Très bon accueil au Zéphyrin", Sentences(say)) == {
        "links": ["Le message écrit un autre nom de la boutique, « Zéphyrin »."],
        "stance": "Il fait un compliment : « Très bon ».",
    }
    for lang in ("en", "ja", "xx", "../fr", ""):
        told, say = catalogue_of(lang)
        assert told == "en" and say.gettext("The name") == "The name"


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_sentences_are_sentences_and_marks_give_the_text_back(text: str) -> None:
    said = because(text)
    assert all(s.startswith("The post ") and s.endswith(".") and "%(" not in s and "\n" not in s for s in said["links"])
    page = marked(text, spans_of(listen([PostEntry("p", text)], TOWN)[0]))
    assert page.striptags().split() == printable(text).split()


def test_a_long_text_is_cut_and_strange_spans_do_no_harm() -> None:
    assert marked("x" * (LONGEST + 1), []).endswith("x […]")
    assert marked("a<b", [(1, 2, "said"), (0, 9, "where"), (2, 1, "said"), (-5, 0, "said")]) == (
        '<mark class="where">a</mark><mark class="said where">&lt;</mark><mark class="where">b</mark>'
    )


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    shops = [
        {
            "type": "Feature",
            "id": "a",
            "properties": {"name": "Le Zéphyrin"},
            "geometry": {"type": "Point", "coordinates": [2, 48]},
        }
    ]
    (tmp_path / "s.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": shops}), "utf-8")
    (tmp_path / "z.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": []}), "utf-8")
    (tmp_path / "p.jsonl").write_text('{"id":"1","text":"Le Zéphyrin !"}\n{"id":"2","text":"ok"}\n', "utf-8")
    return ["listen", "--shops", f"{tmp_path}/s.geojson", "--zone", f"{tmp_path}/z.geojson", "--posts", f"{tmp_path}/p.jsonl"]


def test_because_comes_last_and_everything_before_it_is_as_without(files: list[str]) -> None:
    bare = CliRunner().invoke(app, files).stdout.splitlines()
    told = CliRunner().invoke(app, [*files, "--explain", "fr"])
    for plain, line in zip(bare, told.stdout.splitlines(), strict=True):
        assert line.startswith(plain[:-1] + ',"because":{"links":[')
    assert "yet" not in told.stderr


def test_what_explain_cannot_do_is_said(files: list[str], tmp_path: Path) -> None:
    result = CliRunner().invoke(app, [*files, "--explain", "ja"])
    assert result.exit_code == 0 and "no sentences in 'ja' yet" in result.stderr and "The post" in result.stdout
    for ending in ("csv", "parquet"):
        result = CliRunner().invoke(app, [*files, "--explain", "en", "--out", str(tmp_path / f"o.{ending}")])
        assert result.exit_code == 2 and "JSONL only" in result.stderr
