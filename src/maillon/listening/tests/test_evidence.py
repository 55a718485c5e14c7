# ruff: noqa: E501
"""Evidence quotes the original text exactly, whatever the text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from maillon.listening.folding import fold, tokenise
from maillon.listening.public import PostEntry, listen
from maillon.listening.tests.town import gazetteer

TOWN = gazetteer()
PIECES = st.sampled_from(
    ["Le Zéphyrin", "le ze\u0301phyrin", "ＫＯＢＡＬＵＸ", "rue des Tilleuls", "boulangerie", "délicieux", "pas", "?", "merci", "👍🏽", "美味しい", "맛있어요",
     "\u202eRTL", "שלום", "#LeZephyrin", "@kobalux", "01 99 00 11 22", "https://zephyrin.example", "ß", "ﬁn", "\u0000", "\ud800", "feu", "İ", " ", "\n"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=12).map(" ".join), st.lists(PIECES, max_size=8).map("".join))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_every_offset_quotes_the_text(text: str) -> None:
    found = listen([PostEntry("p", text)], TOWN)[0]
    for link in (*found.links, *found.unsure):
        for e in link.evidence:
            assert (e.start is None) == (e.end is None)
            if e.start is not None:
                assert text[e.start : e.end] == e.text
    words = [*found.stance_words, *found.kind_words, *found.safety_words, *(w for a in found.aspects for w in a.words)]
    for w in words:
        assert text[w.start : w.end] == w.text
        assert w.text


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_folding_is_idempotent_and_tokens_stand_where_they_say(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    tokens = tokenise(text)
    for word, start, end in zip(tokens.words, tokens.starts, tokens.ends, strict=True):
        assert 0 <= start < end <= len(text)
        assert word and " " not in word
    assert tokens.starts == sorted(tokens.starts)


def test_folding_joins_spellings() -> None:
    assert fold("L’Été au Cœur d'Or") == fold("l'ete AU COEUR D OR") == "l ete au coeur d or"
    assert fold("ＦＵＬＬ　width") == "full width"
    assert fold("ガ") == fold("ｶﾞ")
    assert fold("Łódź, Ørsted & Straße") == "lodz orsted strasse"
    assert fold("…!?") == ""
