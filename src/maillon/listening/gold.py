"""Posts with gold: what people said a post speaks of and says, to hold the engine's answers against."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from maillon.listening.entries import PostEntry
from maillon.listening.files import BadRow, read_posts
from maillon.listening.language import named_language
from maillon.listening.lexicon import ASPECTS
from maillon.listening.model import KINDS, STANCES

SUBJECTS = ("shop", "street", "centre", "town", "none")
_OTHER_SETS = {"positive": "up", "negative": "down", "neutral": "none"}


@dataclass(frozen=True, slots=True)
class Gold:
    """Labels of one post. None, or an empty text, is a label nobody gave: it is not scored.

    `aspects` are (aspect, stance) pairs, the stance empty where gold names the aspect alone.
    """

    shops: frozenset[str] | None = None
    subject: str = ""
    lang: str = ""
    stance: str = ""
    kind: str = ""
    aspects: frozenset[tuple[str, str]] | None = None
    safety: bool | None = None
    group: str = ""

    @property
    def silent(self) -> bool:
        """Whether nothing in it can be scored."""
        return self == Gold(group=self.group)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A post with its gold. `foreign` are labels of other people's sets that are none of ours and are not scored."""

    post: PostEntry
    gold: Gold
    foreign: tuple[str, ...] = ()


def read_gold(path: Path) -> Iterator[Labelled | BadRow]:
    """Every post of a gold file; rows that cannot be read come by number. Raises UnreadableFile."""
    for number, post, row in read_posts(path):
        if isinstance(post, BadRow):
            yield post
            continue
        try:
            yield labelled(post, row)
        except ValueError as problem:
            yield BadRow(number, str(problem))


def labelled(post: PostEntry, row: dict[str, Any]) -> Labelled:
    """The post with the labels of its row: those of its object `gold`, or else those beside the text.

    Raises ValueError where a label has the wrong shape or, in our own form, is none of ours.
    """
    told = row.get("gold")
    if told is not None and not isinstance(told, dict):
        raise ValueError("gold is not an object")
    plain = told is None
    labels: dict[str, Any] = row if told is None else told
    foreign: list[str] = []
    gold = Gold(
        shops=_shops(labels.get("shops")),
        subject=_one_of(SUBJECTS, "subject", labels.get("subject"), plain, foreign),
        lang=_lang(labels.get("lang")),
        stance=_one_of(STANCES, "stance", _ours(labels.get("stance")), plain, foreign),
        kind=_one_of(KINDS, "kind", labels.get("kind"), plain, foreign),
        aspects=_aspects(labels.get("aspects"), plain, foreign),
        safety=_yes_or_no(labels.get("safety")),
        group=_text(labels.get("group") or row.get("group")),
    )
    # In the plain form the language is a label: an engine that is told the answer proves nothing.
    return Labelled(replace(post, lang="") if plain else post, gold, tuple(foreign))


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _ours(stance: Any) -> Any:
    return _OTHER_SETS.get(stance, stance) if isinstance(stance, str) else stance


def _one_of(known: tuple[str, ...], name: str, value: Any, plain: bool, foreign: list[str]) -> str:
    if value in (None, ""):
        return ""
    if isinstance(value, str) and value in known:
        return value
    if plain and isinstance(value, str):
        foreign.append(f"{name} {value}")
        return ""
    raise ValueError(f"the {name} {value!r} is none of {', '.join(known)}")


def _lang(value: Any) -> str:
    if value in (None, ""):
        return ""
    if not isinstance(value, str):
        raise ValueError(f"the lang {value!r} is no name of a language")
    return named_language(value) or value.strip().lower()


def _shops(value: Any) -> frozenset[str] | None:
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(v, (str, int)) for v in value):
        raise ValueError("shops is not a list of ids")
    return frozenset(str(v) for v in value)


def _aspects(value: Any, plain: bool, foreign: list[str]) -> frozenset[tuple[str, str]] | None:
    if value is None:
        return None
    if not isinstance(value, list):
        raise ValueError("aspects is not a list")
    out = set()
    for item in value:
        pair = [item, ""] if isinstance(item, str) else item
        if not isinstance(pair, list) or len(pair) != 2:
            raise ValueError(f"{item!r} is neither an aspect nor an aspect with its stance")
        aspect = _one_of(ASPECTS, "aspect", pair[0], plain, foreign)
        if aspect:
            out.add((aspect, _one_of(STANCES, "stance", _ours(pair[1]), plain, foreign)))
    return frozenset(out)


def _yes_or_no(value: Any) -> bool | None:
    if value is None or isinstance(value, bool):
        return value
    raise ValueError(f"safety is {value!r}, neither true nor false")
