"""What was heard, as the rows of the output format: JSON lines, CSV, Arrow and Parquet."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pyarrow as pa

from maillon.listening.entries import AspectFound, Heard, LinkFound, Words

COLUMNS = (
    "id", "in_zone", "subject", "subject_ref", "links", "unsure", "lang", "stance", "stance_probability", "stance_words",
    "kind", "kind_probability", "kind_words", "aspects", "safety", "safety_words", "copy_of",
)  # fmt: skip
_WORDS = pa.list_(pa.struct([("text", pa.string()), ("start", pa.int64()), ("end", pa.int64())]))
_EVIDENCE = pa.list_(pa.struct([("kind", pa.string()), ("text", pa.string()), ("start", pa.int64()), ("end", pa.int64())]))
_LINKS = pa.list_(pa.struct([("shop", pa.string()), ("probability", pa.float64()), ("evidence", _EVIDENCE)]))
SCHEMA = pa.schema(
    [
        ("id", pa.string()), ("in_zone", pa.bool_()), ("subject", pa.string()), ("subject_ref", pa.string()), ("links", _LINKS),
        ("unsure", _LINKS), ("lang", pa.string()), ("stance", pa.string()), ("stance_probability", pa.float64()),
        ("stance_words", _WORDS), ("kind", pa.string()), ("kind_probability", pa.float64()), ("kind_words", _WORDS),
        ("aspects", pa.list_(pa.struct([("aspect", pa.string()), ("stance", pa.string()), ("words", _WORDS)]))),
        ("safety", pa.bool_()), ("safety_words", _WORDS), ("copy_of", pa.string()),
    ]
)  # fmt: skip
"""The Arrow schema of the output, for Parquet and for batches."""


def as_row(heard: Heard) -> dict[str, Any]:
    """One output row, keys in the order of the format."""
    return {
        "id": heard.id,
        "in_zone": heard.in_zone,
        "subject": heard.subject,
        "subject_ref": heard.subject_ref or None,
        "links": [_link(found) for found in heard.links],
        "unsure": [_link(found) for found in heard.unsure],
        "lang": heard.lang,
        "stance": heard.stance,
        "stance_probability": heard.stance_probability,
        "stance_words": _words(heard.stance_words),
        "kind": heard.kind,
        "kind_probability": heard.kind_probability,
        "kind_words": _words(heard.kind_words),
        "aspects": [_aspect(a) for a in heard.aspects],
        "safety": heard.safety,
        "safety_words": _words(heard.safety_words),
        "copy_of": heard.copy_of,
    }


def _words(words: tuple[Words, ...]) -> list[dict[str, Any]]:
    return [{"text": w.text, "start": w.start, "end": w.end} for w in words]


def _link(found: LinkFound) -> dict[str, Any]:
    evidence = [{"kind": e.kind, "text": e.text, "start": e.start, "end": e.end} for e in found.evidence]
    return {"shop": found.shop, "probability": found.probability, "evidence": evidence}


def _aspect(found: AspectFound) -> dict[str, Any]:
    return {"aspect": found.aspect, "stance": found.stance, "words": _words(found.words)}


def as_json(row: dict[str, Any]) -> bytes:
    """One line of JSON, UTF-8; a text with half a surrogate pair is escaped instead, so the line stays valid."""
    line = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    try:
        return line.encode("utf-8") + b"\n"
    except UnicodeEncodeError:
        return json.dumps(row, ensure_ascii=True, separators=(",", ":")).encode("ascii") + b"\n"


def as_csv(row: dict[str, Any] | None) -> bytes:
    """One CSV row, lists as JSON; None gives the head."""
    out = io.StringIO()
    cells = (
        COLUMNS
        if row is None
        else ["" if v is None else json.dumps(v, ensure_ascii=False) if isinstance(v, (list, bool)) else v for v in row.values()]
    )
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue().encode("utf-8", "backslashreplace")


def clean(value: Any) -> Any:
    """The value with half surrogate pairs replaced, for formats that hold UTF-8 only."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, list):
        return [clean(v) for v in value]
    if isinstance(value, dict):
        return {k: clean(v) for k, v in value.items()}
    return value


def as_batch(heard: list[Heard]) -> pa.RecordBatch:
    """Rows as one Arrow record batch of `SCHEMA`."""
    return pa.RecordBatch.from_pylist([clean(as_row(h)) for h in heard], schema=SCHEMA)
