"""One shop of a file, checked field by field: `ShopRow`, or why not. Field names are those of the shops format."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass, field
from typing import Any
from urllib.parse import urlsplit

from maillon.territory.public import Box, RowRejected, check, street_key, text_of, texts_of

ID_LIMIT, NAME_LIMIT = 160, 200
LIMITS = {"trade": 60, "street": 160, "housenumber": 20, "postcode": 12, "phone": 40, "opening_hours": 400, "website": 400}
HOSTS = {
    "instagram": "https://www.instagram.com/",
    "facebook": "https://www.facebook.com/",
    "tiktok": "https://www.tiktok.com/@",
    "twitter": "https://x.com/",
    "youtube": "https://www.youtube.com/",
}


@dataclass(frozen=True, slots=True)
class ShopRow:
    """A shop as one register tells it: with a position, or at least a street.

    `also`: ids of the same shop in other registers, as "register:…".
    """

    row: int
    external_id: str
    name: str
    lon: float | None
    lat: float | None
    aliases: tuple[str, ...] = ()
    trade: str = ""
    street: str = ""
    housenumber: str = ""
    postcode: str = ""
    website: str = ""
    phone: str = ""
    handles: tuple[str, ...] = ()
    opening_hours: str = ""
    place_ids: Mapping[str, str] = field(default_factory=dict)
    fictional: bool = False
    also: tuple[str, ...] = ()


def digest_of(row: ShopRow) -> str:
    """Thirty-two hex digits that change when anything but the row's number does."""
    return hashlib.blake2b(repr(astuple(row)[1:]).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


class RowReader:
    """Checks the rows of one file; remembers ids, so that a double is told with the row of the first."""

    def __init__(self, box: Box | None = None) -> None:
        self.box = box
        self.seen: dict[str, int] = {}

    def read(self, row: int, facts: Mapping[str, Any], lon: Any, lat: Any) -> Iterator[ShopRow | RowRejected]:
        """Yield notes on what was left out, then the shop; or only the refusal. Never raises."""
        ref = text_of(facts.get("id"))
        name = text_of(facts.get("name"))
        problem = self._identity(row, ref, name)
        place: RowRejected | tuple[float | None, float | None] = problem or check(row, ref, lon, lat, self.box)
        texts, notes = read_texts(row, ref, facts)
        if isinstance(place, RowRejected) and place.reason == "no_position" and street_key(texts["street"]):
            notes.append(RowRejected(row, "street_only", ref=ref, kept=True))
            place = None, None
        if isinstance(place, RowRejected):
            yield place
            return
        yield from notes
        yield ShopRow(
            row,
            ref,
            name,
            place[0],
            place[1],
            aliases=texts_of(facts.get("aliases"), NAME_LIMIT),
            handles=handles_of(facts),
            place_ids=place_ids_of(facts.get("place_ids")),
            fictional=facts.get("fictional") in (True, "true", "1", 1),
            also=texts_of(facts.get("also"), ID_LIMIT),
            **texts,
        )

    def _identity(self, row: int, ref: str, name: str) -> RowRejected | None:
        if not ref:
            return RowRejected(row, "no_id")
        if len(ref) > ID_LIMIT:
            return RowRejected(row, "id_too_long", {"limit": ID_LIMIT})
        if ref in self.seen:
            return RowRejected(row, "double_id", {"id": ref, "first": self.seen[ref]}, ref)
        self.seen[ref] = row
        if not name:
            return RowRejected(row, "no_name", ref=ref)
        if len(name) > NAME_LIMIT:
            return RowRejected(row, "name_too_long", {"length": len(name), "limit": NAME_LIMIT}, ref)
        return None


def read_texts(row: int, ref: str, facts: Mapping[str, Any]) -> tuple[dict[str, str], list[RowRejected]]:
    """The plain texts of a row, and notes on those that were left out."""
    texts: dict[str, str] = {}
    notes: list[RowRejected] = []
    for key, limit in LIMITS.items():
        text = text_of(facts.get(key))
        if len(text) > limit:
            notes.append(RowRejected(row, "left_out", {"column": key, "length": len(text), "limit": limit}, ref, kept=True))
            text = ""
        texts[key] = text
    site = site_of(texts["website"])
    if texts["website"] and not site:
        notes.append(RowRejected(row, "bad_site", {"value": texts["website"]}, ref, kept=True))
    texts |= {"website": site, "phone": texts["phone"].split(";")[0].strip()}  # the first of several, as of sites
    texts["trade"] = texts["trade"].lower().replace(" ", "_")
    return texts, notes


def site_of(text: str) -> str:
    """Return a web address one can link to: http or https with a host; empty for anything else (javascript:, words …)."""
    text = text.split(";")[0].strip()
    if not text:
        return ""
    if "://" not in text and not text.lower().startswith(("javascript:", "data:", "mailto:")):
        text = "https://" + text
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return ""
    plain = not any(c.isspace() or c in "<>\"'`\\" for c in text)
    return text if parts.scheme.lower() in ("http", "https") and "." in host.strip(".") and plain else ""


def handles_of(facts: Mapping[str, Any]) -> tuple[str, ...]:
    """Accounts of the shop: as listed (@user@host, @user.bsky.social, addresses), and names on known hosts as addresses."""
    found = dict.fromkeys(texts_of(facts.get("handles"), 200, most=20))
    for key, host in HOSTS.items():
        for name in texts_of(facts.get(key), 200, most=3):
            account = name.strip("@/ ").split("/")[-1]
            found[name if "://" in name and site_of(name) else host + account] = None
    return tuple(h for h in found if "://" not in h or site_of(h))


def place_ids_of(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        return {}
    pairs = ((text_of(scheme), text_of(ident)) for scheme, ident in list(value.items())[:10])
    return {scheme: ident for scheme, ident in pairs if scheme and ident and len(scheme) <= 40 and len(ident) <= 200}
