"""`because`: the last key of an output row under `--explain`, why in plain sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from maillon.listening.entries import Evidence, Words
from maillon.listening.sentences import Sentences


def explained(rows: Iterable[dict[str, Any]], sentences: Sentences) -> Iterator[dict[str, Any]]:
    """The rows with their `because`: a sentence for each link, in the links' order, and one for the stance."""
    for row in rows:
        links = [sentences.of_link(Evidence(**e) for e in link["evidence"]) for link in row["links"]]
        stance = sentences.of_stance(row["stance"], (Words(**w) for w in row["stance_words"]))
        yield row | {"because": {"links": links, "stance": stance}}
