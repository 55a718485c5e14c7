"""Posts that try to break the ear: each is read, none crashes it, none takes time out of proportion."""

from __future__ import annotations

import pytest

from maillon.listening.public import PostEntry, fingerprint, listen
from maillon.listening.tests.town import gazetteer

TOWN = gazetteer()

POSTS = {
    "nothing": "",
    "blank": " \n\t ",
    "one megabyte": "Le Zéphyrin est délicieux. " * 40_000,
    "one megabyte without a space": "a" * 1_000_000,
    "capitals without end": "Abcdefg " * 20_000,
    "control characters": "\x00\x01Le\x1f Zéphyrin\x7f est \x9bbon",
    "half a surrogate pair": "Le \ud800Zéphyrin \udfff est bon",
    "ten thousand hashtags": " ".join(f"#mot{i}" for i in range(10_000)),
    "right to left": "\u202eמסעדה טובה מאוד\u202c Le Zéphyrin مطعم رائع",
    "emoji only": "👍🏽👩‍👩‍👧‍👦❤️🔥",
    "combining marks": "Z" + "\u0301" * 5_000 + "ephyrin",
    "full width": "Ｌｅ　Ｚéｐｈｙｒｉｎ　ｅｓｔ　ｂｏｎ",
    "digits": "0123456789 " * 5_000,
    "at signs": "@" * 50_000 + "a.b" * 10_000,
    "dots": "a." * 50_000,
    "markup": "<script>alert('Le Zéphyrin')</script>",
}


@pytest.mark.parametrize("name", POSTS)
def test_it_is_read(name: str) -> None:
    found = listen([PostEntry("p", POSTS[name])], TOWN)
    assert len(found) == 1
    assert found[0].id == "p"
    for link in found[0].links:
        for e in link.evidence:
            assert e.start is None or POSTS[name][e.start : e.end] == e.text


def test_names_are_found_through_noise() -> None:
    for name in ("one megabyte", "control characters", "full width", "markup", "half a surrogate pair"):
        found = listen([PostEntry("p", POSTS[name])], TOWN)[0]
        assert {link.shop for link in (*found.links, *found.unsure)} == {"a"}, name


def test_ten_thousand_hashtags_in_their_own_field() -> None:
    tags = tuple(f"mot{i}" for i in range(10_000))
    assert listen([PostEntry("p", "bonjour", hashtags=tags, mentions=tags, urls=tags)], TOWN)[0].links == ()


def test_hashtags_and_mentions_beside_the_text_count() -> None:
    assert [f.shop for f in listen([PostEntry("p", "un régal", hashtags=("LeZephyrin",))], TOWN)[0].links] == ["a"]
    found = listen([PostEntry("p", "un régal", mentions=("@zephyrin@sample.invalid",))], TOWN)[0].links[0]
    assert (found.shop, found.evidence[0].kind, found.evidence[0].start) == ("a", "handle", None)


def test_fingerprints_of_odd_texts() -> None:
    for text in POSTS.values():
        assert 0 <= fingerprint(text) < 2**64
