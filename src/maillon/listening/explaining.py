"""`because`: the last key of an output row under `--explain`, why in plain sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from maillon.listening.entries import AspectFound, Evidence, Words
from maillon.listening.sentences import Sentences

Row = dict[str, Any]


def explained(rows: Iterable[Row], sentences: Sentences) -> Iterator[Row]:
    """The rows with their `because`, in sentences.

    `links`: one for each link, in their order. `unsure`: for each shop not linked, what speaks for it and what speaks
    against it (of a row with the key `doubts`, which goes). `stance` and `kind` one each; `aspects` and `safety` one,
    or "" where there is nothing to say.
    """
    for row in rows:
        doubts = row.pop("doubts", None) or [()] * len(row["unsure"])
        yield row | {
            "because": {
                "links": [_of_link(link, sentences) for link in row["links"]],
                "unsure": [
                    " ".join(filter(None, [_of_link(link, sentences), *sentences.of_doubts(against)]))
                    for link, against in zip(row["unsure"], doubts, strict=True)
                ],
                **_of_reading(row, sentences),
            }
        }


def _of_link(link: Row, sentences: Sentences) -> str:
    return sentences.of_link(Evidence(**e) for e in link["evidence"])


def _of_reading(row: Row, sentences: Sentences) -> dict[str, str]:
    found = [AspectFound(a["aspect"], a["stance"], _words(a["words"])) for a in row["aspects"]]
    return {
        "stance": sentences.of_stance(row["stance"], _words(row["stance_words"])),
        "kind": sentences.of_kind(row["kind"], _words(row["kind_words"])),
        "aspects": sentences.of_aspects(found),
        "safety": sentences.of_danger(_words(row["safety_words"])) if row["safety"] else "",
    }


def _words(words: Iterable[Row]) -> tuple[Words, ...]:
    return tuple(Words(**w) for w in words)
