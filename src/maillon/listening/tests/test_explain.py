"""`maillon listen --explain`: why, in plain sentences, and nothing changed without it."""

from __future__ import annotations

import json
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from typer.testing import CliRunner

from maillon.listening.catalogue import EXPLAINED, catalogue_of
from maillon.listening.cli import app
from maillon.listening.doubts import DOUBTS, FROM, doubts
from maillon.listening.entries import AspectFound, Evidence, Reading, Words
from maillon.listening.explaining import explained
from maillon.listening.lexicon import LANGUAGES
from maillon.listening.marking import LONGEST, marked, printable, spans_of
from maillon.listening.public import Gazetteer, PostEntry, listen
from maillon.listening.rows import COLUMNS
from maillon.listening.runners import run
from maillon.listening.sentences import Sentences
from maillon.listening.tests.test_evidence import TEXTS
from maillon.listening.tests.town import SHOPS, ZONES
from maillon.listening.weights import START

TOWN = Gazetteer.build(SHOPS, ZONES)
ENGLISH = Sentences(NullTranslations())


def because(text: str, sentences: Sentences = ENGLISH, **rest: Any) -> dict[str, Any]:
    row = next(explained(run([PostEntry("p", text, **rest)], TOWN, threshold=0.5, doubted=True), sentences))
    assert tuple(row) == (*COLUMNS, "because")
    assert [len(row["because"][name]) for name in ("links", "unsure")] == [len(row["links"]), len(row["unsure"])]
    return row["because"]


def test_a_sentence_for_each_link_and_one_for_the_stance() -> None:
    assert because("Très bon accueil au Zéphyrin, rue des Tilleuls") == {
        "links": ["The post writes another name of the shop, “Zéphyrin”, and names its street, “rue des Tilleuls”."],
        "unsure": [],
        "stance": "It praises: “Très bon”.",
        "kind": "As a whole it reads as a recommendation.",
        "aspects": "About: the service (“accueil”).",
        "safety": "",
    }
    assert because("Il pleut") == {
        "links": [], "unsure": [], "stance": "It neither praises nor finds fault.", "kind": "It asks for nothing.",
        "aspects": "", "safety": "",
    }  # fmt: skip


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


def test_danger_questions_and_aspects_are_told_with_their_words() -> None:
    assert because("Attention, odeur de gaz chez Le Zéphyrin !")["safety"] == "It speaks of danger: “odeur de gaz”."
    assert because("Est-ce que Le Zéphyrin est ouvert le lundi ?")["kind"].startswith("It asks: “")
    found = [AspectFound("service", "up", (Words("accueil", 0, 7),)), AspectFound("price", "none", ())]
    assert ENGLISH.of_aspects(found) == "About: the service (“accueil”), the prices."
    assert ENGLISH.of_danger([]) == "It may speak of danger, though no single word says so."


def test_a_reading_is_told_without_telling_twice() -> None:
    def reading(stance: str, kind: str, *words: str, stance_words: tuple[str, ...] = ()) -> list[str]:
        def told(texts: tuple[str, ...]) -> tuple[Words, ...]:
            return tuple(Words(text, 0, len(text)) for text in texts)

        return ENGLISH.of_reading(Reading(stance, 0.9, told(stance_words), kind, 0.9, told(words), (), False, ()))

    assert reading("up", "thanks", "Merci", stance_words=("merci",)) == ["It praises: “merci”."]
    assert reading("none", "question", "Est-ce que") == ["It asks: “Est-ce que”."]
    assert reading("none", "question") == ["As a whole it reads as a question."]
    assert reading("none", "other") == ["It neither praises nor finds fault."]
    said = reading("down", "complaint", "refund", stance_words=("cold",))
    assert said == ["It finds fault: “cold”.", "It complains: “refund”."]


def test_what_keeps_a_shop_from_being_linked_is_told() -> None:
    said = because("On se retrouve devant Le Zéphyrin à huit heures")["unsure"]
    assert said == [
        "The post writes the shop’s name, “Le Zéphyrin”. The shop may be named only to say where something is."
    ]  # fmt: skip
    assert ENGLISH.of_doubts(["namesake", "of tomorrow"]) == ["Other shops of the town bear this name too."]


def test_every_doubt_has_its_words_and_rests_on_features_that_are_weighed() -> None:
    assert set(ENGLISH.doubts) == set(DOUBTS)
    assert {name for names in FROM.values() for name in names} <= set(START)
    assert doubts({"part": 1.0, "shared_name": 1.0, "any_one": 1 / 3, "name": 1.0}) == ("namesake", "part")
    assert doubts({"name": 1.0}) == ()


def test_how_sure_it_is_in_words() -> None:
    said = [ENGLISH.of_sureness(p) for p in (1.0, 0.9, 0.7, 0.5, 0.3, 0.0, -1.0)]
    assert said[0] == said[1] == "quite sure" and said[4] == "a guess" and said[5] == said[6]
    assert len(set(said)) == 5


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_language_is_explained_exactly_when_its_catalogue_has_every_sentence(lang: str) -> None:
    compiled = files("maillon").joinpath("locale", lang, "LC_MESSAGES", "django.mo")
    if lang == "en" or not compiled.is_file():
        assert lang == "en" or lang not in EXPLAINED
        return
    with compiled.open("rb") as source:
        assert Sentences(GNUTranslations(source)).whole == (lang in EXPLAINED)


def test_french_and_what_falls_back_to_english() -> None:
    told, say = catalogue_of("fr-FR")
    assert told == "fr"
    assert because("Très bon accueil au Zéphyrin", Sentences(say)) == {
        "links": ["Le message écrit un autre nom de la boutique, « Zéphyrin »."],
        "unsure": [],
        "stance": "Il fait un compliment : « Très bon ».",
        "kind": "Dans l’ensemble, c’est une recommandation.",
        "aspects": "Sujets : le service (« accueil »).",
        "safety": "",
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
def command(tmp_path: Path) -> list[str]:
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


def test_because_comes_last_and_everything_before_it_is_as_without(command: list[str]) -> None:
    bare = CliRunner().invoke(app, command).stdout.splitlines()
    told = CliRunner().invoke(app, [*command, "--explain", "fr"])
    for plain, line in zip(bare, told.stdout.splitlines(), strict=True):
        assert line.startswith(plain[:-1] + ',"because":{"links":[')
    assert "yet" not in told.stderr


def test_what_explain_cannot_do_is_said(command: list[str], tmp_path: Path) -> None:
    for lang in LANGUAGES:
        result = CliRunner().invoke(app, [*command, "--explain", lang])
        assert result.exit_code == 0 and (f"no sentences in '{lang}' yet" in result.stderr) == (lang not in EXPLAINED)
        assert ("The post" in result.stdout) == (lang != "fr")
    result = CliRunner().invoke(app, [*command, "--explain", "xx"])
    assert result.exit_code == 0 and "'xx' is no language read here (en, fr, " in result.stderr and "The post" in result.stdout
    for ending in ("csv", "parquet"):
        result = CliRunner().invoke(app, [*command, "--explain", "en", "--out", str(tmp_path / f"o.{ending}")])
        assert result.exit_code == 2 and "JSONL only" in result.stderr
