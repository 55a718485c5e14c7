"""Training gives the same bytes twice, and the shipped weights are of this version."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from importlib.resources import files

import pytest

from maillon.listening.corpus import TOWN, gather, held_out, own_posts
from maillon.listening.features import hashed
from maillon.listening.folding import tokenise
from maillon.listening.model import COLUMNS, KINDS, STANCES, Model, shipped, sum_rows
from maillon.listening.signals import SIGNALS
from maillon.listening.training import train_on

TEXTS = [tokenise(t).words for t in ("Très bon pain", "", "とても美味しい", "the bread is stale " * 30)]


def test_training_twice_gives_the_same_bytes() -> None:
    posts = gather(None)[::25]
    first, counts = train_on(posts)
    second, _ = train_on(posts)
    assert first.dump() == second.dump()
    assert counts == dict(Counter(post.source for post in posts))


def test_the_shipped_weights_load_and_are_small() -> None:
    model = shipped()
    weights = files("maillon.listening").joinpath("weights")
    assert sum(len(path.read_bytes()) for path in weights.iterdir()) <= 10_000_000
    assert Model.load(model.dump()).dump() == model.dump()
    assert model.score(TEXTS).shape == (len(TEXTS), COLUMNS)


def test_weights_of_another_version_are_refused() -> None:
    model = shipped()
    with pytest.raises(ValueError, match="another version"):
        Model.load(replace(model, signals=model.signals[:-1]).dump())


def test_a_text_scores_the_same_alone_and_in_any_company() -> None:
    model = shipped()
    said = [[k % 17] * SIGNALS for k in range(len(TEXTS))]
    together = model.told(model.score(TEXTS), said)
    for k, text in enumerate(TEXTS):
        assert (model.told(model.score([text]), [said[k]])[0] == together[k]).all()


def test_features_of_a_text_do_not_reach_into_the_next() -> None:
    alone, pair = hashed([TEXTS[0]]), hashed([TEXTS[0], TEXTS[2]])
    assert sorted(pair.buckets[: pair.offsets[1]].tolist()) == sorted(alone.buckets.tolist())
    assert hashed([[]]).offsets.tolist() == [0, 0]
    assert hashed([]).offsets.tolist() == [0]
    assert sum_rows(shipped().words, hashed([[]])).tolist() == [[0.0] * COLUMNS]


def test_posts_of_the_sample_town_train_nothing() -> None:
    town = [post for post in gather(None) if post.source == TOWN]
    assert len(town) == 2743
    assert all(held_out(post) for post in town)


def test_what_is_given_out_grows_with_how_sure_the_model_is() -> None:
    model = shipped()
    for table, names in ((model.given_stance, STANCES), (model.given_kind, KINDS)):
        assert table.shape == (len(names), 2)
        assert (table[:, 0] > 0).all()


def test_training_posts_cover_all_languages_and_kinds() -> None:
    rows = own_posts()
    assert len(rows) >= 5000
    assert {r["lang"] for r in rows} == {"en", "fr", "nl", "nb", "pl", "de", "es", "it", "ja", "ko"}
    for lang in {r["lang"] for r in rows}:
        kinds = {r["kind"] for r in rows if r["lang"] == lang}
        assert kinds == {"recommendation", "complaint", "suggestion", "question", "thanks", "other"}, lang
