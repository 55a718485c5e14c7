"""From a file somebody uploaded to numbered rows: finds encoding, format and delimiter; reports what cannot be read by number.

Everything is streamed: a file of 50 MB costs the memory of its longest row.
"""
from __future__ import annotations

import codecs
import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import ijson
import ijson.backends.python as slow
from charset_normalizer import from_bytes

LONGEST_ROW = 8 * 1024 * 1024            # characters; a longer row is refused by its number
_SAMPLE, _GUESSED_FROM = 256 * 1024, 32 * 1024
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
ENCODINGS = ("utf-8-sig", "utf-16", "utf-32", "cp1252", "iso8859-15", "cp1250", "cp932", "euc_jp", "euc_kr", "gb18030")
LISTS = ("posts", "features", "items", "data", "reviews", "results", "statuses")
csv.field_size_limit(LONGEST_ROW)

Row = dict[str, Any]


class FileRefused(ValueError):
    """A file nothing can be read from. `reason`: empty, binary, no_rows, too_large, encoding."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Problem:
    """A row that cannot be read: its number in the file (line, or item of a list, from 1), why, and about what."""

    number: int
    reason: str      # broken, too_long, too_many, no_text_column, no_text, bad_date, future, not_a_row, cut_short
    about: str = ""


@dataclass(frozen=True)
class Shape:
    """How a file is written. `delimiter` is for csv, `list_at` the place of the list in a json document."""

    format: str                          # csv, json, jsonl
    encoding: str
    delimiter: str = ","
    list_at: str = "item"


def look(path: Path, encoding: str = "") -> Shape:
    """Find out how the file is written; `encoding` overrules what is found. Raises FileRefused."""
    with path.open("rb") as file:
        head = file.read(_SAMPLE)
    if not head.strip():
        raise FileRefused("empty")
    encoding = encoding or encoding_of(path, head)
    text = head.decode(encoding, "replace").lstrip("\ufeff \t\r\n")
    if not text.strip():
        raise FileRefused("empty")
    if text.count("\x00") > len(text) / 20:
        raise FileRefused("binary")
    if text[0] == "[":
        return Shape("json", encoding)
    if text[0] == "{":
        lines = islice((line for line in _lines(path, encoding) if line.strip("\ufeff \t\r\n")), 2)
        first = next(lines)
        if _is_object(first.lstrip("\ufeff"), alone=next(lines, None) is None):
            return Shape("jsonl", encoding)
        return Shape("json", encoding, list_at=_list_at(path, encoding))
    return Shape("csv", encoding, delimiter=_delimiter(text))


def encoding_of(path: Path, head: bytes) -> str:
    """Return the encoding: told by a mark, UTF-8 if all of it is, else the likeliest. Raises FileRefused for no text at all."""
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    if _is_utf8(path):
        return "utf-8-sig"
    for japanese in ("cp932", "euc_jp"):         # often taken for Korean; kana tell them apart
        if _kana(head, japanese) > 0.15:
            return japanese
    best = from_bytes(head[:_GUESSED_FROM]).best()
    if best is None:
        raise FileRefused("binary")
    found = codecs.lookup(best.encoding).name
    # what differs between the Latin ones is the quotes and the euro, and those are written on Windows
    return "cp1252" if found in ("iso8859-1", "ascii", "cp1250", "iso8859-15") and _fits(head, "cp1252") else found


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while piece := file.read(1 << 20):
                decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _fits(head: bytes, encoding: str) -> bool:
    try:
        head.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _kana(head: bytes, encoding: str) -> float:
    """The share of kana among what is not ASCII, read in this encoding."""
    foreign = [sign for sign in head.decode(encoding, "replace") if sign > "\x7f"]
    return sum("\u3040" <= sign <= "\u30ff" for sign in foreign) / len(foreign) if foreign else 0.0


def _is_object(line: str, alone: bool) -> bool:
    """Whether a line is a row by itself; the only line of a file may as well be a document that holds the rows."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(row, dict) and not (alone and any(isinstance(row.get(name), list) for name in LISTS))


def _list_at(path: Path, encoding: str) -> str:
    """Where in a JSON document the rows stand: the first of the usual names that holds a list, else the first list."""
    first = ""
    try:
        for prefix, event, _ in islice(ijson.parse(_utf8(path, encoding), use_float=True), 5_000_000):
            if event == "start_array" and "." not in prefix:
                if prefix in LISTS:
                    return f"{prefix}.item"
                first = first or prefix
    except ijson.JSONError:
        pass
    if not first:
        raise FileRefused("no_rows")
    return f"{first}.item"


def _delimiter(text: str) -> str:
    """The sign that parts most evenly: csv's own guess first, then a count over the first lines."""
    lines = [line for line in text.splitlines()[:20] if line.strip()]
    try:
        found = csv.Sniffer().sniff("\n".join(lines[:10]), ",;\t|").delimiter
    except csv.Error:
        found = max(",;\t|", key=lines[0].count)
    return found if found in lines[0] else max(",;\t|", key=lines[0].count)


def rows(path: Path, shape: Shape) -> Iterator[tuple[int, Row] | Problem]:
    """Yield (number, row) or a Problem for every row of the file, in order."""
    match shape.format:
        case "jsonl":
            return _jsonl(path, shape)
        case "json":
            return _json(path, shape)
        case _:
            return _csv(path, shape)


def _lines(path: Path, encoding: str) -> Iterator[str]:
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        while line := file.readline(LONGEST_ROW + 1):
            if len(line) > LONGEST_ROW:
                while (rest := file.readline(LONGEST_ROW)) and not rest.endswith("\n"):
                    pass
            yield line.replace("\x00", "")


def _jsonl(path: Path, shape: Shape) -> Iterator[tuple[int, Row] | Problem]:
    for number, line in enumerate(_lines(path, shape.encoding), 1):
        if len(line) > LONGEST_ROW:
            yield Problem(number, "too_long")
        elif line.strip(" \t\r\n\ufeff"):
            yield _object(number, line)


def _object(number: int, line: str) -> tuple[int, Row] | Problem:
    try:
        row = json.loads(line.strip(" \t\r\n\ufeff"))
    except (ValueError, RecursionError) as error:
        return Problem(number, "broken", str(error)[:120])
    return (number, flat(row)) if isinstance(row, dict) else Problem(number, "not_a_row")


def _json(path: Path, shape: Shape) -> Iterator[tuple[int, Row] | Problem]:
    number = 0
    try:
        for number, row in enumerate(ijson.items(_utf8(path, shape.encoding), shape.list_at, use_float=True), 1):
            yield (number, flat(row)) if isinstance(row, dict) else Problem(number, "not_a_row")
    except (ijson.JSONError, UnicodeError, RecursionError):
        # the quick parser forgets what it held when it met the fault; the slow one gives all that stands before it
        yield from _before_the_fault(path, shape, number)


def _before_the_fault(path: Path, shape: Shape, known: int) -> Iterator[tuple[int, Row] | Problem]:
    number = 0
    try:
        for number, row in enumerate(slow.items(_utf8(path, shape.encoding), shape.list_at, use_float=True, buf_size=4096), 1):
            if number > known:
                yield (number, flat(row)) if isinstance(row, dict) else Problem(number, "not_a_row")
    except (slow.common.JSONError, UnicodeError, RecursionError) as error:
        yield Problem(number + 1, "cut_short", str(error)[:120])


class _utf8:
    """A binary file in any encoding, read as UTF-8 by ijson."""

    def __init__(self, path: Path, encoding: str) -> None:
        self.file: BinaryIO = path.open("rb")
        self.decoder = codecs.getincrementaldecoder(encoding)("replace")

    def read(self, size: int = -1) -> bytes:
        while size:
            piece = self.file.read(size if size > 0 else 65_536)
            text = self.decoder.decode(piece, final=not piece)
            if text or not piece:
                return text.encode("utf-8", "replace")
        return b""


def _csv(path: Path, shape: Shape) -> Iterator[tuple[int, Row] | Problem]:
    reader = csv.reader(_lines(path, shape.encoding), delimiter=shape.delimiter)
    columns: list[str] | None = None
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Problem(number, "too_long" if "field larger" in str(error) else "broken", str(error)[:120])
            continue
        if columns is None:
            columns = _columns(cells)
        elif any(cell.strip() for cell in cells[len(columns):]):
            yield Problem(number, "too_many", f"{len(cells)} / {len(columns)}")
        elif any(cell.strip() for cell in cells):
            yield number, dict(zip(columns, cells, strict=False))


def _columns(cells: Iterable[str]) -> list[str]:
    """Name every column once: empty names by their place, a second bearer of a name by a number."""
    names: list[str] = []
    for place, cell in enumerate(cells, 1):
        name = " ".join(cell.replace("\ufeff", "").split())[:80] or f"column {place}"
        names.append(name if name not in names else f"{name} ({place})")
    return names


def flat(row: Row, before: str = "", depth: int = 0) -> Row:
    """Return nested objects as `outer.inner` columns, lists of plain values as they are, deeper ones as JSON text."""
    out: Row = {}
    for key, value in row.items():
        name = f"{before}{key}"[:160]
        if isinstance(value, dict) and depth < 4:
            out.update(flat(value, f"{name}.", depth + 1))
        elif isinstance(value, dict) or (isinstance(value, list) and any(isinstance(each, dict | list) for each in value)):
            out[name] = json.dumps(value, ensure_ascii=False, default=str)
        else:
            out[name] = value
    return out
