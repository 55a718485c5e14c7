# ruff: noqa: E501 (rows of a table)
"""Invented data for the component sheet; names no real shop."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from .facade import PAINTS
from .marks import Span, lead_for
from .townmap import Label, Pin, StreetHeat

_NAMES = [
    "The Oven", "The Paper Boat", "Fern & Rose", "The Round", "Ripe", "Chez Ondine et ses Trois Filles de la Vallée",
    "Café <b>Zero</b>", "Snip", "Thread", "Sole & Heel", "Two Wheels", "Apothecary", "丸山商店", "Nuts and Bolts",
    "Spinning Top", "A Shop", "Gone",
]  # fmt: skip
_COMPLAINT = "Twenty minutes standing with the little one at the Oven on Mill Street, and no loaves left. Pity, the bread is so good."


def _span(words: str, kind: str) -> Span:
    start = _COMPLAINT.index(words)
    return Span(start, start + len(words), kind, lead_for(kind))


def component_sheet() -> SimpleNamespace:
    """Everything `core/components.html` calls `sheet`, except the addresses of the moving map."""
    land = {"type": "Polygon", "coordinates": [[[2.32, 48.88], [2.35, 48.90], [2.40, 48.90], [2.41, 48.86], [2.38, 48.85], [2.37, 48.875], [2.32, 48.88]]]}
    quarter = {"type": "LineString", "coordinates": [[2.35, 48.90], [2.36, 48.876]]}
    points = [(2.33 + (i * 37 % 71) / 1000, 48.876 + (i * 53 % 23) / 1000) for i in range(160)]
    heat = [
        StreetHeat("Mill Street", 41, line=[(2.38, 48.862), (2.39, 48.872), (2.395, 48.885)]),
        StreetHeat("Clock Street", 28, line=[(2.37, 48.88), (2.385, 48.878)]),
        StreetHeat("Canal Side", 14, points=[(2.345 + i / 900, 48.885 + i / 4000) for i in range(9)]),
        StreetHeat("Fern Lane", 3, line=[(2.335, 48.885), (2.345, 48.893)]),
    ]
    return SimpleNamespace(
        now=datetime(2026, 11, 19, 8, 12, tzinfo=UTC), weeks=[(5, 0), (4, 1), (6, 0), (5, 0), (7, 1), (4, 0), (5, 0), (6, 0), (7, 0), (4, 1), (6, 0), (9, 2)],
        many=[(60 + i * 37 % 41, i * 7 % 9) for i in range(12)], aspects=_aspects(), shops=_shops(), topics=_topics(),
        fronts=[(kind, 12 + i * 7, _NAMES[i % len(_NAMES)]) for i, kind in enumerate(PAINTS)],
        land=[land], quarters=[quarter], points=points, heat=heat, counts=[s.count for s in heat],
        pins=[Pin(*points[i * 9], str(i + 1)) for i in range(1, 4)], labels=[Label(2.345, 48.888, "1"), Label(2.385, 48.885, "2")],
        complaint=_COMPLAINT,
        complaint_spans=[_span("Twenty minutes standing", "against"), _span("the Oven", "hit"), _span("Mill Street", "hit"), _span("no loaves left", "against"), _span("the bread is so good", "for")],
        shops_url="", zones_url="", lib=None,
    )  # fmt: skip


def _aspects() -> list[dict[str, Any]]:
    return [
        {"name": "The bread", "n": 5, "share": 100, "against": False, "words": ["worth the queue", "like at my aunt's"]},
        {"name": "The welcome", "n": 3, "share": 60, "against": False, "words": ["she knows our names"]},
        {"name": "The wait", "n": 2, "share": 40, "against": True, "words": ["twenty minutes on Saturday"]},
    ]


def _shops() -> list[dict[str, Any]]:
    return [
        {"name": "The Paper Boat", "trade": "books", "number": "239", "meta": "Bookshop, 239 Mill Street", "open": ("open", "Open until 19:30"), "lang": "en"},
        {"name": "丸山商店", "trade": "convenience", "number": "18", "meta": "Groceries, 18 Canal Side", "open": ("shut", "Opens tomorrow at 11:00"), "lang": "ja"},
        {"name": "Chez Ondine et ses Trois Filles de la Vallée", "trade": "restaurant", "number": "4 bis", "meta": "Restaurant, 4 bis Fern Lane", "open": None, "lang": "fr"},
    ]  # fmt: skip


def _topics() -> list[tuple[Any, ...]]:
    return [
        ("Pavements, works", 38, 4, 18, "above", True, "“cut”, “pram”"), ("Waiting", 17, 8, 21, "as usual", False, "“the queue”"),
        ("Wheelchair access", None, 1, 5, "too few to say", False, "not shown"),
    ]  # fmt: skip
