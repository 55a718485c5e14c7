"""When two entries of different registers are the same shop (decisions, Registers). Pure.

Signs: the same folded name within 50 m; the same phone in the same street; the same site in the same street.
One sign: proposed to the town. Two that agree: joined unasked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from maillon.territory.public import metres

NEAR_METRES = 50.0
ENOUGH = 2


@dataclass(frozen=True, slots=True)
class Looks:
    """What is compared. `street` is any value that is equal for one street; None where unknown."""

    id: int
    folded: str
    lon: float | None
    lat: float | None
    phone: str
    site: str
    street: object | None


def phone_key(phone: str) -> str:
    """The last nine digits: enough to tell numbers apart, without country code or leading zero."""
    digits = re.sub(r"\D", "", phone)
    return digits[-9:] if len(digits) >= 7 else ""


def site_key(website: str) -> str:
    """Host without "www." and path without the last slash; empty when there is none."""
    try:
        parts = urlsplit(website)
    except ValueError:
        return ""
    host = (parts.hostname or "").removeprefix("www.")
    return host + parts.path.rstrip("/") if host else ""


def signs_between(one: Looks, other: Looks) -> list[str]:
    """Return the signs that both are one shop, in fixed order."""
    signs = []
    placed = None not in (one.lon, one.lat, other.lon, other.lat)
    if one.folded and one.folded == other.folded and placed and metres(one.lon, one.lat, other.lon, other.lat) <= NEAR_METRES:  # type: ignore[arg-type]
        signs.append("name_near")
    if one.street is not None and one.street == other.street:
        if one.phone and one.phone == other.phone:
            signs.append("same_phone")
        if one.site and one.site == other.site:
            signs.append("same_site")
    return signs


class Likeness:
    """Finds the entry of other registers that a new one most looks like."""

    def __init__(self, known: Iterable[Looks]) -> None:
        self.by_key: dict[tuple[str, str], list[Looks]] = {}
        for looks in known:
            for key in _keys(looks):
                self.by_key.setdefault(key, []).append(looks)

    def find(self, looks: Looks) -> tuple[Looks, list[str]] | None:
        """The known entry with most signs (the older one among equals) and the signs, or None."""
        candidates = {other.id: other for key in _keys(looks) for other in self.by_key.get(key, ())}
        found = [(signs_between(looks, other), other) for other in candidates.values()]
        best = max(found, key=lambda pair: (len(pair[0]), -pair[1].id), default=None)
        return (best[1], best[0]) if best and best[0] else None


def _keys(looks: Looks) -> list[tuple[str, str]]:
    pairs = (("name", looks.folded), ("phone", looks.phone), ("site", looks.site))
    return [(kind, value) for kind, value in pairs if value]
