"""A post's text as HTML with the words marked that speak. Everything is escaped; marks never nest."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from markupsafe import Markup, escape

from maillon.listening.entries import Heard

LONGEST = 1500
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
Span = tuple[int, int, str]


def spans_of(heard: Heard) -> list[Span]:
    """Where evidence of links ("where") and words of readings ("said") stand."""
    where: list[Span] = [
        (e.start, e.end, "where")
        for link in (*heard.links, *heard.unsure)
        for e in link.evidence
        if e.start is not None and e.end is not None
    ]
    words = (*heard.stance_words, *heard.kind_words, *heard.safety_words, *(w for a in heard.aspects for w in a.words))
    return sorted({*where, *((w.start, w.end, "said") for w in words)})


def printable(text: str) -> str:
    """The text, sign for sign, with those replaced that no HTML page may hold."""
    return _UNPRINTABLE.sub("\ufffd", text)


def marked(text: str, spans: Iterable[Span]) -> Markup:
    """The text cut at every edge of a span, each piece with the classes of the spans over it."""
    cut = len(text) > LONGEST
    text = printable(text[:LONGEST])
    kept = [(max(0, start), min(len(text), end), kind) for start, end, kind in spans]
    kept = [span for span in kept if span[0] < span[1]]
    out: list[str] = []
    for start, end in pairwise(sorted({0, len(text), *(s[0] for s in kept), *(s[1] for s in kept)})):
        over = sorted({kind for a, b, kind in kept if a <= start and end <= b})
        piece = escape(text[start:end])
        out.append(str(Markup('<mark class="{}">{}</mark>').format(" ".join(over), piece) if over else piece))
    return Markup("".join(out) + (" […]" if cut else ""))
