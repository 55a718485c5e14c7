"""What the cue words and signs of one post say, as a row of small whole numbers that the model weighs."""

from __future__ import annotations

import re

from maillon.listening.lexicon import ASPECTS
from maillon.listening.page import Page
from maillon.listening.tones import Tones, outer

STEP = 16
"""A signal of one is given as this whole number."""
_GROUPS = (
    "stance.up", "stance.down", "negation", "contrast", "turn", "kind.question", "kind.suggestion", "kind.complaint",
    "kind.thanks", "kind.recommendation", "kind.advert", "kind.condition", "safety.danger", "safety.hint",
    *(f"aspects.{a}" for a in ASPECTS),
)  # fmt: skip
_SIGN = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]|[!?…？！]|[:;=][-']?[()DPp/|]|<3|\\^\\^|ㅠ+|ㅋ+|ㅎ+|w{2,}\\b|笑")
_MOST_SIGNS = 16
_CLOSERS = " )\"'»”🙏😊🤔\n"
_BIDDING_ENDS = {"fr": "ez", "pl": "cie"}
_NO_BIDDING = frozenset({"assez", "wreszcie", "oczywiscie", "rzeczywiscie"})
_BEFORE_BIDDING = frozenset({
    "please", "just", "and", "so", "then", "also", "but", "or", "definitely", "bitte", "dann", "und", "et", "donc", "puis",
    "alors", "mais", "y", "pero", "e", "ma", "en", "dus", "og", "sa", "men", "i", "a", "wiec", "lub",
})  # fmt: skip
SIGNALS = len(_GROUPS) + 17


def signs(text: str) -> list[str]:
    """Emoji, emoticons and marks of a text as words of their own, set apart by a leading pilcrow."""
    return ["¶" + found[:3] for found in _SIGN.findall(text)[:_MOST_SIGNS]]


def signals(page: Page, tones: Tones) -> list[int]:
    """SIGNALS numbers of a page whose cues are read, each between −STEP and 2 × STEP."""
    cues = page.cues
    counts = [len(outer(cues[group])) if group in cues else 0 for group in _GROUPS]
    text = page.text
    hinted = len({page.tokens.words[i] for i, _ in page.cues.get("safety.hint", [])})
    both = tones.up >= 0.8 and tones.down >= 0.8
    bids = biddings(page)
    advises = bool(bids or page.cues.get("kind.suggestion"))
    values = [
        min(4.0, tones.up) / 2, min(4.0, tones.down) / 2, max(-1.0, min(1.0, (tones.up - tones.down) / 2)),
        float(tones.up > tones.down), float(tones.down > tones.up), float(both), float(tones.turned), float(tones.blames),
        float("?" in text or "？" in text), float(text.rstrip(_CLOSERS).endswith(("?", "？"))),
        min(1.0, page.size / 40), float(page.size <= 4), float(any(map(str.isdigit, text))), float(hinted >= 2),
        min(3, bids) / 2, float(advises and tones.up > tones.down), float(advises and tones.up <= tones.down),
        *(min(3, n) / 2 for n in counts),
    ]  # fmt: skip
    return [round(v * STEP) for v in values]


def biddings(page: Page) -> int:
    """How many clauses open with a verb that bids somebody do something."""
    if page.strange:
        return 0
    words = page.tokens.words
    at = {i for i, _ in page.cues.get("kind.bidding", ())}
    ending = _BIDDING_ENDS.get(page.lang) if page.cues else None
    if ending:
        at.update(i for i, w in enumerate(words) if len(w) > 4 and w.endswith(ending) and w not in _NO_BIDDING)
    return sum(i == 0 or words[i - 1] in _BEFORE_BIDDING or not page.joined(i - 1, i) for i in at)
