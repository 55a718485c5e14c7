"""What may be stored: databases refuse NUL and half characters, and nobody can read control characters."""
from __future__ import annotations

import datetime as dt
import hashlib
import math
import re
from dataclasses import replace

from .deliveries import Upsert

# C0 without tab and line feed, DEL, C1
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
LIST_LENGTH = 20_000          # a post may carry ten thousand hashtags; a list longer than this is cut


def clean_text(text: str) -> str:
    """Return `text` without control characters; line ends become LF, halves of a surrogate pair U+FFFD."""
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def clean_line(text: str, length: int) -> str:
    """Return `text` on one line, at most `length` characters."""
    return " ".join(clean_text(text).split())[:length]


def clean_id(native_id: str) -> str:
    """Return the source's own id, or its hash where it is too long to keep."""
    cleaned = clean_line(native_id, 10_000)
    return cleaned if len(cleaned) <= 300 else "sha256:" + hashlib.sha256(native_id.encode("utf-8", "replace")).hexdigest()


def clean_url(url: str) -> str:
    """Return a web address that may be shown as a link, else nothing: never `javascript:` and the like."""
    url = clean_line(url, 2_000)
    return url if url.lower().startswith(("https://", "http://")) and len(url) <= 600 and " " not in url else ""


def clean(event: Upsert, now: dt.datetime) -> Upsert:
    """Return the post as it can be stored. A moment in the future becomes `now`, an impossible place none."""
    here = (event.lat is not None and event.lon is not None and math.isfinite(event.lat) and math.isfinite(event.lon)
            and abs(event.lat) <= 90 and abs(event.lon) <= 180 and (event.lat, event.lon) != (0, 0))
    return replace(
        event, native_id=clean_id(event.native_id), text=clean_text(event.text), written_at=min(event.written_at, now),
        tool=clean_line(event.tool, 30), author=clean_line(event.author, 200), url=clean_url(event.url),
        lang=clean_line(event.lang, 12), lat=event.lat if here else None, lon=event.lon if here else None,
        handles=_lines(event.handles), hashtags=_lines(event.hashtags), urls=_lines(event.urls),
        place_id=clean_line(event.place_id, 120))


def _lines(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(line for line in (clean_line(value, 600) for value in values[:LIST_LENGTH]) if line)
