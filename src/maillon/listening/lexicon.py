"""Cue words of ten languages and trade words, read from the TOML files of `lexicon/`."""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import daachorse

from maillon.listening.folding import tokenise

LANGUAGES = ("en", "fr", "nl", "nb", "pl", "de", "es", "it", "ja", "ko")
ASPECTS = ("product", "service", "price", "place", "access", "hours")
UNSPACED = frozenset({"ja", "ko"})
Span = tuple[int, int]


def pattern_of(cue: str) -> str | None:
    """The folded, space-padded pattern of one cue; a last `*` leaves the end open. None if nothing is left to match."""
    open_end = cue.endswith("*")
    words = tokenise(cue.rstrip("*")).words
    if not words or "*" in cue[:-1]:
        return None
    return " " + " ".join(words) + ("" if open_end else " ")


def positions(words: list[str]) -> list[int]:
    """Where each word begins in the space-padded joined string."""
    out: list[int] = []
    at = 1
    for word in words:
        out.append(at)
        at += len(word) + 1
    return out


def span_of(found: tuple[int, int, int], starts: list[int]) -> Span:
    """Token span (first, one past the last) of one automaton hit."""
    return bisect_left(starts, found[0] + 1), bisect_left(starts, found[1])


@dataclass(frozen=True)
class Cues:
    """All cue words of one language, found in one pass."""

    lang: str
    automaton: Any
    groups: tuple[tuple[str, ...], ...]

    def scan(self, padded: str, starts: list[int]) -> dict[str, list[Span]]:
        """Group name → token spans, in text order."""
        out: dict[str, list[Span]] = {}
        for found in self.automaton.find_overlapping(padded):
            span = span_of(found, starts)
            for group in self.groups[found[2]]:
                out.setdefault(group, []).append(span)
        return out


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("maillon.listening").joinpath(f"lexicon/{name}.toml").read_text("utf-8"))


@cache
def language_file(lang: str) -> dict[str, Any]:
    """The TOML of one language as read."""
    return _read(lang)


@cache
def cues(lang: str) -> Cues:
    """The cue words of `lang`, compiled once a process."""
    groups: dict[str, set[str]] = {}
    for name, value in language_file(lang).items():
        inner = {name: value} if isinstance(value, list) else {f"{name}.{k}": v for k, v in value.items()}
        for group, words in inner.items():
            if group == "stop":
                continue
            for cue in words:
                pattern = pattern_of(cue)
                if pattern:
                    groups.setdefault(pattern, set()).add(group)
    patterns = sorted(groups)
    automaton = daachorse.CharwiseDoubleArrayAhoCorasick(patterns)
    return Cues(lang, automaton, tuple(tuple(sorted(groups[p])) for p in patterns))


@cache
def stop_words() -> dict[str, tuple[str, ...]]:
    """Folded little word → the languages that use it all the time."""
    out: dict[str, list[str]] = {}
    for lang in LANGUAGES:
        for word in language_file(lang)["stop"]:
            for token in tokenise(word).words:
                if lang not in out.setdefault(token, []):
                    out[token].append(lang)
    return {w: tuple(ls) for w, ls in out.items()}


@cache
def trades() -> dict[str, dict[str, Any]]:
    """Trade → group, register keys and words per language."""
    return _read("trades")


@cache
def trade_words() -> dict[str, tuple[str, ...]]:
    """Folded trade word (any language) → trades it names."""
    out: dict[str, list[str]] = {}
    for trade, entry in trades().items():
        for lang in LANGUAGES:
            for word in entry.get(lang, ()):
                key = " ".join(tokenise(word).words)
                if key and trade not in out.setdefault(key, []):
                    out[key].append(trade)
    return {w: tuple(ts) for w, ts in out.items()}


_ENDINGS = {
    "isch": ("isch", "ische", "ischer", "ischen", "isches", "ischem"), "isk": ("isk", "iske"), "nsk": ("nsk", "nske"),
    "lsk": ("lsk", "lske"), "sk": ("sk", "ske"), "ski": ("ski", "ska", "skie", "skiej", "skim", "skiego", "ską", "skich"),
    "cki": ("cki", "cka", "ckie", "ckiej", "ckim", "ckiego", "cką"), "o": ("o", "a", "os", "as", "i", "e"),
    "ais": ("ais", "aise"),
    "ois": ("ois", "oise"), "ien": ("ien", "ienne", "iens"), "ain": ("ain", "aine", "ains"),
    "tsch": ("tsch", "tsche", "tscher", "tschen", "tsches"),
}  # fmt: skip


@cache
def cuisines() -> dict[str, tuple[str, ...]]:
    """Folded word of any language → the cuisines it names, each as "cuisine:greek"."""
    out: dict[str, list[str]] = {}
    for cuisine, words in _read("cuisines").items():
        for word in words:
            for form in _with_endings(word):
                key = " ".join(tokenise(form).words)
                if (name := f"cuisine:{cuisine}") not in out.setdefault(key, []):
                    out[key].append(name)
    return {w: tuple(cs) for w, cs in out.items()}


def _with_endings(word: str) -> list[str]:
    if not word.endswith("~"):
        return [word]
    stem = word[:-1]
    for ending in sorted(_ENDINGS, key=len, reverse=True):
        if stem.endswith(ending):
            return [stem[: -len(ending)] + e for e in _ENDINGS[ending]]
    return [stem]


@cache
def _trade_keys() -> dict[str, str]:
    out: dict[str, str] = {}
    for trade, entry in trades().items():
        for key in (trade, *entry["keys"]):
            out.setdefault(" ".join(tokenise(key.replace("_", " ")).words), trade)
    return out


def trades_of(category: str, name: str = "") -> frozenset[str]:
    """Trades a shop has by its register category and by trade words in its own name."""
    found: set[str] = set()
    keys = _trade_keys()
    words = tokenise(category.replace("_", " ")).words
    joined = " ".join(words)
    if joined in keys:
        found.add(keys[joined])
    for text in (words, tokenise(name).words):
        for size in (3, 2, 1):
            for i in range(len(text) - size + 1):
                key = " ".join(text[i : i + size])
                if text is words and key in keys and not (size == 1 and key in ("general", "art")):
                    found.add(keys[key])
                found.update(trade_words().get(key, ()))
                found.update(cuisines().get(key, ()))
    if words and any(t in ("pizzeria", "sushi", "creperie") or (t.startswith("cuisine:") and joined != "") for t in found):
        found.add("restaurant")
    return frozenset(found)


@cache
def group_of(trade: str) -> str:
    """The family of a trade; trades of one family may stand for one another. A cuisine is a family of its own."""
    if trade.startswith("cuisine:"):
        return trade
    return str(trades()[trade]["group"])


@cache
def chains() -> frozenset[str]:
    """Folded names of national chains."""
    lines = files("maillon.listening").joinpath("lexicon/chains.txt").read_text("utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@cache
def towns() -> tuple[tuple[float, float, tuple[str, ...]], ...]:
    """Larger towns of the world: latitude, longitude, folded names."""
    folder = files("maillon.listening").joinpath("lexicon")
    lines = [line for name in ("places.tsv", "places_more.tsv") for line in folder.joinpath(name).read_text("utf-8").splitlines()]
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return tuple((float(lat), float(lon), tuple(names.split("|"))) for lat, lon, names in rows)
