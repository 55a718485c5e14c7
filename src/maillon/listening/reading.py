"""Stance, kind, aspects and safety of one post, with the words that say so."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from maillon.listening.entries import AspectFound, Reading, Words
from maillon.listening.lexicon import ASPECTS, Span
from maillon.listening.model import HEADS, KINDS, STANCES, Model, columns, shipped
from maillon.listening.page import Page
from maillon.listening.signals import biddings
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
_GOING = {s: tuple(i for i, k in enumerate(KINDS) if s in ALLOWED[k]) for s in STANCES}
_ASPECT_FROM = dict.fromkeys(ASPECTS, -0.5) | {"access": -1.0}
"""Least log-odds of each aspect: about where F1 is best on own posts unseen."""
_DANGER_FROM, _BARE_DANGER_FROM = -1.5, -0.2
"""Least log-odds of danger: low where a word of danger stands, for it is better told once too often than missed; higher where
none does, for then it was mostly an accident. As low as own posts unseen allow at a precision of .8."""
_MIXED_FROM = 0.5
_BLAME_FROM = 0.5
"""Least probability of blame that stands in no cue word: praise taken for blame costs a shopkeeper's trust."""
_LEAN, _LEAN_ADVISED = 0.5, 1.0
"""Leaning towards a suggestion, rare and dear to a shop: more where the words advise, not at all in praise without them."""
_BESIDE = 0.5
"""How much the stance read weighs for the act: part of it is in the act's own score already."""
_SURE_SHOP = 0.9
_NEVER = -99.0
_NEAR = 1e-4


@dataclass(slots=True)
class Learned:
    """What the trained model says of a post: calibrated log-odds, in the order of the names in `model`."""

    stance: tuple[float, ...]
    kind: tuple[float, ...]
    aspects: tuple[float, ...]
    danger: float


def learned_of(row: list[float], *, strange: bool) -> Learned:
    """The model's log-odds of one text, shape (COLUMNS,), by head. A strange language has its own stance and is never mixed."""
    place = columns()
    stance, kind, aspects = (tuple(row[place[head]]) for head in ("stance", "kind", "aspects"))
    if strange:
        said = dict(zip(HEADS["abroad"], row[place["abroad"]], strict=True))
        stance = tuple(said.get(s, _NEVER) for s in STANCES)
    return Learned(stance, kind, aspects, row[place["safety"]][0])


@dataclass(slots=True)
class Judged:
    """What the rules choose, with probabilities as the model has them before they are fitted to what is given out."""

    safety: bool
    stance: str
    stance_sure: float
    kind: str
    kind_sure: float


def judge(page: Page, tones: Tones, learned: Learned, together: list[list[float]], *, by_shop: bool = False) -> Judged:
    """Stance, kind and danger of one post. `together`: see `Model`, as lists."""
    named = _cues(page, "safety.danger") or _cues(page, "safety.hint")
    safety = learned.danger > (_DANGER_FROM if named else _BARE_DANGER_FROM) and not by_shop
    stance, stances = _likeliest_stance(page, tones, learned, safety)
    kind, kind_sure = _likeliest_kind(page, stance, stances, learned, together)
    return Judged(safety, stance, stances[stance], kind, kind_sure)


def read(page: Page, tones: Tones, learned: Learned, *, by_shop: bool, model: Model | None = None) -> Reading:
    """Read one post. `by_shop`: the author is a shop of the register, so this is its own advert."""
    model = model or shipped()
    said = judge(page, tones, learned, model.beside, by_shop=by_shop)
    stance, kind = said.stance, said.kind
    kind_p = _given(said.kind_sure, model.given_kind[KINDS.index(kind)])
    stance_p = round(said.stance_sure, 3)
    if not page.strange:
        stance_p = _given(said.stance_sure, model.given_stance[STANCES.index(stance)])
    adverts = len(_cues(page, "kind.advert"))
    if by_shop or (kind == "other" and adverts >= 2):
        kind, kind_p, stance, stance_p = "other", max(kind_p, _SURE_SHOP), "none", _SURE_SHOP
    return Reading(
        stance, stance_p, _stance_words(page, tones, stance), kind, kind_p, _kind_words(page, kind, adverts),
        _aspects(page, tones, stance, learned), said.safety, _danger_words(page) if said.safety else (),
    )  # fmt: skip


def _given(sure: float, fitted: NDArray[np.float32]) -> float:
    """The probability given out: how often a class chosen with this sureness was right in texts the weights had not seen."""
    slope, shift = fitted.tolist()
    return round(1 / (1 + math.exp(-(slope * log_odds(sure) + shift))), 3)


def log_odds(sure: float) -> float:
    """Log-odds of a probability, kept off the ends."""
    kept = min(max(sure, _NEAR), 1 - _NEAR)
    return math.log(kept / (1 - kept))


def _cues(page: Page, group: str) -> list[Span]:
    """Cue words of a group; none where the language is strange, for then they are another language's."""
    return [] if page.strange else page.cues.get(group, [])


def _likeliest_stance(page: Page, tones: Tones, learned: Learned, danger: bool) -> tuple[str, dict[str, float]]:
    """The stance, and how sure each is. Mixed needs two sides in the words, praise and blame or a "but"; danger is no praise."""
    one_sided = {s: learned.stance[STANCES.index(s)] for s in ("up", "down", "none") if not (danger and s == "up")}
    sure = _shares(one_sided)
    best = max(sure, key=lambda s: sure[s])
    if best == "down" and not (tones.blames or danger or page.strange) and sure[best] < _BLAME_FROM:
        best = max((s for s in sure if s != "down"), key=lambda s: sure[s])
    two_sided = tones.turned or (tones.up > 0 and tones.down > 0) or any(_cues(page, g) for g in ("contrast", "turn"))
    mixed = 1 / (1 + math.exp(-learned.stance[STANCES.index("mixed")])) if two_sided else 0.0
    stances = {s: p * (1 - mixed) for s, p in sure.items()} | {"mixed": mixed}
    return "mixed" if mixed > _MIXED_FROM else best, stances


def _likeliest_kind(
    page: Page, stance: str, stances: dict[str, float], learned: Learned, together: list[list[float]]
) -> tuple[str, float]:
    """The act among those that go with the stance, and its probability whichever the stance."""
    said = _beside(stance, learned, together)
    lean = _leaning(page, stance)
    chosen = max(said, key=lambda k: said[k] + lean * (k == "suggestion"))
    likely = [(p, s) for s, p in stances.items() if p > 0 and s in ALLOWED[chosen]]
    return chosen, sum(p * _share(chosen, said if s == stance else _beside(s, learned, together)) for p, s in likely)


def _beside(stance: str, learned: Learned, together: list[list[float]]) -> dict[str, float]:
    """Log-odds of the acts that go with a stance."""
    more = together[STANCES.index(stance)]
    return {KINDS[i]: learned.kind[i] + _BESIDE * more[i] for i in _GOING[stance]}


def _leaning(page: Page, stance: str) -> float:
    """How much a suggestion is leaned towards."""
    if any(_cues(page, group) for group in ("kind.suggestion", "kind.condition")) or biddings(page):
        return _LEAN_ADVISED
    return 0.0 if stance in ("up", "mixed") else _LEAN


def _shares(odds: dict[str, float]) -> dict[str, float]:
    top = max(odds.values())
    parts = {name: math.exp(value - top) for name, value in odds.items()}
    whole = sum(parts.values())
    return {name: part / whole for name, part in parts.items()}


def _share(name: str, odds: dict[str, float]) -> float:
    """One of `_shares`."""
    own = odds[name]
    return 1 / sum(math.exp(value - own) for value in odds.values())


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
    return _words(page, _cues(page, group))


def _danger_words(page: Page) -> tuple[Words, ...]:
    return _words(page, _cues(page, "safety.danger") or _cues(page, "safety.hint"))


def _aspects(page: Page, tones: Tones, stance: str, learned: Learned) -> tuple[AspectFound, ...]:
    """Sides of the subject that the text names, each with the tone of its own clause."""
    names = [(h.i, h.j) for h in page.shops]
    out = []
    for k, aspect in enumerate(ASPECTS):
        if learned.aspects[k] <= _ASPECT_FROM[aspect]:
            continue
        spans = [s for s in outer(_cues(page, f"aspects.{aspect}")) if not any(a <= s[0] and s[1] <= b for a, b in names)]
        here = {tones.clause(page, s[0]) for s in spans}
        value = sum(t.value for t in tones.words if tones.clause(page, t.span[0]) in here)
        tone = "up" if value > 0 else "down" if value < 0 else stance if stance in ("up", "down") else "none"
        out.append(AspectFound(aspect, tone, _words(page, spans)))
    return tuple(out)
