"""Puts `<mark>` around the words a reading rests on. Offsets count Unicode code points of the original text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from django.utils.translation import gettext as _
from markupsafe import Markup, escape


class Span(NamedTuple):
    """`start` inclusive, `end` exclusive; `kind` is a class of the stylesheet: for, against, new or hit."""

    start: int
    end: int
    kind: str
    lead: str = ""
    """Read aloud before the words, e.g. "[for]", because a colour is not."""


def lead_for(kind: str) -> str:
    """The spoken lead-in of a kind of mark; "" for unknown kinds."""
    words = {"for": _("[for]"), "against": _("[against]"), "new": _("[request]"), "hit": _("[why here]")}
    return words.get(kind, "")


_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def straight(text: str) -> str:
    """Somebody's words without the invisible signs that turn what follows around (embedding, override, isolate):
    they would print it backwards. Right-to-left scripts need none of them, and keep their own marks."""
    return _TURNS.sub("", text)


def turns(text: str) -> tuple[int, ...]:
    """Where those signs stand, in code points."""
    return tuple(found.start() for found in _TURNS.finditer(text))


LONGEST = 1_500
"""Code points of a post that a page shows; a longer one ends in an ellipsis and is read where it was written."""


def mark_text(
    text: str, spans: Iterable[Span | tuple[int, int, str, str] | tuple[int, int, str]], longest: int = LONGEST
) -> Markup:
    """Escapes everything and marks `spans`; a text longer than `longest` is cut there.

    Spans may overlap: the text is cut at every edge, and each piece carries the classes of all spans over it,
    so marks never nest. A lead-in is said once, where its span begins. Spans outside the text are cut to it;
    empty ones are dropped. Removing the tags and lead-ins gives back exactly the text, `straight`.
    """
    cut = len(text) > longest
    text = text[:longest]
    kept = sorted(_inside(len(text), (Span(*span) for span in spans)))
    edges = sorted({0, len(text), *(s.start for s in kept), *(s.end for s in kept)})
    out: list[str] = []
    for start, end in pairwise(edges):
        over = [s for s in kept if s.start <= start and end <= s.end]
        piece = str(escape(straight(text[start:end])))
        if not over:
            out.append(piece)
            continue
        classes = " ".join(dict.fromkeys(str(escape(s.kind)) for s in over))
        leads = dict.fromkeys(s.lead for s in over if s.start == start and s.lead)
        said = "".join(f'<span class="sr"> {escape(lead)} </span>' for lead in leads)
        out.append(f'<mark class="{classes}">{said}{piece}</mark>')
    return Markup("".join(out) + (" […]" if cut else ""))


def _inside(length: int, spans: Iterable[Span]) -> list[Span]:
    cut = [s._replace(start=max(0, s.start), end=min(length, s.end)) for s in spans]
    return [s for s in cut if s.start < s.end]
