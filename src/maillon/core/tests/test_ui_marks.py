"""Marks never change the text, never nest, and let nothing through."""

import re
from html import unescape

from hypothesis import given, settings
from hypothesis import strategies as st

from maillon.core.ui.marks import Span, mark_text, straight

texts = st.text(alphabet=st.characters(codec="utf-8"), max_size=60)
spans = st.lists(
    st.tuples(st.integers(-5, 70), st.integers(-5, 70), st.sampled_from(["for", "against", "new", "hit"]), st.just("")),
    max_size=6,
)


def plain(marked: str) -> str:
    return unescape(re.sub(r"</?mark[^>]*>", "", marked))


@settings(deadline=None)
@given(texts.filter(lambda t: "&" not in t), spans)
def test_taking_the_marks_away_gives_back_the_text(text: str, given_spans: list) -> None:
    marked = str(mark_text(text, given_spans))
    assert plain(marked) == straight(text)
    assert marked.count("<mark") == marked.count("</mark>")
    assert not re.search(r"<mark[^>]*>[^<]*<mark", marked)


@settings(deadline=None)
@given(texts, spans)
def test_nothing_of_the_text_becomes_markup(text: str, given_spans: list) -> None:
    marked = str(mark_text(text, given_spans))
    assert re.sub(r'<mark class="[a-z ]+">|</mark>', "", marked).count("<") == 0


@settings(deadline=None)
@given(texts, spans)
def test_every_code_point_under_a_span_is_marked_with_its_kind(text: str, given_spans: list) -> None:
    marked, at, classes = str(mark_text(text, given_spans)), 0, set()
    for piece in re.findall(r'<mark class="[a-z ]+">|</mark>|&[#\w]+;|.', marked, re.S):
        if piece.startswith("<mark"):
            classes = set(piece.split('"')[1].split())
        elif piece == "</mark>":
            classes = set()
        else:
            while straight(text[at]) == "":
                at += 1
            assert classes == {kind for start, end, kind, _lead in given_spans if start <= at < end}
            at += 1
    assert straight(text[at:]) == ""


def test_overlap_is_cut_and_the_lead_is_said_once() -> None:
    marked = mark_text("waited 20 min", [Span(0, 9, "against", "[against]"), Span(7, 13, "hit", "[why here]")])
    assert str(marked) == (
        '<mark class="against"><span class="sr"> [against] </span>waited </mark>'
        '<mark class="against hit"><span class="sr"> [why here] </span>20</mark>'
        '<mark class="hit"> min</mark>'
    )


def test_html_in_the_text_stays_text() -> None:
    assert str(mark_text("<b>x</b>", [(0, 3, "hit")])) == '<mark class="hit">&lt;b&gt;</mark>x&lt;/b&gt;'


def test_offsets_count_code_points_not_bytes_or_utf16() -> None:
    assert str(mark_text("🥖🥖 bon", [(3, 6, "for")])) == '🥖🥖 <mark class="for">bon</mark>'


def test_a_very_long_post_is_cut_and_says_so():
    html = str(mark_text("a" * 2_000_000 + "end", [(1_999_999, 2_000_001, "for"), (0, 3, "hit")]))
    assert html.endswith("[…]") and len(html) < 2_000
    assert '<mark class="hit">aaa</mark>' in html


def test_signs_that_turn_the_text_around_are_left_out_and_the_marks_stay_where_they_were() -> None:
    assert str(mark_text("a\u202ebad\u202c day", [(2, 5, "against")])) == 'a<mark class="against">bad</mark> day'
    assert straight("\u2067שלום\u2069 \u200fok") == "שלום \u200fok"
