# ruff: noqa: E501
"""Evidence quotes the original text exactly, whatever the text."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from maillon.listening.files import read_shops, read_zones
from maillon.listening.folding import fold, tokenise
from maillon.listening.public import Gazetteer, Heard, PostEntry, listen
from maillon.listening.tests.town import gazetteer

TOWN = gazetteer()
PIECES = st.sampled_from(
    ["Le Zéphyrin", "le ze\u0301phyrin", "ＫＯＢＡＬＵＸ", "rue des Tilleuls", "boulangerie", "délicieux", "pas", "?", "merci", "👍🏽", "美味しい", "맛있어요",
     "\u202eRTL", "שלום", "#LeZephyrin", "@kobalux", "01 99 00 11 22", "https://zephyrin.example", "ß", "ﬁn", "\u0000", "\ud800", "feu", "İ", " ", "\n"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=12).map(" ".join), st.lists(PIECES, max_size=8).map("".join))


SAMPLE = Path(__file__).parents[4] / "sample"
POSTS = [json.loads(line)["text"] for line in (SAMPLE / "posts.jsonl").read_text("utf-8").splitlines()[::7]]
BETWEEN = st.sampled_from(
    ["", " ", "\n", "\r\n", "👩‍👩‍👧‍👦", "🇫🇷", "🥐", "e\u0301\u0323", "\u0300", "美味", "。", "맛", "שלום ", "\u202e", "\u2066", "مرحبا ", "𝕃𝕖 ", "ﬃ",
     "İ", "ß", "\ufe0f", "\u200d", "ｶﾞ", "㎏", "…", "«", "\u00a0"]
)  # fmt: skip


def in_the_sample_town() -> Gazetteer:
    return Gazetteer.build(read_shops(SAMPLE / "shops.geojson")[0], read_zones(SAMPLE / "zones.geojson")[0])


def quotes(heard: Heard) -> list[tuple[str, int | None, int | None]]:
    """All that is shown as a quotation of the post: (text, start, end)."""
    said = (*heard.stance_words, *heard.kind_words, *heard.safety_words, *(w for a in heard.aspects for w in a.words))
    proofs = (e for link in (*heard.links, *heard.unsure) for e in link.evidence)
    return [(one.text, one.start, one.end) for one in (*said, *proofs)]


def check(text: str, town: Gazetteer) -> int:
    """Every quotation stands where it says, in code points; how many there are."""
    found = quotes(listen([PostEntry("p", text)], town)[0])
    for quoted, start, end in found:
        assert (start is None) == (end is None) and quoted
        if start is not None and end is not None:
            assert 0 <= start < end <= len(text) and text[start:end] == quoted
    return len(found)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_every_offset_quotes_the_text(text: str) -> None:
    check(text, TOWN)


def test_every_offset_quotes_posts_of_the_sample_with_anything_between_their_words() -> None:
    """Posts cut anywhere and put together with emoji, marks that combine, CJK, Hebrew and Arabic, wide and folded letters."""
    town, most = in_the_sample_town(), [0]
    pieces = st.tuples(st.sampled_from(POSTS), st.integers(0, 200), st.integers(1, 200), BETWEEN, st.booleans())

    @settings(max_examples=300, deadline=None, derandomize=True)
    @given(st.lists(pieces, min_size=1, max_size=5), st.text(alphabet=st.characters(exclude_characters="\x00"), max_size=20))
    def all_stand(parts: list[tuple[str, int, int, str, bool]], more: str) -> None:
        cut = [post if whole else post[start : start + size] for post, start, size, _, whole in parts]
        text = "".join(piece + part[3] for piece, part in zip(cut, parts, strict=True)) + more
        most[0] = max(most[0], check(text, town), check(more + text.upper(), town))

    all_stand()
    assert most[0] >= 10  # there was something to quote


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
