"""Arrow in, Arrow out: one record batch of posts becomes one record batch of what was heard."""

from __future__ import annotations

import pyarrow as pa

from maillon.listening.entries import PostEntry
from maillon.listening.files import post_of
from maillon.listening.gazetteer import Gazetteer
from maillon.listening.listen import listen
from maillon.listening.rows import as_batch


def listen_batch(batch: pa.RecordBatch, gazetteer: Gazetteer, *, threshold: float | None = None) -> pa.RecordBatch:
    """Posts (columns as in the posts format, `id` and `text` at least) to output rows, in order.

    Rows without id or text raise ValueError: a batch holds posts, files are cleaned when read.
    """
    posts: list[PostEntry] = [post_of(row) for row in batch.to_pylist()]
    return as_batch(listen(posts, gazetteer, threshold=threshold))
