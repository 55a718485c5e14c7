"""A row or a file that was refused or mended: a key and its details. The sentences are in `territory/wording.py`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class RowRejected:
    """Row `row` (feature or line, from 1) was not taken, or only `kept` after mending. `ref` is its id where known."""

    row: int
    reason: str
    args: dict[str, Any] = field(default_factory=dict)
    ref: str = ""
    kept: bool = False


class FileRefused(ValueError):
    """The file as a whole cannot be used; nothing was changed. `reason` is a key of `wording.REASONS`."""

    def __init__(self, reason: str, **args: Any) -> None:
        super().__init__(reason, args)
        self.reason, self.args_of = reason, args
