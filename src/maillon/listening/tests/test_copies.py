"""Near-copies are joined, other opinions are not."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from maillon.listening.public import PostEntry, fingerprint, listen, near
from maillon.listening.tests.town import gazetteer

LONG = (
    "Ordered a winter coat here in September, paid in full, and three months later still no coat, no answer to my "
    "letters and a shrug at the counter. I want my money back and an apology for the whole family."
)


def test_the_same_words_again_are_a_copy() -> None:
    assert near(fingerprint(LONG), fingerprint(LONG.upper() + " !!!"))
    assert near(fingerprint(LONG), fingerprint(f"RT @somebody@host.example {LONG} #angry https://host.example/1"))


def test_other_words_and_short_texts_are_none() -> None:
    other = "The bread is wonderful and the baker remembers every name in the street, go early before the queue."
    assert not near(fingerprint(LONG), fingerprint(other))
    assert fingerprint("Très bon !") == 0
    assert not near(0, 0)


def test_listen_names_the_first_of_the_copies() -> None:
    posts = [PostEntry("1", LONG), PostEntry("2", "Très bon"), PostEntry("3", LONG + " 😡"), PostEntry("4", "Très bon")]
    assert [h.copy_of for h in listen(posts, gazetteer())] == [None, None, "1", None]


def test_what_was_compared_comes_along() -> None:
    posts = [PostEntry("a", LONG), PostEntry("b", LONG + "!"), PostEntry("c", "short")]
    assert [h.fingerprint for h in listen(posts, gazetteer())] == [fingerprint(p.text) for p in posts]


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_fingerprint_is_a_function_of_the_words(text: str) -> None:
    assert fingerprint(text) == fingerprint(f"  {text}  ")
