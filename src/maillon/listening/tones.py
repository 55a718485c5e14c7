"""Words of praise and blame in one post, as they count: turned by negations, set against one another."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from maillon.listening.lexicon import UNSPACED, Span
from maillon.listening.page import Page

_CLAUSE = re.compile(r"[.,;:!?…\n()。、！？]+")
_UP_SIGNS = re.compile("[👍❤♥😍🥰😋🤩👏💯🙌😊😁🎉⭐🔥💖💕😻🤤👌🧡💛💚💙💜☺😀😃😄]|:\\)|:-\\)|<3|\\^\\^|ㅎㅎ|♪")
_DOWN_SIGNS = re.compile("[👎😡🤬🤮🤢😠😤🙄😞😒💩😭😢😑😖😣💔😷☹😔]|:\\(|:-\\(|ㅠㅠ|ㅜㅜ")
_SIGN = 0.8
_REACH = 20


@dataclass(frozen=True, slots=True)
class Tone:
    """One word of praise or blame as it counts: +1 up, −1 down, turned by a negation."""

    span: Span
    value: float


@dataclass(frozen=True, slots=True)
class Tones:
    """All praise and blame of one post: `up` and `down` are sums, emoticons with them; `clauses` are where clauses end."""

    words: tuple[Tone, ...]
    clauses: tuple[int, ...]
    up: float
    down: float
    blames: bool
    """Whether a word or sign of blame, of complaint or of danger stands in the text."""
    turned: bool
    """Whether praise and blame stand on either side of a word such as "but"."""

    def clause(self, page: Page, i: int) -> int:
        """Number of the clause token i stands in."""
        return _clause(page, self.clauses, i)


def outer(spans: list[Span]) -> list[Span]:
    """Spans that lie within no other."""
    if len(spans) < 2:
        return list(spans)
    kept: list[Span] = []
    for i, j in sorted(set(spans), key=lambda s: (s[0] - s[1], s[0])):
        if not any(a <= i and j <= b for a, b in kept):
            kept.append((i, j))
    return sorted(kept)


def tones_of(page: Page) -> Tones:
    """Weigh the praise and blame of a page whose cues are read."""
    clauses = tuple(m.start() for m in _CLAUSE.finditer(page.text))
    words = tuple(_words(page, clauses))
    down_signs = min(2, len(_DOWN_SIGNS.findall(page.text)))
    return Tones(
        words, clauses,
        sum(t.value for t in words if t.value > 0) + min(2, len(_UP_SIGNS.findall(page.text))) * _SIGN,
        -sum(t.value for t in words if t.value < 0) + down_signs * _SIGN,
        bool(down_signs or page.cues.get("kind.complaint") or page.cues.get("safety.danger") or any(t.value < 0 for t in words)),
        any(_opposed(words, turn) for turn in page.cues.get("turn", ())),
    )  # fmt: skip


def _words(page: Page, clauses: tuple[int, ...]) -> list[Tone]:
    """Words of praise and blame outside names, longest first, turned by negations of the same clause."""
    ups, downs = page.cues.get("stance.up", []), page.cues.get("stance.down", [])
    if not ups and not downs:
        return []
    names = [(h.i, h.j) for h in page.shops]
    down_set, up_set = set(downs), set(ups)
    out = []
    for i, j in outer([*ups, *downs]):
        if any(a <= i and j <= b for a, b in names):
            continue
        value = float((i, j) in up_set) - float((i, j) in down_set)
        if value == 0.0:
            continue
        if _negated(page, clauses, (i, j)):
            value = -0.9 if value > 0 else 0.5
        out.append(Tone((i, j), value))
    return out


def _negated(page: Page, clauses: tuple[int, ...], span: Span) -> bool:
    i, j = span
    after = page.lang in UNSPACED
    clause = _clause(page, clauses, i)
    return any(
        (0 <= i - b <= 3 if not after else 0 <= a - j <= 3) and _clause(page, clauses, a) == clause and not (i <= a and b <= j)
        for a, b in page.cues.get("negation", [])
    )


def _opposed(words: tuple[Tone, ...], turn: Span) -> bool:
    """Whether the tones nearest to a turning word, before and after it, are one up and one down."""
    before = [t for t in words if 0 <= turn[0] - t.span[1] <= _REACH]
    after = [t for t in words if 0 <= t.span[0] - turn[1] <= _REACH]
    return bool(before and after) and before[-1].value * after[0].value < 0


def _clause(page: Page, clauses: tuple[int, ...], i: int) -> int:
    return bisect_right(clauses, page.tokens.starts[min(i, page.size - 1)])
