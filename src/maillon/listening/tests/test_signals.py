"""Signs of a text, and the row of numbers that its cue words make."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from maillon.listening.entries import PostEntry
from maillon.listening.page import open_page, read_cues
from maillon.listening.signals import SIGNALS, STEP, signals, signs
from maillon.listening.tones import tones_of


def said(text: str, lang: str) -> list[int]:
    page = open_page(PostEntry("p", text))
    page.lang = lang
    read_cues(page)
    return signals(page, tones_of(page))


def test_signs_are_words_of_their_own() -> None:
    assert signs("So good!!! 😍 :-) <3") == ["¶!", "¶!", "¶!", "¶😍", "¶:-)", "¶<3"]
    assert signs("Un pain") == []


def test_praise_blame_and_questions_move_different_numbers() -> None:
    plain, praise, blame, asks = (said(t, "en") for t in ("The shop", "Excellent shop", "Terrible shop", "The shop?"))
    assert praise[0] > plain[0] and praise[1] == plain[1]
    assert blame[1] > plain[1] and blame[0] == plain[0]
    assert (asks[8], asks[9]) == (STEP, STEP) and plain[8] == 0


@given(st.text(max_size=300), st.sampled_from(["en", "fr", "ja", "pl"]))
def test_every_text_has_a_row_within_bounds(text: str, lang: str) -> None:
    row = said(text, lang)
    assert len(row) == SIGNALS
    assert all(-STEP <= n <= 2 * STEP for n in row)
