"""Stance, kind, aspects and safety of one post, with the words that say so."""

from __future__ import annotations

import math
from dataclasses import dataclass

from maillon.listening.entries import AspectFound, Reading, Words
from maillon.listening.lexicon import ASPECTS, Span
from maillon.listening.model import KINDS, STANCES, shipped
from maillon.listening.page import Page
from maillon.listening.tones import Tones, outer

ALLOWED = {
    "recommendation": ("up", "mixed"),
    "complaint": ("down", "mixed"),
    "suggestion": STANCES,
    "question": STANCES,
    "thanks": ("up", "mixed", "none"),
    "other": STANCES,
}
"""Which stances go with which act: a complaint is never praise, a recommendation never blame."""
_ASPECT_FROM = 0.0
_DANGER_FROM = -1.2
"""Least log-odds of an aspect, and of danger, which is better told once too often than missed."""
_MIXED_FROM = 0.5
_BLAME_FROM = 0.5
"""Least probability of blame that stands in no cue word: praise taken for blame costs a shopkeeper's trust."""
_LEAN = {"suggestion": 1.0}
"""Leaning towards an act that is rare in training and dear to a shop: a suggestion missed costs more than one too many."""
_BESIDE = 0.5
"""How much the stance read weighs for the act: part of it is in the act's own score already."""
_SURE_SHOP = 0.9


@dataclass(slots=True)
class Learned:
    """What the trained model says of a post: calibrated log-odds, in the order of the names in `model`."""

    stance: tuple[float, ...]
    kind: tuple[float, ...]
    aspects: tuple[float, ...]
    danger: float


def read(page: Page, tones: Tones, learned: Learned, *, by_shop: bool) -> Reading:
    """Read one post. `by_shop`: the author is a shop of the register, so this is its own advert."""
    safety = learned.danger > _DANGER_FROM and not by_shop
    stance, stance_p = _likeliest_stance(page, tones, learned, safety)
    kind, kind_p = _likeliest_kind(stance, learned)
    adverts = len(page.cues.get("kind.advert", ()))
    if by_shop or (kind == "other" and adverts >= 2):
        kind, kind_p, stance, stance_p = "other", max(kind_p, _SURE_SHOP), "none", _SURE_SHOP
    return Reading(
        stance, stance_p, _stance_words(page, tones, stance), kind, kind_p, _kind_words(page, kind, adverts),
        _aspects(page, tones, stance, learned), safety, _danger_words(page) if safety else (),
    )  # fmt: skip


def _likeliest_stance(page: Page, tones: Tones, learned: Learned, danger: bool) -> tuple[str, float]:
    """The stance and its probability. Mixed needs two sides in the words, praise and blame or a "but"; danger is no praise."""
    one_sided = {s: learned.stance[STANCES.index(s)] for s in ("up", "down", "none") if not (danger and s == "up")}
    best, sure = _likeliest(one_sided)
    if best == "down" and not tones.blames and not danger and sure < _BLAME_FROM:
        best, sure = _likeliest({s: odds for s, odds in one_sided.items() if s != "down"})
    two_sided = tones.turned or (tones.up > 0 and tones.down > 0) or any(page.cues.get(g) for g in ("contrast", "turn"))
    mixed = 1 / (1 + math.exp(-learned.stance[STANCES.index("mixed")])) if two_sided else 0.0
    return ("mixed", round(mixed, 3)) if mixed > _MIXED_FROM else (best, round(sure * (1 - mixed), 3))


def _likeliest_kind(stance: str, learned: Learned) -> tuple[str, float]:
    """The act and its probability among those that go with the stance."""
    beside = shipped().together[STANCES.index(stance)].tolist()
    said = {k: odds + _BESIDE * more for k, odds, more in zip(KINDS, learned.kind, beside, strict=True)}
    chosen, _ = _likeliest({k: v + _LEAN.get(k, 0.0) for k, v in said.items() if stance in ALLOWED[k]})
    parts = {k: math.exp(v) for k, v in said.items() if stance in ALLOWED[k]}
    return chosen, round(parts[chosen] / sum(parts.values()), 3)


def _likeliest(odds: dict[str, float]) -> tuple[str, float]:
    best = max(odds, key=lambda name: odds[name])
    return best, 1 / sum(math.exp(value - odds[best]) for value in odds.values())


def _words(page: Page, spans: list[Span]) -> tuple[Words, ...]:
    return tuple(Words(*page.quote(i, j)) for i, j in sorted(set(outer(spans))))


def _stance_words(page: Page, tones: Tones, stance: str) -> tuple[Words, ...]:
    """Words of praise or blame; none where the text as a whole says it."""
    if stance == "none":
        return ()
    spans = [t.span for t in tones.words if stance == "mixed" or (t.value > 0) == (stance == "up")]
    return _words(page, spans)


def _kind_words(page: Page, kind: str, adverts: int) -> tuple[Words, ...]:
    group = "kind.advert" if kind == "other" and adverts else f"kind.{kind}"
    return _words(page, page.cues.get(group, []))


def _danger_words(page: Page) -> tuple[Words, ...]:
    return _words(page, page.cues.get("safety.danger", []) or page.cues.get("safety.hint", []))


def _aspects(page: Page, tones: Tones, stance: str, learned: Learned) -> tuple[AspectFound, ...]:
    """Sides of the subject that the text names, each with the tone of its own clause."""
    names = [(h.i, h.j) for h in page.shops]
    out = []
    for k, aspect in enumerate(ASPECTS):
        if learned.aspects[k] <= _ASPECT_FROM:
            continue
        spans = [s for s in outer(page.cues.get(f"aspects.{aspect}", [])) if not any(a <= s[0] and s[1] <= b for a, b in names)]
        here = {tones.clause(page, s[0]) for s in spans}
        value = sum(t.value for t in tones.words if tones.clause(page, t.span[0]) in here)
        tone = "up" if value > 0 else "down" if value < 0 else stance if stance in ("up", "down") else "none"
        out.append(AspectFound(aspect, tone, _words(page, spans)))
    return tuple(out)
