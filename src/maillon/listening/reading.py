"""Stance, kind, aspects and safety of one post, with the words that say so."""

from __future__ import annotations

import math
from dataclasses import dataclass

from maillon.listening.entries import AspectFound, Reading, Words
from maillon.listening.lexicon import ASPECTS, Span
from maillon.listening.page import Page
from maillon.listening.tones import Tones, outer, tones_of

KINDS = ("recommendation", "complaint", "suggestion", "question", "thanks", "other")
STANCES = ("up", "down", "mixed", "none")


class Mix:
    """How much the trained model counts beside the cue words."""

    STANCE, KIND, ACT = 0.6, 0.4, 1.3
    ASPECT = -0.4
    TONE, NONE, ABOUT, OTHER = 1.2, 0.9, 1.2, 0.9
    SURE, TURNED = 0.9, 0.2


@dataclass(slots=True)
class Learned:
    """What the trained model says of a post: log-odds, in the order of the names in `model`."""

    stance: tuple[float, float, float]
    kind: tuple[float, ...]
    aspects: tuple[float, ...]


def read(page: Page, learned: Learned | None, *, by_shop: bool, about: bool) -> Reading:
    """Read one post. `by_shop`: the author is a shop of the register, so this is its own advert; `about`: it has links."""
    tones = tones_of(page)
    scores = _kind_scores(page, tones, learned, by_shop, about)
    kind = max(KINDS, key=lambda k: scores[k])
    adverts = len(page.cues.get("kind.advert", ()))
    advert = kind == "other" and (by_shop or adverts >= 2)
    stance, stance_p = ("none", 0.9) if advert else _stance(page, tones, kind, learned, about)
    if kind == "complaint" and (stance == "up" or not (stance == "down" or tones.blames)):
        scores = _without_complaint(page, scores)
        kind = max(scores, key=lambda k: scores[k])
    kind_p = round(1 / sum(math.exp(v - scores[kind]) for v in scores.values()), 3)
    groups = ["kind.advert"] if kind == "other" and adverts else [f"kind.{kind}"]
    dangers = outer(page.cues.get("safety.danger", []))
    safety = bool(dangers) and not (stance == "up" and len(dangers) == 1) and not advert
    tone_words = [t.span for t in tones.words if (t.value > 0) == (stance != "down") or stance in ("mixed", "none")]
    return Reading(
        stance, stance_p, _words(page, tone_words if stance != "none" else []),
        kind, kind_p, _words(page, [s for g in groups for s in page.cues.get(g, ())]),
        _aspects(page, tones, stance, learned), safety, _words(page, dangers) if safety else (),
    )  # fmt: skip


def _words(page: Page, spans: list[Span]) -> tuple[Words, ...]:
    return tuple(Words(*page.quote(i, j)) for i, j in sorted(set(outer(spans))))


def _kind_scores(page: Page, tones: Tones, learned: Learned | None, by_shop: bool, about: bool) -> dict[str, float]:
    """Log-odds of each act: cue rules first, the model's word added."""
    cues, up, down = page.cues, tones.up, tones.down
    count = {k: len(outer(cues.get(f"kind.{k}", []))) for k in (*KINDS, "advert")}
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
    return score


def _without_complaint(page: Page, scores: dict[str, float]) -> dict[str, float]:
    """The other acts; questions and suggestions only where words or signs of theirs stand in the text."""
    asks = "?" in page.text or "？" in page.text
    said = {"question": asks, "suggestion": False}
    return {k: v for k, v in scores.items() if k != "complaint" and (said.get(k, True) or page.cues.get(f"kind.{k}"))}


def _net(up: float, down: float, learned: Learned | None) -> float:
    """Praise less blame, the words' and the model's together."""
    net = 0.8 * (min(4.0, up) - min(4.0, down))
    return net if learned is None else net + 0.5 * Mix.STANCE * (learned.stance[0] - learned.stance[1])


def _stance(page: Page, tones: Tones, kind: str, learned: Learned | None, about: bool) -> tuple[str, float]:
    """Stance and its probability. Without a word of blame the post is down only where the model is all but sure."""
    up, down = tones.up, tones.down
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
    if tones.turned and kind != "question":
        mixed = max(mixed, u, d, n) + Mix.TURNED
    values = dict(zip(STANCES, (u, d, mixed, n), strict=True))
    best, sure = _likeliest(values)
    if best == "down" and not tones.blames and sure < Mix.SURE:
        del values["down"]
        best, sure = "none", math.exp(values["none"]) / sum(math.exp(v) for v in values.values())
    return best, round(sure, 3)


def _likeliest(values: dict[str, float]) -> tuple[str, float]:
    best = max(values, key=lambda s: values[s])
    return best, 1 / sum(math.exp(v - values[best]) for v in values.values())


def _aspects(page: Page, tones: Tones, stance: str, learned: Learned | None) -> tuple[AspectFound, ...]:
    """Sides of the subject that the text names, each with the tone of its own clause."""
    names = [(h.i, h.j) for h in page.shops]
    out = []
    for k, aspect in enumerate(ASPECTS):
        spans = [s for s in outer(page.cues.get(f"aspects.{aspect}", [])) if not any(a <= s[0] and s[1] <= b for a, b in names)]
        if not spans and not (learned is not None and learned.aspects[k] > Mix.ASPECT):
            continue
        here = {tones.clause(page, s[0]) for s in spans}
        value = sum(t.value for t in tones.words if tones.clause(page, t.span[0]) in here)
        tone = "up" if value > 0 else "down" if value < 0 else stance if stance in ("up", "down") else "none"
        out.append(AspectFound(aspect, tone, _words(page, spans)))
    return tuple(out)
