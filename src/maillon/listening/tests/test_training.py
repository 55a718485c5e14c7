"""Training gives the same bytes twice, and the shipped weights are of this version."""

from __future__ import annotations

from importlib.resources import files

from maillon.listening.features import hashed
from maillon.listening.folding import tokenise
from maillon.listening.model import COLUMNS, Model, shipped, sum_rows
from maillon.listening.training import own_posts, train

TEXTS = [tokenise(t).words for t in ("Très bon pain", "", "とても美味しい", "the bread is stale " * 30)]


def test_training_twice_gives_the_same_bytes() -> None:
    first, counts = train(None)
    second, _ = train(None)
    assert first.dump() == second.dump()
    assert counts == {"own": len(own_posts())}
    assert len(own_posts()) >= 400


def test_the_shipped_weights_load_and_are_small() -> None:
    model = shipped()
    assert model is not None
    size = len(files("maillon.listening").joinpath("weights/reading.npz").read_bytes())
    assert size <= 4_000_000
    assert Model.load(model.dump()).dump() == model.dump()
    assert model.score(TEXTS).shape == (len(TEXTS), COLUMNS)


def test_a_text_scores_the_same_alone_and_in_any_company() -> None:
    model = shipped()
    assert model is not None
    together = model.score(TEXTS)
    for k, text in enumerate(TEXTS):
        assert (model.score([text])[0] == together[k]).all()


def test_features_of_a_text_do_not_reach_into_the_next() -> None:
    alone, pair = hashed([TEXTS[0]]), hashed([TEXTS[0], TEXTS[2]])
    assert sorted(pair.buckets[: pair.offsets[1]].tolist()) == sorted(alone.buckets.tolist())
    assert hashed([[]]).offsets.tolist() == [0, 0]
    assert hashed([]).offsets.tolist() == [0]
    model = shipped()
    assert model is not None
    assert sum_rows(model.weights, hashed([[]])).tolist() == [[0.0] * COLUMNS]


def test_training_posts_cover_all_languages_and_kinds() -> None:
    rows = own_posts()
    assert {r["lang"] for r in rows} == {"en", "fr", "nl", "nb", "pl", "de", "es", "it", "ja", "ko"}
    for lang in {r["lang"] for r in rows}:
        kinds = {r["kind"] for r in rows if r["lang"] == lang}
        assert kinds == {"recommendation", "complaint", "suggestion", "question", "thanks", "other"}, lang
