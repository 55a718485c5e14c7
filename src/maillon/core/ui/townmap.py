"""The town as a light SVG: its own outlines, streets and shops on paper colour; no tiles, no script.

Coordinates come in as longitude, latitude (WGS 84); the drawing keeps their proportions at the town's latitude.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any, NamedTuple
from unicodedata import east_asian_width

from django.utils.translation import gettext as _
from markupsafe import Markup, escape
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from .svg import num

LonLat = tuple[float, float]
Boxed = tuple[float, float, float, float]
WIDTH = 1000
_PAD = 18
LONGEST_NUMBER = 4
MARGIN = 0.0008  # degrees around places that no outline holds


class Pin(NamedTuple):
    """A numbered place; the same number stands in the list beside the map. `place`: where it is, if the number lies aside."""

    lon: float
    lat: float
    text: str
    href: str = ""
    title: str = ""
    place: LonLat | None = None


@dataclass(frozen=True, slots=True)
class StreetHeat:
    """A street with its count: its line when known (lon, lat pairs), else the points of its shops.

    `way`: "line" or "run" (not surveyed: dotted) for a street that is itself what the map shows.
    """

    name: str
    count: int
    line: Sequence[LonLat] = ()
    points: Sequence[LonLat] = ()
    way: str = ""


class Label(NamedTuple):
    """Quiet letters lying on the land: large for a number ("18", "20e"), small for the name of a quarter."""

    lon: float
    lat: float
    text: str


@dataclass(frozen=True)
class View:
    """From degrees to the 1000-wide viewBox."""

    west: float
    north: float
    scale: float
    squeeze: float
    height: float

    @classmethod
    def around(cls, bounds: tuple[float, float, float, float]) -> View:
        west, south, east, north = bounds
        squeeze = cos(radians((south + north) / 2))
        wide, high = max((east - west) * squeeze, 1e-6), max(north - south, 1e-6)
        # a very tall town would push the page down: at most as high as wide
        scale = min((WIDTH - 2 * _PAD) / wide, (WIDTH - 2 * _PAD) / high)
        spare = (WIDTH - 2 * _PAD - wide * scale) / 2
        left = west - (_PAD + spare) / (scale * squeeze)
        return cls(left, north + _PAD / scale, scale, squeeze, high * scale + 2 * _PAD)

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        return (lon - self.west) * self.squeeze * self.scale, (self.north - lat) * self.scale

    def xy(self, lon: float, lat: float) -> str:
        x, y = self.at(lon, lat)
        return f"{num(x)} {num(y)}"


def heat_steps(counts: Iterable[int]) -> list[int]:
    """Lower edges of up to five steps for `counts`, smallest first: [1, 10, 17, 24, 31]. Empty without counts."""
    most = max(counts, default=0)
    if most <= 0:
        return []
    return sorted({1, *(round(1 + (most - 1) * i / 5) for i in range(1, 5) if most > 1)})


def heat_of(count: int, steps: Sequence[int]) -> int:
    """0 = nothing, else 1..5."""
    return sum(1 for step in steps if count >= step)


def town_map(
    polygons: Sequence[Mapping[str, Any] | BaseGeometry],
    *,
    quarters: Sequence[Mapping[str, Any] | BaseGeometry] = (),
    points: Sequence[LonLat] = (),
    pins: Sequence[Pin] = (),
    streets_heat: Sequence[StreetHeat] = (),
    labels: Sequence[Label] = (),
    label: str,
    named_streets: int = 8,
    margin: float = MARGIN,
) -> Markup:
    """The drawing (an `<svg role="img">` that says `label`).

    `polygons` and `quarters` are GeoJSON geometries or shapely ones; `points` one dot a shop. Without any polygon
    the frame is drawn around what there is, `margin` degrees wider; with nothing at all an empty sheet says so.
    """
    land = [g for g in map(_geometry, polygons) if not g.is_empty]
    lines = [g for g in map(_geometry, quarters) if not g.is_empty]
    everything = [*points, *((p.lon, p.lat) for p in pins), *(c for s in streets_heat for c in (*s.line, *s.points))]
    bounds = _bounds(land + lines, everything, margin)
    if bounds is None:
        return Markup('<p class="quiet-text">{}</p>').format(_("No place is on the map yet."))
    view = View.around(bounds)
    out = [f'<path class="land" d="{_outline(g, view)}"/>' for g in land]
    out += [f'<path class="qu" d="{_outline(g, view)}"/>' for g in lines]
    out += [_number(item, view) for item in labels if len(item.text) <= LONGEST_NUMBER]
    ways = [street for street in streets_heat if street.way]
    out += [f'<path class="way {street.way}" d="M{" ".join(view.xy(*c) for c in street.line)}"/>' for street in ways]
    out.append(_dots(points, view))
    out += _names([item for item in labels if len(item.text) > LONGEST_NUMBER], view)
    out += _heat([street for street in streets_heat if not street.way], view, named_streets)
    out += [f'<path class="lead" d="M{view.xy(*pin.place)}L{view.xy(pin.lon, pin.lat)}"/>' for pin in pins if pin.place]
    out += [_pin(pin, view) for pin in pins]
    return Markup(
        f'<svg viewBox="0 0 {WIDTH} {num(view.height)}" role="{"group" if any(p.href for p in pins) else "img"}" '
        f'aria-label="{escape(label)}">{"".join(out)}</svg>'
    )


def _geometry(value: Mapping[str, Any] | BaseGeometry) -> BaseGeometry:
    return value if isinstance(value, BaseGeometry) else shape(value)


def _bounds(shapes: list[BaseGeometry], spots: list[LonLat], margin: float) -> tuple[float, float, float, float] | None:
    if shapes:
        west, south, east, north = unary_union([g.envelope for g in shapes]).bounds
        return west, south, east, north
    if not spots:
        return None
    lons, lats = [s[0] for s in spots], [s[1] for s in spots]
    return min(lons) - margin, min(lats) - margin, max(lons) + margin, max(lats) + margin


def _outline(geometry: BaseGeometry, view: View) -> str:
    """Path of all rings, simplified to about a third of a viewBox unit's visible detail."""
    simple = geometry.simplify(1.2 / view.scale, preserve_topology=True)
    out = []
    for part in getattr(simple, "geoms", [simple]):
        if part.geom_type == "Polygon":
            rings = [part.exterior, *part.interiors]
            out += ["M" + " ".join(view.xy(*c[:2]) for c in ring.coords[:-1]) + "Z" for ring in rings]
        elif part.geom_type in ("LineString", "LinearRing"):
            out.append("M" + " ".join(view.xy(*c[:2]) for c in part.coords))
    return "".join(out)


def _dots(points: Sequence[LonLat], view: View) -> str:
    """All shops as one path of round-capped hairs: a thousand circles would weigh ten times more."""
    if not points:
        return ""
    seen = dict.fromkeys(tuple(round(v) for v in view.at(*p)) for p in points)
    return '<path class="shops" d="' + "".join(f"M{x} {y}h.1" for x, y in seen) + '"/>'


def _number(item: Label, view: View) -> str:
    x, y = view.at(item.lon, item.lat)
    return f'<text class="ar" x="{num(x)}" y="{num(y + 40)}">{escape(item.text)}</text>'


def _names(labels: Sequence[Label], view: View) -> list[str]:
    """Each where it has room: inside the drawing, on no name before it, at most a line away; else not at all."""
    out: list[str] = []
    taken: list[Boxed] = []
    for item in labels:
        x, y = view.at(item.lon, item.lat)
        half = 6 * sum(2 if east_asian_width(c) in "WF" else 1 for c in item.text)
        x = min(max(x, half), WIDTH - half)
        for base in (y, y + 34, y - 34):
            if 26 <= base <= view.height - 8 and _free((x - half, base - 22, x + half, base + 8), taken):
                out.append(f'<text class="nm" x="{num(x)}" y="{num(base)}">{escape(item.text)}</text>')
                break
    return out


def _free(box: Boxed, taken: list[Boxed]) -> bool:
    """Take the room of a text unless another one lies there: left, top, right, bottom."""
    if any(box[2] >= t[0] and box[0] <= t[2] and box[3] >= t[1] and box[1] <= t[3] for t in taken):
        return False
    taken.append(box)
    return True


def _pin(pin: Pin, view: View) -> str:
    x, y = view.at(pin.lon, pin.lat)
    drawn = (
        f'<g class="pin"><circle cx="{num(x)}" cy="{num(y)}" r="19"/>'
        f'<text x="{num(x)}" y="{num(y + 8.5)}">{escape(pin.text)}</text></g>'
    )
    if not pin.href:
        return drawn
    # the spoken name begins with what is seen, so that "click 3" works by voice
    said = f"{pin.text}. {pin.title}" if pin.title else pin.text
    return f'<a href="{escape(pin.href)}" aria-label="{escape(said)}">{drawn}</a>'


def _heat(streets: Sequence[StreetHeat], view: View, named: int) -> list[str]:
    """Quiet streets first, loud ones over them, names last; a name is left out where another lies."""
    steps = heat_steps(s.count for s in streets)
    ranked = sorted(streets, key=lambda s: (s.count, s.name))
    out = [_street(s, heat_of(s.count, steps), view) for s in ranked]
    taken: list[Boxed] = []
    for street in reversed(ranked[-named:] if named else []):
        spot = _middle(street)
        if street.count > 0 and spot is not None:
            out.append(_street_name(street, *view.at(*spot), view.height, taken))
    return out


def _street(street: StreetHeat, heat: int, view: View) -> str:
    level = f" h{heat}" if heat else ""
    if len(street.line) > 1:
        return f'<path class="st{level}" d="M{" ".join(view.xy(*c) for c in street.line)}"/>'
    run = "".join(f"M{view.xy(*c)}h.1" for c in street.points or street.line)
    return f'<path class="st run{level}" d="{run}"/>' if run else ""


def _middle(street: StreetHeat) -> LonLat | None:
    spots = street.line or sorted(street.points)
    return spots[len(spots) // 2] if spots else None


def _street_name(street: StreetHeat, x: float, y: float, height: float, taken: list[Boxed]) -> str:
    text, count = street.name, str(street.count)
    wide = 12.6 * len(text) + 15 * len(count) + 12
    left = min(max(x + 14, 6), WIDTH - wide - 6)
    for drop in (-16, 32, -48, 64):
        top = min(max(y + drop, 24), height - 8)
        box = (left, top - 26, left + wide, top + 8)
        if _free(box, taken):
            return (
                f'<text class="lb" x="{num(left)}" y="{num(top)}">{escape(text)} '
                f'<tspan font-weight="400">{count}</tspan></text>'
            )
    return ""
