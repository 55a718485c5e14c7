"""A shop without a photo gets its front drawn from its trade, its number and its name: same input, same drawing.

Colours of the trade are attributes; what changes at night (glass, pavement, the veil over walls) are classes of
`maillon.css`, so the same drawing is painted wood by day and lit windows by night.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import east_asian_width

from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from .shelves import SHELVES
from .svg import circle, dice, line, num, path, pick, rect

WIDTH, HEIGHT = 320, 202
STONE = ["#e6dcc4", "#ded2b8", "#e9dfce", "#d9cdb9", "#e2d3bd", "#d5cbb9"]
SHUTTERS = ["#8a9a92", "#a8b0a0", "#9a9284", "#7f929c"]


class Paint(NamedTuple):
    """Woodwork, awning stripe, other stripe."""

    wood: str
    stripe: str
    other: str


PAINTS: dict[str, list[Paint]] = {
    "bakery": [Paint("#6f3219", "#c9862a", "#fdf3dc"), Paint("#5b2f1c", "#b5622c", "#fbeed6")],
    "books": [Paint("#1d3a5c", "#2f6290", "#f5efe0"), Paint("#22463f", "#3d7a6b", "#f3efe0")],
    "florist": [Paint("#2b5842", "#7da556", "#f8f4e4"), Paint("#3d5a2c", "#a06a92", "#f8f0ec")],
    "cheese": [Paint("#7d5c14", "#e2b23a", "#fff8e2")],
    "greengrocer": [Paint("#2f5a33", "#5f9a3f", "#f7f3df"), Paint("#6b3a1c", "#d8722a", "#fdf1de")],
    "restaurant": [
        Paint("#5c1f22", "#a8373a", "#f9ecdf"), Paint("#23403a", "#3f7a66", "#f3eedd"),
        Paint("#3b2a4a", "#74548c", "#f3edf2"), Paint("#6a3f14", "#c7782a", "#fbf0dc"),
    ],
    "cafe": [Paint("#3d2b1f", "#8a5a34", "#f6ead6"), Paint("#1f3d3a", "#b4452f", "#f8eddc")],
    "hairdresser": [Paint("#3a3343", "#73628a", "#f2edf4"), Paint("#27474f", "#4e8c96", "#eef3ef")],
    "clothes": [Paint("#562743", "#a4547f", "#f8ecef"), Paint("#2c3e55", "#6583a3", "#eef1f2")],
    "shoes": [Paint("#47321f", "#8d6340", "#f4e8d6")],
    "bicycle": [Paint("#20444f", "#d0742c", "#f7efdf")],
    "pharmacy": [Paint("#1f5137", "#2f8f58", "#f2f7ef")],
    "convenience": [Paint("#4a3620", "#b8402a", "#fbeee0"), Paint("#1f4a3c", "#c79a2c", "#f8f3e0")],
    "hardware": [Paint("#1c5560", "#3c8b97", "#eef4ee")],
    "toys": [Paint("#93372a", "#dc6245", "#fdf0e2")],
    "butcher": [Paint("#6b2222", "#b23a34", "#fbeee8"), Paint("#4c2a2a", "#9c4a40", "#f7ebe4")],
    "seafood": [Paint("#1d4460", "#3f86a8", "#eef5f6"), Paint("#24504e", "#4f9a98", "#eff5f1")],
    "wine": [Paint("#4a1c2b", "#8f3a4e", "#f7ece6"), Paint("#2f3a22", "#6f7f3f", "#f3f0df")],
    "optician": [Paint("#22384a", "#4f7f9c", "#f0f4f4")],
    "perfumery": [Paint("#4a3346", "#a5708f", "#f8eef2")],
    "jewelry": [Paint("#2c2638", "#a8893f", "#f6f0df")],
    "electronics": [Paint("#2a3a44", "#5f8a94", "#eef3f2")],
    "furniture": [Paint("#5a3d24", "#a9763f", "#f6ecda")],
    "shop": [Paint("#4f4639", "#8b7a5e", "#f4ecdc"), Paint("#374a55", "#6f8996", "#eef0ea")],
    "closed": [Paint("#5d5a52", "#8d897e", "#dedacd")],
}  # fmt: skip

# OpenStreetMap values (shop=, amenity=, craft=) that share a window.
_SAME = {
    "bakery": "pastry confectionery chocolate", "books": "stationery newsagent library art music copyshop",
    "florist": "garden_centre", "cheese": "dairy", "butcher": "deli", "seafood": "fishmonger",
    "greengrocer": "farm fruit organic", "restaurant": "fast_food food_court caterer",
    "cafe": "bar pub biergarten tea coffee ice_cream", "wine": "beverages alcohol winery brewery",
    "hairdresser": "beauty barber tattoo massage", "optician": "hearing_aids", "perfumery": "cosmetics herbalist candles",
    "clothes": "boutique fashion fashion_accessories second_hand fabric haberdashery tailor sewing swimwear laundry"
    " dry_cleaning hat hats bag charity",
    "jewelry": "jeweller watches watchmaker pawnbroker",
    "shoes": "shoe_repair shoemaker cobbler leather", "bicycle": "bicycle_rental sports outdoor motorcycle",
    "pharmacy": "chemist medical_supply dentist doctors clinic physiotherapist veterinary",
    "convenience": "supermarket grocery general variety_store kiosk bulk frozen_food health_food spices pasta nuts",
    "hardware": "doityourself paint houseware kitchen plumber electrician carpenter repair car_repair key_cutter locksmith",
    "electronics": "mobile_phone computer appliance hifi video internet_cafe",
    "furniture": "interior_decoration bed lighting carpet curtain antiques upholsterer",
    "toys": "games gift video_games baby_goods party", "closed": "vacant",
}  # fmt: skip
DRAWING_OF: dict[str, str] = {value: key for key, values in _SAME.items() for value in values.split()}


def facade(
    trade: str, number: str | int | None, name: str, *, label: str | None = None, decorative: bool = False
) -> Markup:
    """The front as inline SVG, 320 x 202 units.

    `trade` is one of `PAINTS` or an OpenStreetMap value; anything else is drawn as a plain shop. `label` is the
    sentence read aloud (default: "Drawn front of ..."); `decorative` hides it where the name stands beside it.
    """
    said = label or _("Drawn front of %(name)s") % {"name": name}
    spoken = 'aria-hidden="true"' if decorative else f'role="img" aria-label="{escape(said)}"'
    drawing = "".join(_parts(drawing_of(trade), str(number or "").strip(), name))
    return Markup(f'<svg class="facade" viewBox="0 0 {WIDTH} {HEIGHT}" {spoken}>{drawing}</svg>')


def facade_file(trade: str, number: str | int | None, name: str) -> str:
    """The same front as a file of its own, for pages with many of them: it carries its two schemes itself."""
    drawing = "".join(_parts(drawing_of(trade), str(number or "").strip(), name))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"><style>'
        ".g{fill:#dfe8e4}.p{fill:#b9b1a0}.nw,.nf{fill:none}text{font:700 16px Georgia,serif}"
        "@media(prefers-color-scheme:dark){.g{fill:#f4d58a}.p{fill:#34302a}"
        ".nw{fill:#14130f;fill-opacity:.78}.nf{fill:#14130f;fill-opacity:.38}}"
        f"</style>{drawing}</svg>"
    )


def drawing_of(trade: str) -> str:
    """The key of `PAINTS` under which a trade is drawn."""
    key = trade.lower().strip().replace("-", "_").replace(" ", "_")
    return key if key in PAINTS else DRAWING_OF.get(key, "shop")


def _parts(kind: str, number: str, name: str) -> Iterator[str]:
    roll = dice(kind, number, name)
    paint = pick(PAINTS[kind], next(roll))
    even = int((re.match(r"\d+", number) or ["0"])[0]) % 2 == 0
    yield from _upper_floor(roll)
    yield rect(16, 54, 288, 134, paint.wood) + rect(16, 54, 288, 134, ".nf")
    yield rect(16, 54, 288, 4, "#fff", 'opacity=".18"') + rect(16, 82, 288, 2, "#000", 'opacity=".3"')
    yield _sign(name)
    window, wide, door = (106, 184, 34) if even else (30, 184, 232)
    if kind == "closed":
        yield _shutters_down(window, wide, door)
    else:
        yield from _window(kind, window, wide, roll)
        yield _door(door, even)
        yield _awning(paint, 10 + 2 * int(next(roll) * 2.99))
        yield rect(window, 112, wide, 7, "#000", 'opacity=".1"')
    yield _plate(number, even)
    yield rect(0, 188, WIDTH, 14, ".p") + rect(0, 188, WIDTH, 1.6, "#000", 'opacity=".25"')
    if kind != "closed":
        yield _pavement(int(next(roll) * 3.99), 300 if even else 8)


def _upper_floor(roll: Iterator[float]) -> Iterator[str]:
    """Wall and three windows; the veil darkens both at night, then the panes are lit over it."""
    wall, shutters, boxes = pick(STONE, next(roll)), pick(SHUTTERS, next(roll)), next(roll)
    yield rect(0, 0, WIDTH, 188, wall)
    yield "".join(rect(34 + i * 98 + side, -4, 15, 42, shutters) for i in range(3) for side in (-17, 46))
    yield rect(0, 0, WIDTH, 188, ".nw") + rect(0, 46, WIDTH, 5, "#000", 'opacity=".12"')
    for i in range(3):
        x = 34 + i * 98
        yield rect(x, -4, 44, 42, ".g", 'opacity=".95"') + rect(x + 21, -4, 2, 42, "#f4efe3")
        rail = f"M{x - 4} 27h52M{x - 4} 38h52" + "".join(f"M{x + j * 7} 27v11" for j in range(7))
        yield line(rail, "#2a2a28", 1.5)
        if boxes > 0.6:
            colours = ["#4f8248", "#c8524a"]
            yield from (circle(x + 3 + j * 8, 26 - (j % 2) * 3, 3, colours[j % 2]) for j in range(6))
            yield rect(x - 1, 28, 46, 6, "#7d4a2e")


def _sign(name: str, room: float = 246) -> str:
    """The name on its board, made to fit: smaller, then cut with an ellipsis; never over the edge."""
    # a name from outside may hold anything: control characters would break the drawing as a file
    text = "".join(c for c in name.strip()[:80] if c.isprintable()).upper()
    while len(text) > 1 and _ems(text) * 10.5 > room:
        text = text.rstrip("…")[:-1].rstrip() + "…"
    ems = _ems(text) or 1
    size = min(19.0, room / ems)
    spacing = max(0.0, min(3.0, (room - ems * size) / max(len(text), 1)))
    # A fallback face may be wider than ours: near the edge, the browser is told the length.
    hold = f' textLength="{num(room)}" lengthAdjust="spacingAndGlyphs"' if ems * size > room * 0.93 else ""
    return (
        f'<text x="160" y="{num(70 + size * 0.34)}" text-anchor="middle" font-size="{num(size)}" '
        f'letter-spacing="{num(spacing)}" fill="#fbf1dc"{hold}>{escape(text)}</text>'
    )


def _ems(text: str) -> float:
    """Rough width in ems of capitals in a bold serif."""
    wide = {" ": 0.25, "I": 0.4, "J": 0.45, ".": 0.28, "'": 0.25, "’": 0.25, "-": 0.4, "M": 0.95, "W": 1.05, "…": 0.9}
    return sum(wide.get(c, 1.05 if east_asian_width(c) in "WF" else 0.72) for c in text)


def _window(kind: str, x: float, wide: float, roll: Iterator[float]) -> Iterator[str]:
    yield rect(x, 90, wide, 82, ".g")
    yield SHELVES[kind](x + 4, wide - 8, 170, roll)
    yield rect(x, 170, wide, 3, "#000", 'opacity=".35"')
    yield path(f"M{num(x + wide - 52)},112 l-26,58 h14 l26,-58z", "#fff", 'opacity=".2"')


def _door(x: float, even: bool) -> str:
    frame = 'stroke="#000" stroke-opacity=".35" stroke-width="2"'
    out = rect(x + 6, 96, 42, 62, ".g") + rect(x, 90, 54, 98, "none", frame)
    out += circle(x + (46 if even else 8), 150, 2.6, "#e2c27a") + rect(x + 16, 118, 22, 14, "#fdfbf5")
    return out + rect(x + 19, 122, 16, 2, "#24632f") + rect(x + 19, 126, 11, 2, "#b9b1a0")


def _awning(paint: Paint, stripes: int) -> str:
    out = []
    top, low, y1, y2 = (24, 296), (12, 308), 84, 108
    for i in range(stripes):
        a, b = (top[0] + (top[1] - top[0]) * j / stripes for j in (i, i + 1))
        c, d = (low[0] + (low[1] - low[0]) * j / stripes for j in (i, i + 1))
        half = num((d - c) / 2)
        shape = f"M{num(a)},{y1} H{num(b)} L{num(d)},{y2} v4 a{half},7 0 0 1 -{num(d - c)},0 v-4z"
        out.append(path(shape, paint.other if i % 2 else paint.stripe))
    return "".join(out) + line(f"M{low[0]},{y2} H{low[1]}", "#000", 1.2, 'stroke-opacity=".2"')


def _shutters_down(x: float, wide: float, door: float) -> str:
    slats = "".join(rect(x, 94 + i * 7, wide, 1.4, "#8d897e") for i in range(11))
    slats += "".join(rect(door, 94 + i * 7, 54, 1.4, "#8d897e") for i in range(13))
    return rect(x, 90, wide, 82, "#b9b4a6") + rect(door, 90, 54, 98, "#b9b4a6") + slats + rect(16, 88, 288, 100, ".nf")


def _plate(number: str, even: bool) -> str:
    if not number:
        return ""
    text = "".join(c for c in number[:6] if c.isprintable())
    wide = 13 + 6 * len(text)
    x = 2 if even else WIDTH - wide - 2
    return rect(x, 58, wide, 15, "#17458f", 'stroke="#2f7a4d" stroke-width="1.6"') + (
        f'<text x="{num(x + wide / 2)}" y="69.6" font-size="11" text-anchor="middle" fill="#fff">{escape(text)}</text>'
    )


def _pavement(kind: int, x: float) -> str:
    if kind == 0:
        pot = path(f"M{num(x - 8)},172 h20 l-3,18 h-14z", "#7d4a2e") + circle(x + 2, 162, 12, "#3f6b3a")
        return pot + circle(x - 5, 155, 8, "#4f8248") + circle(x + 8, 153, 8, "#2f5a34")
    if kind == 1:
        board = path(f"M{num(x - 9)},192 l7,-34 h10 l7,34", "#2a2723") + rect(x - 2, 163, 10, 2, "#fdfbf5")
        return board + rect(x - 3, 169, 12, 2, "#f0b429") + rect(x - 4, 175, 10, 2, "#fdfbf5")
    if kind == 2:
        bench = rect(x - 9, 176, 22, 4, "#8a5a34") + rect(x - 7, 180, 3, 11, "#5b3a22")
        return bench + rect(x + 8, 180, 3, 11, "#5b3a22")
    return ""
