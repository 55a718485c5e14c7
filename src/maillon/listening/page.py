"""One post laid open: its words, where they stand, its cue words and what of the town it names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from maillon.listening.entries import PostEntry
from maillon.listening.folding import Tokens, tokenise
from maillon.listening.gazetteer import Gazetteer
from maillon.listening.lexicon import Span, cues, positions, span_of
from maillon.listening.patterns import Ref

MAX_CHARS = 20_000
"""Longer texts are read to here; a post of a megabyte says what it says at its beginning."""

ADDRESS = re.compile(r"https?://\S*|\bhttp\b|@\w+")
"""Links and people spoken to: they say nothing of how a text is meant."""
_SENTENCE_END = re.compile(r"[.!?…:\n;。！？\r]\W*\Z|\A\W*\Z")


@dataclass(slots=True)
class Hit:
    """A pattern of the gazetteer at tokens [i, j)."""

    i: int
    j: int
    pattern: int
    refs: list[Ref]


@dataclass(slots=True)
class Page:
    """A post as the linker and the reader see it."""

    post: PostEntry
    text: str
    tokens: Tokens
    padded: str
    starts: list[int]
    lang: str = "en"
    strange: bool = False
    """Whether the language is none of the ten; `lang` is then the nearest, whose cue words say nothing of stance or act."""
    cues: dict[str, list[Span]] = field(default_factory=dict)
    shops: list[Hit] = field(default_factory=list)
    zones: list[Hit] = field(default_factory=list)
    trades: list[Hit] = field(default_factory=list)
    cuisines: list[Hit] = field(default_factory=list)
    away: list[Hit] = field(default_factory=list)

    @property
    def size(self) -> int:
        return len(self.tokens.words)

    def quote(self, i: int, j: int) -> tuple[str, int, int]:
        """Original text of tokens [i, j) and its place."""
        start, end = self.tokens.starts[i], self.tokens.ends[j - 1]
        return self.text[start:end], start, end

    def capital(self, i: int) -> bool:
        return self.text[self.tokens.starts[i]].isupper()

    def before(self, i: int) -> str:
        """Up to 12 characters before token i."""
        start = self.tokens.starts[i]
        return self.text[max(0, start - 12) : start]

    def between(self, i: int, j: int) -> str:
        """Characters between the end of token i and the start of token j."""
        return self.text[self.tokens.ends[i] : self.tokens.starts[j]]

    def opens_sentence(self, i: int) -> bool:
        return i == 0 or bool(_SENTENCE_END.search(self.before(i)))

    def cue_before(self, group: str, i: int, gap: int = 0) -> bool:
        """Whether a cue of the group ends at token i, with at most `gap` small words between."""
        return any(0 <= i - j <= gap and a < i and self.joined(j - 1, i) for a, j in self.cues.get(group, ()))

    def joined(self, i: int, j: int) -> bool:
        """Whether no sentence or clause ends between tokens i and j."""
        return i < 0 or not any(c in ".,;:!?…\n。、！？|" for c in self.between(i, j))

    def cue_after(self, group: str, j: int) -> bool:
        return any(a == j for a, _ in self.cues.get(group, ()))


def open_page(post: PostEntry) -> Page:
    """Fold the text and note where its words stand."""
    text = post.text if len(post.text) <= MAX_CHARS else post.text[:MAX_CHARS]
    tokens = tokenise(text)
    return Page(post, text, tokens, " " + " ".join(tokens.words) + " ", positions(tokens.words))


def read_cues(page: Page) -> None:
    """Find the cue words of the page's language."""
    page.cues = cues(page.lang).scan(page.padded, page.starts)


def find_names(page: Page, gazetteer: Gazetteer) -> None:
    """Find shops, zones, trades and other towns; where two overlap the longer one stands."""
    found: list[tuple[int, int, float, int, int]] = []
    for raw in gazetteer.automaton.find_overlapping(page.padded):
        i, j = span_of(raw, page.starts)
        first = 0 if any(r[0] == "zone" and r[2] != "core" for r in gazetteer.refs[raw[2]]) else 1
        found.append((i - j, first, -gazetteer.specificities[raw[2]], i, raw[2]))
    if not found:
        return
    found.sort()
    taken = bytearray(page.size)
    spans: set[Span] = set()
    for minus_length, _, _, i, pattern in found:
        j = i - minus_length
        if (i, j) not in spans and any(taken[i:j]):
            continue
        refs = gazetteer.refs[pattern]
        weak = all(sort in ("away", "cuisine") or how == "core" for sort, _, how in refs)
        if not weak or minus_length == -1:
            taken[i:j] = b"\1" * (j - i)
        spans.add((i, j))
        _sort_in(page, Hit(i, j, pattern, refs))
    for hits in (page.shops, page.zones, page.trades, page.cuisines, page.away):
        hits.sort(key=lambda h: (h.i, h.j))


def _said_as_name(page: Page, hit: Hit) -> bool:
    """Whether a trade's word that is some shop's whole name is written as one: with a capital inside a sentence."""
    named = any(r[0] == "shop" and r[2] == "name" for r in hit.refs)
    return named and page.capital(hit.i) and not page.opens_sentence(hit.i) and page.text.upper() != page.text


def _sort_in(page: Page, hit: Hit) -> None:
    sorts = {r[0] for r in hit.refs}
    strong_zone = any(r[0] == "zone" and r[2] != "core" for r in hit.refs)
    if "shop" in sorts and ("trade" not in sorts or _said_as_name(page, hit)):
        refs = [r for r in hit.refs if r[0] == "shop" and not (strong_zone and r[2] in ("short", "part", "tail"))]
        if refs:
            page.shops.append(Hit(hit.i, hit.j, hit.pattern, refs))
    if "zone" in sorts:
        page.zones.append(Hit(hit.i, hit.j, hit.pattern, [r for r in hit.refs if r[0] == "zone"]))
    if "trade" in sorts:
        page.trades.append(Hit(hit.i, hit.j, hit.pattern, [r for r in hit.refs if r[0] == "trade"]))
    if "cuisine" in sorts:
        page.cuisines.append(Hit(hit.i, hit.j, hit.pattern, [r for r in hit.refs if r[0] == "cuisine"]))
    if "away" in sorts:
        page.away.append(Hit(hit.i, hit.j, hit.pattern, [r for r in hit.refs if r[0] == "away"]))
