"""Sources in words: states, reasons, fields."""
from __future__ import annotations

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .panels_wording import tool_name

STATES = {
    "listening": gettext_lazy("listening"), "paused": gettext_lazy("paused"), "blind": gettext_lazy("cannot hear it"),
    "done": gettext_lazy("read to its end"), "draft": gettext_lazy("not started"),
}
BADGES = {"listening": "for", "paused": "line", "blind": "against", "done": "line", "draft": "wait"}
FIELDS = {
    "text": gettext_lazy("The text"), "id": gettext_lazy("Its number or address there"),
    "written_at": gettext_lazy("Written when"),
    "author": gettext_lazy("Author"), "url": gettext_lazy("Web address of the post"),
    "tool": gettext_lazy("Tool it was written on"),
    "lang": gettext_lazy("Language"), "lat": gettext_lazy("Latitude"), "lon": gettext_lazy("Longitude"),
    "hashtags": gettext_lazy("Hashtags"), "handles": gettext_lazy("Handles it names"), "urls": gettext_lazy("Links in it"),
    "place_id": gettext_lazy("Place number"),
}
ENCODING_NAMES = {
    "utf-8-sig": "UTF-8", "utf-8": "UTF-8", "utf-16": "UTF-16", "utf-32": "UTF-32", "cp1252": "Windows 1252",
    "iso8859-15": "ISO 8859-15", "cp1250": "Windows 1250", "cp932": "Shift JIS", "euc_jp": "EUC-JP",
    "euc_kr": "EUC-KR", "gb18030": "GB 18030",
}
__all__ = ["BADGES", "ENCODING_NAMES", "FIELDS", "FORMATS", "STATES", "problem", "refused", "tool_name"]
FORMATS = {"csv": "CSV", "json": "JSON", "jsonl": "JSONL"}


def refused(reason: str) -> str:
    """Why a whole file was refused, and what to do."""
    return {
        "empty": _("The file is empty."),
        "binary": _("This is not a text file. Save it as CSV, JSON or JSONL and send that."),
        "no_rows": _("There is no list of posts in this file."),
        "too_large": _("The file is larger than 200 MB. Cut it into smaller ones."),
        "encoding": _("The file cannot be read in that encoding."),
    }.get(reason, reason)


def problem(reason: str, about: str) -> str:
    """Why one row holds no post."""
    words = {
        "broken": _("cannot be read"), "too_long": _("longer than 8 million characters"), "no_text": _("holds no text"),
        "bad_date": _("holds a date we do not understand"),
        "future": _("is dated in the future"), "too_many": _("has more cells than there are columns"),
        "no_text_column": _("choose the text column first"), "not_a_row": _("is not a row of columns"),
        "cut_short": _("the file breaks off here"),
    }.get(reason, reason)
    return _("%(problem)s: %(found)s") % {"problem": words, "found": about} if about else words


_NAMELESS = re.compile(r"column (\d+)")


def column_name(name: str) -> str:
    """A column as the form shows it: one without a name is called by its place, in the reader's language."""
    nameless = _NAMELESS.fullmatch(name)
    return _("column %(place)s") % {"place": nameless[1]} if nameless else name[:60]
