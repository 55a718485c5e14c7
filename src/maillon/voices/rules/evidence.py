"""Evidence in a shopkeeper's terms: how strong a sign is, and which signs say the same thing.

Kinds are those of the output of `listening` (docs: formats): name, alias, handle, website, phone, hashtag, typo, street,
quarter, station, trade, geotag, place_id.
"""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

STRENGTH = {
    "handle": 3, "website": 3, "phone": 3, "place_id": 3, "name": 3,
    "alias": 2, "hashtag": 2, "street": 2, "typo": 1, "quarter": 1, "station": 1, "trade": 1, "geotag": 1,
}
ORDER = tuple(STRENGTH)


@dataclass(frozen=True)
class Sign:
    """One sign. `start`, `end` are code points of the voice's text, None when it lies outside (a geotag, a link)."""

    kind: str
    text: str
    start: int | None
    end: int | None

    @property
    def strength(self) -> int:
        """3 strong, 2 medium, 1 weak."""
        return STRENGTH.get(self.kind, 1)


def names_street(evidence: Iterable[dict]) -> bool:
    """Whether the shop's street stands in the words."""
    return any(sign.kind == "street" for sign in signs(evidence))


def signs(evidence: Iterable[dict]) -> list[Sign]:
    """Read stored evidence, strongest first, the same words of the same kind once; unknown shapes are left out."""
    seen: dict[tuple[str, str], Sign] = {}
    for row in evidence:
        if not isinstance(row, dict) or "kind" not in row:
            continue
        sign = Sign(str(row["kind"]), str(row.get("text") or ""), row.get("start"), row.get("end"))
        seen.setdefault((sign.kind, sign.text.casefold()), sign)
    return sorted(seen.values(), key=lambda s: (-s.strength, ORDER.index(s.kind) if s.kind in ORDER else 99))
