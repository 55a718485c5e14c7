"""Meanings of words: sums that do not depend on company, joined letters, endings that fall."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.listening.folding import tokenise
from maillon.listening.vectors import UNIT, Vectors, shipped_vectors

SMALL = Vectors(
    {"bread": 0, "stale": 1, "美味しい": 2, "味": 3},
    np.array([[100, 0], [0, 100], [60, 80], [0, 1]], np.int8), np.array([255, 200, 255, 10], np.uint8),
)  # fmt: skip


def test_a_mean_has_length_one_and_unknown_words_none() -> None:
    means = SMALL.means([["bread"], ["bread", "stale"], ["zzz"], []])
    assert means[0].tolist() == [UNIT, 0]
    assert abs(np.linalg.norm(means[1]) - UNIT) <= 1
    assert not means[2:].any()


def test_letters_of_unspaced_scripts_are_joined_into_the_longest_word() -> None:
    assert SMALL.pieces(tokenise("美味しい味").words) == [2, 3]


def test_a_word_with_an_unknown_ending_is_read_by_its_beginning() -> None:
    assert SMALL.pieces(["breadless", "brea", "stal"]) == [0]


def test_a_table_comes_back_from_its_bytes_and_a_damaged_one_is_refused() -> None:
    again = Vectors.load(SMALL.dump())
    assert again.index == SMALL.index
    assert (again.rows == SMALL.rows).all()
    damaged = Vectors({"bread": 0}, SMALL.rows, SMALL.shares)
    with pytest.raises(ValueError, match="damaged"):
        Vectors.load(damaged.dump())


@given(st.lists(st.text(max_size=60).map(lambda t: tokenise(t).words), max_size=6))
def test_no_text_leans_on_its_neighbours(texts: list[list[str]]) -> None:
    table = shipped_vectors()
    together = table.means(texts)
    for k, text in enumerate(texts):
        assert (table.means([text])[0] == together[k]).all()
