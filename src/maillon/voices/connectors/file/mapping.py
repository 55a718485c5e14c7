"""From a row to a post: which column is what, and what the values mean."""
from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import zoneinfo
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from maillon.voices.rules.deliveries import Upsert

from .reading import Problem, Row

FIELDS = ("text", "id", "written_at", "author", "url", "tool", "lang", "lat", "lon", "hashtags", "handles", "urls",
          "place_id")
# what a column of each kind is often called, without capitals, accents and signs; the first that is there is taken
NAMES: dict[str, tuple[str, ...]] = {
    "text": ("text", "texte", "content", "message", "body", "review", "reviewtext", "comment", "commentaire", "avis", "tekst",
             "texto", "testo", "status", "caption", "fulltext", "opinion", "propertiesreviewtextpublished",
             "propertiesreviewcomment", "description"),
    "id": ("id", "nativeid", "postid", "uid", "guid", "uri", "reviewid", "tweetid", "identifiant"),
    "written_at": ("writtenat", "createdat", "created", "date", "quand", "published", "publishedat", "timestamp", "time",
                   "datetime", "datum", "fecha", "dato", "dateheure", "pubdate", "propertiesdate", "propertiespublished"),
    "author": ("author", "auteur", "user", "username", "userscreenname", "screenname", "accountacct", "account", "name",
               "authorname", "autor", "forfatter", "nom", "pseudo", "qui", "who"),
    "url": ("url", "link", "permalink", "lien", "posturl", "propertiesgooglemapsurl"),
    "tool": ("tool", "source", "platform", "plateforme", "network", "kanal", "channel"),
    "lang": ("lang", "language", "langue", "sprache", "taal"),
    "lat": ("lat", "latitude", "geolat", "y"),
    "lon": ("lon", "lng", "long", "longitude", "geolon", "x"),
    "hashtags": ("hashtags", "tags", "keywords"),
    "handles": ("mentions", "handles"),
    "urls": ("urls", "links", "liens"),
    "place_id": ("placeid", "googleplaceid", "place"),
}
LEEWAY = dt.timedelta(hours=26)          # a time without an offset may be of any time zone
_DAY_FIRST = ("%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y",
              "%d-%m-%Y %H:%M", "%d-%m-%Y")
_MONTH_FIRST = ("%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%m/%d/%Y %I:%M %p", "%m/%d/%Y")
_OTHERS = ("%a %b %d %H:%M:%S %z %Y", "%a, %d %b %Y %H:%M:%S %z", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y/%m/%d", "%Y%m%d")


@dataclass(frozen=True)
class RowMapping:
    """`columns`: field → column of the file. A time without an offset is of `time_zone`; a row without one is of
    `written_at`, when the file came: nothing in it is younger."""

    columns: Mapping[str, str]
    time_zone: str
    day_first: bool = True
    tool: str = ""
    written_at: str = ""

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> RowMapping:
        return cls(settings.get("columns", {}), settings.get("time_zone", "UTC"), settings.get("day_first", True),
                   settings.get("tool", ""), settings.get("written_at", ""))


def guess(columns: Iterable[str]) -> dict[str, str]:
    """Return field → column for the columns whose names say what they hold; each column once."""
    known = {re.sub(r"[^a-z0-9]", "", _plain(column)): column for column in reversed(list(columns))}
    found: dict[str, str] = {}
    for field in FIELDS:
        column = next((known[name] for name in NAMES[field] if name in known and known[name] not in found.values()), None)
        if column is not None:
            found[field] = column
    return found


def _plain(name: str) -> str:
    import unicodedata

    return "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))


def post_of(number: int, row: Row, mapping: RowMapping) -> Upsert | Problem:
    """Return the post that a row holds, or why it holds none."""
    def value(field: str) -> Any:
        column = mapping.columns.get(field)          # a column may bear no name at all: that is none of ours
        return row.get(column, "") if column else ""

    if not mapping.columns.get("text"):
        return Problem(number, "no_text_column")
    text = _text(value("text"))
    if not text.strip():
        return Problem(number, "no_text")
    told = _text(value("written_at")).strip()
    written = moment(told, mapping) if told else dt.datetime.fromisoformat(mapping.written_at)
    if written is None:
        return Problem(number, "bad_date", told[:60])
    if told and mapping.written_at and written > dt.datetime.fromisoformat(mapping.written_at) + LEEWAY:
        return Problem(number, "future", told[:60])
    native_id = _text(value("id")).strip() or identity(text, told, _text(value("author")), _text(value("url")))
    return Upsert(
        native_id=native_id, text=text, written_at=written, tool=_text(value("tool")) or mapping.tool or "file",
        author=_text(value("author")), url=_text(value("url")), lang=_text(value("lang")), lat=_number(value("lat")),
        lon=_number(value("lon")), hashtags=_list(value("hashtags")), handles=_list(value("handles")),
        urls=_list(value("urls")), place_id=_text(value("place_id")))


def identity(*values: str) -> str:
    """Return what identifies a row without an id: the hash of what it says, so that the same row twice is one post."""
    return "row:" + hashlib.sha256("\x1f".join(values).encode("utf-8", "replace")).hexdigest()[:40]


def moment(text: str, mapping: RowMapping) -> dt.datetime | None:
    """Return the moment that `text` names, aware; None when it names none. ISO 8601, seconds or milliseconds since 1970,
    and the written forms of spreadsheets and mail."""
    found = _epoch(text) or _iso(text)
    forms = (*(_DAY_FIRST if mapping.day_first else _MONTH_FIRST), *_OTHERS)
    for form in forms if found is None else ():
        try:
            found = dt.datetime.strptime(text, form)     # noqa: DTZ007
            break
        except ValueError:
            continue
    if found is None:
        return None
    if found.tzinfo is None:
        found = found.replace(tzinfo=zoneinfo.ZoneInfo(mapping.time_zone))
    try:
        found = found.astimezone(dt.UTC)
    except OverflowError:
        return None
    return found if 1990 <= found.year <= 2200 else None


def _epoch(text: str) -> dt.datetime | None:
    if not re.fullmatch(r"\d{9,10}(\.\d+)?|\d{12,13}", text):
        return None
    seconds = float(text)
    return dt.datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, dt.UTC)


def _iso(text: str) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(text.removesuffix(" UTC"))
    except ValueError:
        return None


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value if isinstance(value, str) else ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _number(value: Any) -> float | None:
    try:
        return float(value.replace(",", ".") if isinstance(value, str) else value)
    except (TypeError, ValueError, AttributeError):
        return None


def _list(value: Any) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(map(str, value))
    text = _text(value).strip()
    if text.startswith("["):
        try:
            return tuple(str(each) for each in json.loads(text))
        except ValueError:
            pass
    return tuple(part for part in re.split(r"[\s,;|]+", text) if part)
