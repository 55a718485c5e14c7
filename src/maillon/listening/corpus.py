"""The texts that train the shipped weights: posts written for the project, and open sets that may train what ships."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from maillon.listening.entries import PostEntry
from maillon.listening.language import named_language
from maillon.listening.lexicon import LANGUAGES
from maillon.listening.page import open_page, read_cues
from maillon.listening.signals import SIGNALS, signals, signs
from maillon.listening.tones import tones_of

_STANCE = {"positive": "up", "negative": "down", "neutral": "none", "none": "none", "up": "up", "down": "down", "mixed": "mixed"}
OWN = "own"
_OWN_WEIGHT = 1.0
_SETS = {
    "3i4k_korean_intent": 0.1,
    "norec_sentence": 0.3,
    "nsmc_korean": 0.3,
    "xed_subtitles": 0.05,  # labels projected from emotions, weak
    "xlmt_tweets": 1.0,
}
_MOST_PER_FILE = 12_000
_ADDRESS = re.compile(r"https?://\S*|\bhttp\b|@\w+")


@dataclass(slots=True)
class Example:
    """One training text with what is known of it; None where a set does not say."""

    source: str
    words: list[str]
    signals: list[int]
    lang: str
    stance: str | None = None
    kind: str | None = None
    aspects: frozenset[str] | None = None
    safety: bool | None = None
    weight: float = 1.0


def held_out(example: Example) -> bool:
    """Whether a text is kept from training, to set probabilities by."""
    return example.source.endswith((".val", ".dev"))


def own_posts() -> list[dict[str, Any]]:
    """The posts written for the project, in file order."""
    rows: list[dict[str, Any]] = []
    folder = files("maillon.listening").joinpath("training")
    for path in sorted(folder.iterdir(), key=lambda p: p.name):
        if path.name.endswith(".jsonl"):
            rows += [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return rows


def gather(data: Path | None) -> list[Example]:
    """All training texts: own posts and, under `data`, the sets that may train. Raises OSError where a file cannot be read."""
    out = [_own(row) for row in own_posts()]
    if data is not None:
        for name, weight in sorted(_SETS.items()):
            for path in sorted((data / name).glob("*.jsonl")):
                out += _of_set(path, f"{name}/{path.stem}", weight)
    return out


def _own(row: dict[str, Any]) -> Example:
    aspects = frozenset(a if isinstance(a, str) else a[0] for a in row.get("aspects", ()))
    words, said = opened(row["text"], row["lang"])
    return Example(
        OWN, words, said, row["lang"], row["stance"], row["kind"], aspects, bool(row.get("safety")), _OWN_WEIGHT,
    )  # fmt: skip


def _of_set(path: Path, source: str, weight: float) -> Iterator[Example]:
    taken = 0
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        stance = _STANCE.get(str(row.get("stance")))
        kind = row["kind"] if row.get("kind") in ("question", "other") else None
        if (stance is None and kind is None) or taken >= _MOST_PER_FILE:
            continue
        lang = named_language(row["lang"]) or row["lang"]
        words, said = opened(_ADDRESS.sub(" ", row["text"]), lang)
        if words:
            taken += 1
            yield Example(source, words, said, lang, stance, kind, weight=weight)


def opened(text: str, lang: str) -> tuple[list[str], list[int]]:
    """Words with signs, and signals, of one text in a language; languages without cue words have no signals."""
    page = open_page(PostEntry("", text))
    words = page.tokens.words + signs(page.text)
    if lang not in LANGUAGES:
        return words, [0] * SIGNALS
    page.lang = lang
    read_cues(page)
    return words, signals(page, tones_of(page))
