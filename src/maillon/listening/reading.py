"""Stance, kind, aspects and safety of one post, with the words that say so."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from dataclasses import dataclass

from maillon.listening.entries import AspectFound, Words
from maillon.listening.lexicon import ASPECTS, UNSPACED, Span
from maillon.listening.page import Page

KINDS = ("recommendation", "complaint", "suggestion", "question", "thanks", "other")
STANCES = ("up", "down", "mixed", "none")
_CLAUSE = re.compile(r"[.,;:!?…\n()。、！？]+")
_UP_SIGNS = re.compile("[👍❤♥😍🥰😋🤩👏💯🙌😊😁🎉⭐🔥💖💕😻🤤👌🧡💛💚💙💜☺😀😃😄]|:\\)|:-\\)|<3|\\^\\^|ㅎㅎ|♪")
_DOWN_SIGNS = re.compile("[👎😡🤬🤮🤢😠😤🙄😞😒💩😭😢😑😖😣💔😷☹😔]|:\\(|:-\\(|ㅠㅠ|ㅜㅜ")


@dataclass(frozen=True, slots=True)
class Tone:
    """One word of praise or blame as it counts: +1 up, −1 down, turned by a negation."""

    span: Span
    value: float


@dataclass(slots=True)
class Reading:
    stance: str
    stance_probability: float
    stance_words: tuple[Words, ...]
    kind: str
    kind_probability: float
    kind_words: tuple[Words, ...]
    aspects: tuple[AspectFound, ...]
    safety: bool
    safety_words: tuple[Words, ...]


class Mix:
    """How much the trained model counts beside the cue words."""

    STANCE, KIND, ACT = 0.6, 0.4, 1.3
    ASPECT = -0.4
    TONE, NONE, ABOUT, OTHER = 1.2, 0.9, 1.2, 0.9


@dataclass(slots=True)
class Learned:
    """What the trained model says of a post: log-odds, in the order of the names in `model`."""

    stance: tuple[float, float, float]
    kind: tuple[float, ...]
    aspects: tuple[float, ...]


def read(page: Page, learned: Learned | None, *, by_shop: bool, about: bool) -> Reading:
    """Read one post. `by_shop`: the author is a shop of the register, so this is its own advert; `about`: it has links."""
    clauses = [m.start() for m in _CLAUSE.finditer(page.text)]
    tones = _tones(page, clauses)
    up = sum(t.value for t in tones if t.value > 0)
    down = -sum(t.value for t in tones if t.value < 0)
    up += min(2, len(_UP_SIGNS.findall(page.text))) * 0.8
    down += min(2, len(_DOWN_SIGNS.findall(page.text))) * 0.8
    kind, kind_p, groups = _kind(page, up, down, learned, by_shop, about)
    advert = kind == "other" and (by_shop or len(page.cues.get("kind.advert", ())) >= 2)
    stance, stance_p = _stance(page, up, down, kind, learned, advert, about)
    aspects = _aspects(page, clauses, tones, stance, learned)
    dangers = _outer(page.cues.get("safety.danger", []))
    safety = bool(dangers) and not (stance == "up" and len(dangers) == 1) and not advert
    tone_words = [t.span for t in tones if (t.value > 0) == (stance != "down") or stance in ("mixed", "none")]
    return Reading(
        stance, stance_p, _words(page, tone_words if stance != "none" else []),
        kind, kind_p, _words(page, [s for g in groups for s in page.cues.get(g, ())]),
        aspects, safety, _words(page, dangers) if safety else (),
    )  # fmt: skip


def _words(page: Page, spans: list[Span]) -> tuple[Words, ...]:
    return tuple(Words(*page.quote(i, j)) for i, j in sorted(set(_outer(spans))))


def _outer(spans: list[Span]) -> list[Span]:
    """Spans that lie within no other."""
    kept: list[Span] = []
    for i, j in sorted(set(spans), key=lambda s: (s[0] - s[1], s[0])):
        if not any(a <= i and j <= b for a, b in kept):
            kept.append((i, j))
    return sorted(kept)


def _tones(page: Page, clauses: list[int]) -> list[Tone]:
    """Words of praise and blame outside names, longest first, turned by negations of the same clause."""
    ups, downs = page.cues.get("stance.up", []), page.cues.get("stance.down", [])
    if not ups and not downs:
        return []
    names = [(h.i, h.j) for h in page.shops]
    kept = _outer([*ups, *downs])
    down_set, up_set = set(downs), set(ups)
    negations = page.cues.get("negation", [])
    after = page.lang in UNSPACED
    out = []
    for i, j in kept:
        if any(a <= i and j <= b for a, b in names):
            continue
        value = 1.0 if (i, j) in up_set else 0.0
        value -= 1.0 if (i, j) in down_set else 0.0
        if value == 0.0:
            continue
        clause = _clause(page, clauses, i)
        turned = any(
            (0 <= i - b <= 3 if not after else 0 <= a - j <= 3)
            and _clause(page, clauses, a) == clause
            and not (i <= a and b <= j)
            for a, b in negations
        )
        if turned:
            value = -0.9 if value > 0 else 0.5
        out.append(Tone((i, j), value))
    return out


def _clause(page: Page, clauses: list[int], i: int) -> int:
    return bisect_right(clauses, page.tokens.starts[min(i, page.size - 1)])


def _kind(
    page: Page, up: float, down: float, learned: Learned | None, by_shop: bool, about: bool
) -> tuple[str, float, list[str]]:
    """The post's act: cue rules first, the model's word added."""
    cues = page.cues
    count = {k: len(_outer(cues.get(f"kind.{k}", []))) for k in (*KINDS, "advert")}
    asks = "?" in page.text or "？" in page.text
    ends_asking = page.text.rstrip(" )\"'»”🙏😊🤔\n").endswith(("?", "？"))
    score = dict.fromkeys(KINDS, 0.0)
    score["question"] = 1.7 * min(2, count["question"]) * (1.0 if asks else 0.45)
    score["question"] += 2.6 if ends_asking else 2.0 if asks else 0.0
    score["suggestion"] = 1.9 * min(2, count["suggestion"]) - (0.6 if ends_asking and count["question"] else 0.0)
    net = _net(up, down, learned) * (0.4 if asks else 1.0)
    score["complaint"] = 1.5 * min(3, count["complaint"]) + Mix.ACT * max(-1.0, min(3.0, -net))
    score["thanks"] = 2.8 * min(1.5, count["thanks"]) * (0.4 if asks else 1.0 if up >= down else 0.3)
    score["recommendation"] = 1.2 * min(3, count["recommendation"]) * (1.0 if net > -1 else 0.2) + Mix.ACT * max(
        -1.0, min(3.0, net)
    )
    score["other"] = Mix.OTHER - (Mix.ABOUT if about else 0.0) + (3.0 if by_shop else 0.0) + 1.6 * min(3, count["advert"])
    if cues.get("safety.danger") and not asks:
        score["complaint"] += 0.8
    if up >= 0.8 and down >= 0.8 and abs(up - down) < 1.5 and cues.get("contrast"):
        score["other"] += 1.5
    if learned is not None:
        for name, value in zip(KINDS, learned.kind, strict=True):
            score[name] += Mix.KIND * value
    best = max(KINDS, key=lambda k: score[k])
    total = sum(math.exp(v - score[best]) for v in score.values())
    groups = ["kind.advert"] if best == "other" and count["advert"] else [f"kind.{best}"]
    return best, round(1 / total, 3), groups


def _net(up: float, down: float, learned: Learned | None) -> float:
    """Praise less blame, the words' and the model's together."""
    net = 0.8 * (min(4.0, up) - min(4.0, down))
    return net if learned is None else net + 0.5 * Mix.STANCE * (learned.stance[0] - learned.stance[1])


def _stance(
    page: Page, up: float, down: float, kind: str, learned: Learned | None, advert: bool, about: bool
) -> tuple[str, float]:
    if advert:
        return "none", 0.9
    u, d, n = Mix.TONE * min(4.0, up), Mix.TONE * min(4.0, down), Mix.NONE - (Mix.ABOUT if about else 0.0)
    if learned is not None:
        u, d, n = (
            u + Mix.STANCE * learned.stance[0],
            d + Mix.STANCE * learned.stance[1],
            n + Mix.STANCE * learned.stance[2],
        )
    if kind == "question":
        n += 2.2
    elif kind == "complaint":
        d += 1.2
    elif kind in ("thanks", "recommendation"):
        u += 1.2
    elif kind == "suggestion":
        n += 0.6
    mixed = min(u, d) - 0.3 * abs(u - d) if up >= 0.8 and down >= 0.8 else -9.0
    if mixed > 0 and page.cues.get("contrast"):
        mixed += 1.0
    values = dict(zip(STANCES, (u, d, mixed, n), strict=True))
    best = max(STANCES, key=lambda s: values[s])
    total = sum(math.exp(v - values[best]) for v in values.values())
    return best, round(1 / total, 3)


def _aspects(page: Page, clauses: list[int], tones: list[Tone], stance: str, learned: Learned | None) -> tuple[AspectFound, ...]:
    """Sides of the subject that the text names, each with the tone of its own clause."""
    names = [(h.i, h.j) for h in page.shops]
    out = []
    for k, aspect in enumerate(ASPECTS):
        spans = [s for s in _outer(page.cues.get(f"aspects.{aspect}", [])) if not any(a <= s[0] and s[1] <= b for a, b in names)]
        if not spans and not (learned is not None and learned.aspects[k] > Mix.ASPECT):
            continue
        here = {_clause(page, clauses, s[0]) for s in spans}
        value = sum(t.value for t in tones if _clause(page, clauses, t.span[0]) in here)
        tone = "up" if value > 0 else "down" if value < 0 else stance if stance in ("up", "down") else "none"
        out.append(AspectFound(aspect, tone, _words(page, spans)))
    return tuple(out)
