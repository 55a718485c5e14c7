"""Folding, slugs and search words, in any script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.territory.rules.naming import beginnings, clean, fold, slug_of, tokens_of
from maillon.territory.rules.street_names import street_key


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("L'Épi d'Or", "l epi d or"),
        ("CAFÉ", "cafe"),
        ("Cafe\u0301", "cafe"),
        ("Bœuf & Łódź", "boeuf lodz"),
        ("ＡＢＣ", "abc"),
        ("築地 寿司", "築地 寿司"),
        ("ガ", "ガ"),
        ("Straße", "strasse"),
        ("", ""),
        ("🍞!!", ""),
        ("Smørrebrød", "smorrebrod"),
    ],
)
def test_two_spellings_of_a_name_share_one_folding(name, folded):
    assert fold(name) == folded


@given(st.text(max_size=60))
def test_folding_is_idempotent_and_has_single_spaces(text):
    once = fold(text)
    assert fold(once) == once
    assert once == " ".join(once.split())


@given(st.text(max_size=300))
def test_what_is_made_of_a_name_stays_within_its_bounds(text):
    assert len(slug_of(text, "shop")) <= 80
    assert "/" not in slug_of(text, "shop") and slug_of(text, "shop")
    tokens = tokens_of(text)
    assert len(tokens) <= 40 and all(0 < len(token) <= 60 for token in tokens) and len(set(tokens)) == len(tokens)
    assert not set(clean(text)) & set("\x00\x07\n\r\t\u2028\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def test_a_name_turns_nothing_around_and_right_to_left_scripts_keep_their_marks():
    assert clean("Chez \u202eoéL\u202c, \u2067מאפה\u2069 \u200fשלום") == "Chez oéL, מאפה \u200fשלום"


def test_a_run_without_spaces_is_found_from_any_place():
    assert tokens_of("築地寿司") == ["築地寿司", "地寿司", "寿司", "司"]
    assert "빵" in tokens_of("좋은빵")


def test_single_letters_are_words_only_when_there_is_nothing_else():
    assert tokens_of("L'Épi d'Or") == ["epi", "or"]
    assert tokens_of("M") == ["m"]


@given(st.text(min_size=1, max_size=8), st.text(max_size=8))
def test_a_prefix_is_a_range(prefix, rest):
    low, high = beginnings(prefix)
    assert low <= prefix + rest < high + "\U0010ffff"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Av. Jean-Jaurès", "avenue Jean Jaurès"),
        ("Bd Barbès", "Boulevard Barbes"),
        ("r. Myrha", "Rue Myrha"),
        ("Hauptstr.", "Hauptstraße"),
        ("High St", "High Street"),
    ],
)
def test_short_forms_of_a_streets_kind_are_written_out(one, other):
    assert street_key(one) == street_key(other)


def test_st_in_front_is_not_a_street():
    assert street_key("St Martin") == "st martin"
