"""The texts that train the shipped weights: posts written for the project, and open sets that may train what ships."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from maillon.listening.entries import PostEntry
from maillon.listening.language import named_language
from maillon.listening.lexicon import LANGUAGES
from maillon.listening.page import ADDRESS, Page, open_page, read_cues
from maillon.listening.signals import signals, signs
from maillon.listening.tones import Tones, tones_of
from maillon.listening.training_links import SAMPLE

_STANCE = {"positive": "up", "negative": "down", "neutral": "none", "none": "none", "up": "up", "down": "down", "mixed": "mixed"}
OWN = "own"
TOWN = "sample"
"""Posts of the sample town: they train nothing, they set how sure the stances are that a town's posts are given."""
_OWN_WEIGHT = 1.0
_SETS = {
    "3i4k_korean_intent": 0.1,
    "norec_sentence": 0.3,
    "nsmc_korean": 0.3,
    "xed_subtitles": 0.05,  # labels projected from emotions, weak
    "xlmt_tweets": 1.0,
}
_MOST_PER_FILE = 12_000


@dataclass(slots=True)
class Example:
    """One training text with what is known of it; None where a set does not say. `bare`: its signals without cue words."""

    source: str
    words: list[str]
    signals: list[int]
    bare: list[int]
    lang: str
    stance: str | None = None
    kind: str | None = None
    aspects: frozenset[str] | None = None
    safety: bool | None = None
    weight: float = 1.0
    opened: tuple[Page, Tones] | None = None
    """Page and tones of a post which the rules read once more to fit their probabilities."""


def held_out(example: Example) -> bool:
    """Whether a text is kept from training, to set probabilities by."""
    return example.source == TOWN or example.source.endswith((".val", ".dev"))


def own_posts() -> list[dict[str, Any]]:
    """The posts written for the project, in file order."""
    rows: list[dict[str, Any]] = []
    folder = files("maillon.listening").joinpath("training")
    for path in sorted(folder.iterdir(), key=lambda p: p.name):
        if path.name.endswith(".jsonl"):
            rows += [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return rows


def gather(data: Path | None) -> list[Example]:
    """All training texts: own posts, the sample town's where its folder is there and, under `data`, the sets that may train.

    Raises OSError where a file cannot be read.
    """
    out = [_own(row) for row in own_posts()]
    if SAMPLE.is_dir():
        out += [_of_town(json.loads(line)) for line in (SAMPLE / "posts.jsonl").read_text("utf-8").splitlines()]
    if data is not None:
        for name, weight in sorted(_SETS.items()):
            for path in sorted((data / name).glob("*.jsonl")):
                out += _of_set(path, f"{name}/{path.stem}", weight)
    return out


def _own(row: dict[str, Any]) -> Example:
    aspects = frozenset(a if isinstance(a, str) else a[0] for a in row.get("aspects", ()))
    text = opened(row["text"], row["lang"])
    return Example(
        OWN, text.words, text.signals, text.bare, row["lang"], row["stance"], row["kind"], aspects, bool(row.get("safety")),
        _OWN_WEIGHT, (text.page, text.tones),
    )  # fmt: skip


def _of_town(row: dict[str, Any]) -> Example:
    gold = row["gold"]
    text = opened(ADDRESS.sub(" ", row["text"]), gold["lang"])
    return Example(
        TOWN, text.words, text.signals, text.bare, gold["lang"], gold["stance"], gold["kind"], opened=(text.page, text.tones)
    )


def _of_set(path: Path, source: str, weight: float) -> Iterator[Example]:
    taken = 0
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        stance = _STANCE.get(str(row.get("stance")))
        kind = row["kind"] if row.get("kind") in ("question", "other") else None
        if (stance is None and kind is None) or taken >= _MOST_PER_FILE:
            continue
        lang = named_language(row["lang"]) or row["lang"]
        text = opened(ADDRESS.sub(" ", row["text"]), lang)
        if text.words:
            taken += 1
            yield Example(source, text.words, text.signals, text.bare, lang, stance, kind, weight=weight)


class Opened(NamedTuple):
    """One text as it trains: words with signs, signals, and signals without cue words, the same in a language that has none."""

    words: list[str]
    signals: list[int]
    bare: list[int]
    page: Page
    tones: Tones


def opened(text: str, lang: str) -> Opened:
    """Lay a text open in a language."""
    page = open_page(PostEntry("", text))
    words = page.tokens.words + signs(page.text)
    tones = tones_of(page)
    bare = signals(page, tones)
    if lang not in LANGUAGES:
        return Opened(words, bare, bare, page, tones)
    page.lang = lang
    read_cues(page)
    tones = tones_of(page)
    return Opened(words, signals(page, tones), bare, page, tones)
