"""Bytes to text: which encoding, and where it breaks."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Any

import ijson
import numpy as np

from ..rules.reasons import FileRefused
from .encodings import likely_encoding

BLOCK = 1 << 20
SAMPLE = 256 * 1024
DEEPEST = 1000
_STEP = np.zeros(256, np.int8)
_STEP[list(b"[{")], _STEP[list(b"]}")] = 1, -1
LOCATE_UP_TO = 256 << 20  # larger broken JSON is refused without line and column


def check_file(path: Path) -> None:
    """Raise FileRefused if there is no such file or nothing in it."""
    if not path.is_file():
        raise FileRefused("file_missing", file=path.name)
    if path.stat().st_size == 0:
        raise FileRefused("file_empty")


def encoding_of(path: Path, *, guess: bool) -> str:
    """Return the encoding of a text file: its byte order mark, else UTF-8, else the best guess if one is allowed.

    Raises FileRefused with the line of the first wrong byte when only UTF-8 is allowed (JSON), or when nothing fits.
    """
    with path.open("rb") as file:
        head = file.read(4)
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if head.startswith(mark):
            return name
    line = _first_wrong_line(path)
    if line is None:
        return "utf-8"
    with path.open("rb") as file:
        found = likely_encoding(file.read(SAMPLE))
    if found is None:
        raise FileRefused("unknown_encoding")
    if not guess:
        raise FileRefused("wrong_encoding", line=line, guess=found)
    return found


def _first_wrong_line(path: Path) -> int | None:
    """Line of the first byte that is not UTF-8; None if the file is UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    line = 1
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            try:
                decoder.decode(block)
            except UnicodeDecodeError as error:
                return line + error.object[: error.start].count(b"\n")
            line += block.count(b"\n")
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return line
    return None


def check_depth(path: Path) -> None:
    """Raise FileRefused for JSON nested deeper than any map data is: reading it would take memory without bound.

    Brackets inside texts are counted too; a thousand unbalanced ones in a row do not happen by accident.
    """
    depth = 0
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            levels = np.cumsum(_STEP[np.frombuffer(block, np.uint8)], dtype=np.int64)
            if depth + int(levels.max()) > DEEPEST:
                raise FileRefused("too_deep", limit=DEEPEST)
            depth += int(levels[-1])


class _AsUtf8:
    """A text file whose `read` gives UTF-8 bytes, as the JSON reader wants them."""

    def __init__(self, file: IO[str]) -> None:
        self.file = file

    def read(self, size: int = -1) -> bytes:
        return self.file.read(size).encode("utf-8", "replace")


def json_items(path: Path, member: str, what: str) -> Iterator[tuple[int, Any]]:
    """Stream (number from 1, item) of the list `member` of a JSON object, in bounded memory.

    Raises FileRefused: not UTF-8 (line), not JSON (line and column), no such list (`what` names the format).
    """
    check_file(path)
    check_depth(path)
    encoding = encoding_of(path, guess=False)
    count = 0
    try:
        for count, item in enumerate(_items(path, encoding, member), 1):
            yield count, item
        if count == 0 and not _has_list(path, encoding, member):
            raise FileRefused("no_features", member=member, format=what)
    except FileRefused:
        raise
    except (ijson.JSONError, ValueError, OverflowError, RecursionError, UnicodeError) as error:
        raise _located(path, encoding, error) from None


def _items(path: Path, encoding: str, member: str) -> Iterator[Any]:
    """The fast way, with floats; from the first integer beyond 64 bits on, the slow way that takes any number."""
    done = 0
    for use_float in (True, False):
        with path.open(encoding=encoding, newline="") as file:
            try:
                for item in islice(ijson.items(_AsUtf8(file), f"{member}.item", use_float=use_float), done, None):
                    yield item
                    done += 1
                return
            except ijson.JSONError as error:
                if not use_float or "integer overflow" not in str(error):
                    raise


def _has_list(path: Path, encoding: str, member: str) -> bool:
    with path.open(encoding=encoding, newline="") as file:
        return any(event == "start_array" and prefix == member for prefix, event, _ in ijson.parse(_AsUtf8(file)))


def _located(path: Path, encoding: str, error: Exception) -> FileRefused:
    if path.stat().st_size <= LOCATE_UP_TO:
        try:
            json.loads(path.read_text(encoding))
        except json.JSONDecodeError as found:
            return FileRefused("not_json", line=found.lineno, column=found.colno, message=found.msg)
        except (ValueError, RecursionError):
            pass
    return FileRefused("not_json", line="?", column="?", message=" ".join(str(error).split())[:120])


def json_kind(path: Path) -> str:
    """Say what a JSON file holds by its first members: "geojson", "overpass", or "" (neither)."""
    check_depth(path)
    encoding = encoding_of(path, guess=False)
    try:
        with path.open(encoding=encoding, newline="") as file:
            for prefix, event, _ in ijson.parse(_AsUtf8(file)):
                if event == "start_array" and prefix in ("features", "elements"):
                    return "geojson" if prefix == "features" else "overpass"
    except (ijson.JSONError, ValueError, OverflowError, RecursionError, UnicodeError) as error:
        raise _located(path, encoding, error) from None
    return ""
