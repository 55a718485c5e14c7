"""Reads the letters that the sample town writes to files instead of sending."""
from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import nh3

# Django's file backend ends each message with a line of 79 dashes; only before a header or the end does it end one
END = re.compile(rb"\r?\n-{79}\r?\n(?=[A-Za-z-]+:|\Z)")
SHOWN = nh3.ALLOWED_TAGS | {"html", "body", "table", "tbody", "thead", "tr", "td", "th", "h1", "h2", "h3"}


@dataclass(frozen=True)
class Letter:
    """One letter. `html` is cleaned (no script, no picture, no form), empty when there is none."""

    to: str
    sender: str
    subject: str
    sent_at: datetime | None
    text: str
    html: str
    unsubscribe: str


def letters(folder: Path, *, to: str = "", limit: int = 50) -> list[Letter]:
    """Return the newest letters first; `to` keeps those of one address. A file that cannot be read is left out."""
    found: list[Letter] = []
    files = sorted(folder.glob("*.log"), key=lambda path: (path.stat().st_mtime, path.name), reverse=True)
    for path in files:
        for raw in reversed([part for part in END.split(path.read_bytes()) if part.strip()]):
            try:
                letter = read(raw)
            except (IndexError, LookupError, ValueError):      # the library's own parser stumbles over some headers
                continue
            if letter and (not to or to.lower() in letter.to.lower()):
                found.append(letter)
        if len(found) >= limit:
            break
    return found[:limit]


def read(raw: bytes) -> Letter | None:
    """Return a letter from its bytes, or None if there is neither a recipient nor a subject."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    if not (message["to"] or message["subject"]):
        return None
    sent_at = message["date"].datetime if message["date"] else None
    if sent_at and sent_at.tzinfo is None:                   # "-0000": the time of no place, told in UTC
        sent_at = sent_at.replace(tzinfo=UTC)
    return Letter(str(message["to"] or ""), str(message["from"] or ""), str(message["subject"] or ""),
                  sent_at, _body(message, "plain"), _clean(_body(message, "html")),
                  str(message["list-unsubscribe"] or "").strip(" <>").partition(">")[0])


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    try:
        return str(part.get_content()) if part else ""
    except (LookupError, ValueError):                        # an encoding nobody knows
        return ""


def _clean(html: str) -> str:
    return nh3.clean(html, tags=SHOWN - {"img"}, link_rel="noopener noreferrer nofollow") if html else ""
