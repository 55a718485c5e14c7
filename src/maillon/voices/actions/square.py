"""The square of the sample town: a post written there is taken in like any other, and read at once."""
from __future__ import annotations

import datetime as dt

from maillon.core.public_id import new_public_id
from maillon.voices.connectors.square.source import written
from maillon.voices.models import Post, Source
from maillon.voices.rules.deliveries import Batch

from .take_in import take_in

NAME = "square"
LONGEST = 5_000


class TextRefused(ValueError):
    """Nothing was written, or more than the square takes. `length` in code points."""

    def __init__(self, length: int) -> None:
        super().__init__(f"{length} of 1 to {LONGEST} characters")
        self.length = length


def square_of(town_id: int) -> int:
    """Return the primary key of the town's square, made on first use."""
    source, _ = Source.objects.get_or_create(town_id=town_id, kind="square", name=NAME)
    return source.pk


def write_on_square(*, town_id: int, text: str, author: str, now: dt.datetime, tool: str = NAME) -> str:
    """Write a post; return its public id. Raises TextRefused for an empty or an endless text."""
    if not text.strip() or len(text) > LONGEST:
        raise TextRefused(len(text.strip()))
    event = written(new_public_id(), text, author, tool, now)
    source_id = square_of(town_id)
    taken = take_in(source_id=source_id, batch=Batch((event,), {}), now=now)
    return Post.objects.values_list("public_id", flat=True).get(pk=taken.to_read[0])


def delete_from_square(*, town_id: int, public_id: str, now: dt.datetime) -> bool:
    """Take a post of the square back; return whether it was there."""
    from maillon.voices.rules.deliveries import Delete

    source_id = square_of(town_id)
    native_id = Post.objects.filter(source_id=source_id, public_id=public_id).values_list("native_id", flat=True).first()
    if native_id is None:
        return False
    return take_in(source_id=source_id, batch=Batch((Delete(native_id),), {}), now=now).withdrawn > 0
