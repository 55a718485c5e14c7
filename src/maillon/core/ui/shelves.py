"""What lies in a drawn shop window. Each function fills x..x+w, things standing on y (viewBox units)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import cos, radians, sin

from .shelves_special import bottles, fish, furniture, jewels, meat, scents, screens, spectacles
from .svg import circle, ellipse, line, num, path, pick, rect

Shelf = Callable[[float, float, float, Iterator[float]], str]


def bread(x: float, w: float, y: float, roll: Iterator[float]) -> str:
    out = [rect(x + 6, y - 20, 40, 20, "#9a6a36", 'rx="2"')]
    for i, crust in enumerate(["#d99a4a", "#c98535", "#e0aa5c", "#d99a4a", "#c98535"]):
        at = x + 9 + i * 7
        turn = f'rx="3" transform="rotate({-8 + i * 4} {num(at + 3)} {num(y - 10)})"'
        out.append(rect(at, y - 50 + next(roll) * 8, 6, 44, crust, turn))
    out.append(rect(x + 6, y - 20, 40, 20, "#8a5b2b", 'rx="2" opacity=".9"'))
    for i in range(3):
        at = x + 68 + i * 36
        out.append(path(f"M{num(at - 16)},{num(y)} q0,-22 16,-22 q16,0 16,22z", "#b9742b"))
        slash = f"M{num(at - 8)},{num(y - 13)} l6,5 M{num(at)},{num(y - 17)} l6,5"
        out.append(line(slash, "#f3d8a4", 2.5, 'stroke-linecap="round"'))
    return "".join(out)


def books(x: float, w: float, y: float, roll: Iterator[float]) -> str:
    spines = ["#b8402a", "#e0b04a", "#2f6c5c", "#20406a", "#8a4a6c", "#efe6d0"]
    out, at = [], x + 5
    while at < x + w - 44:
        wide = 5 + next(roll) * 5
        high = 26 + next(roll) * 17
        out.append(rect(at, y - high, wide, high, pick(spines, next(roll))))
        at += wide + 1.2
    lying = rect(x + w - 40, y - 38, 27, 38, "#e0b04a") + rect(x + w - 35, y - 31, 17, 3, "#6f3219")
    lying += rect(x + w - 35, y - 25, 12, 2.5, "#6f3219") + circle(x + w - 26.5, y - 12, 6, "#b8402a")
    return "".join(out) + f'<g transform="rotate(-9 {num(x + w - 28)} {num(y)})">{lying}</g>'


def flowers(x: float, w: float, y: float, roll: Iterator[float]) -> str:
    petals = ["#d9534a", "#f0b429", "#e58fb0", "#fbf3e4", "#8a5aa0"]
    out = []
    for i in range(5):
        at = x + 18 + i * (w - 30) / 4
        out.append(path(f"M{num(at - 9)},{num(y - 18)} h18 l-3,18 h-12z", "#a85f3b"))
        for j in range(5):
            angle, reach = radians(-60 + j * 30), 22 + next(roll) * 9
            px, py = at + sin(angle) * reach * 0.75, y - 18 - cos(angle) * reach
            out.append(line(f"M{num(at)},{num(y - 18)} L{num(px)},{num(py)}", "#3f6b3a", 1.8))
            out.append(circle(px, py, 4.6, petals[(i + j) % 5]))
    return "".join(out)


def cheeses(x: float, w: float, y: float, roll: Iterator[float]) -> str:
    out = rect(x + 8, y - 18, 52, 18, "#e7b94a", 'rx="3"') + rect(x + 16, y - 33, 38, 15, "#f3dfa6", 'rx="3"')
    out += rect(x + 24, y - 46, 24, 13, "#d99a3a", 'rx="3"')
    out += path(f"M{num(x + 74)},{num(y)} v-20 l44,-10 v30z", "#f2c955")
    out += circle(x + 86, y - 10, 3.5, "#c9932c") + circle(x + 102, y - 15, 4.2, "#c9932c")
    return out + circle(x + 110, y - 6, 2.8, "#c9932c") + rect(x + 130, y - 24, 32, 24, "#f6efdf", 'rx="12"')


def crates(x: float, w: float, y: float, roll: Iterator[float]) -> str:
    fruit = ["#d8722a", "#b8402a", "#8fae3a", "#e3c23c", "#5f8a3a", "#7a3f6a"]
    out = []
    for i in range(4):
        at, paint = x + 4 + i * (w - 4) / 4, pick(fruit, (i * 0.27 + next(roll)) % 1)
        for j in range(5):
            out.append(circle(at + 6 + j * 6.4, y - 15 - (j % 2) * 4, 5, paint))
        for j in range(3):
            out.append(circle(at + 10 + j * 7, y - 23, 5, paint))
        out.append(rect(at, y - 14, 38, 14, "#a9773f") + line(f"M{num(at)},{num(y - 7)} h38", "#7a5228", 1.6))
    return "".join(out)


def table_for_two(x: float, w: float, y: float, roll: Iterator[float]) -> str:
    out = []
    for at, cloth in ((x + 38, "#b8402a"), (x + w - 38, "#f4ead2")):
        out.append(rect(at - 1.5, y - 26, 3, 26, "#47321f") + ellipse(at, y - 2, 12, 2, "#47321f"))
        out.append(path(f"M{num(at - 24)},{num(y - 28)} h48 l4,13 h-56z", cloth))
        out.append(path(f"M{num(at - 8)},{num(y - 44)} h9 l-1,7 q-3.5,4 -7,0z", "#7a2233"))
        out.append(line(f"M{num(at - 3.5)},{num(y - 36)} v7 M{num(at - 7)},{num(y - 28.5)} h7", "#6d6a60", 1.4))
        out.append(rect(at + 9, y - 36, 3, 8, "#fdfbf5") + ellipse(at + 10.5, y - 38.5, 1.6, 3, "#f0b429"))
        for side in (-1, 1):
            back = at + side * 31
            out.append(line(f"M{num(back)},{num(y)} v-40 M{num(back)},{num(y - 18)} h{-side * 11} v18", "#2a2723", 2.6))
    return "".join(out)


def cups(x: float, w: float, y: float, roll: Iterator[float]) -> str:
    out = [rect(x + 6, y - 46, 48, 46, "#8d9296", 'rx="4"'), rect(x + 11, y - 40, 38, 13, "#2a2723", 'rx="2"')]
    out.append(line(f"M{num(x + 22)},{num(y - 26)} v7 M{num(x + 38)},{num(y - 26)} v7", "#2a2723", 4))
    out.append(rect(x + 10, y - 8, 40, 4, "#5d6366") + circle(x + 44, y - 50, 4, "#b8402a"))
    for i in range(3):
        at = x + 78 + i * 34
        paint = pick(["#fdfbf5", "#2f6290", "#b8402a", "#e0b04a"], next(roll))
        out.append(path(f"M{num(at - 11)},{num(y - 17)} h22 q0,14 -8,15 h-6 q-8,-1 -8,-15z", paint))
        out.append(line(f"M{num(at + 11)},{num(y - 14)} q7,0 5,6 q-2,4 -8,3", paint, 2.4))
        out.append(ellipse(at, y - 1.2, 15, 2, "#d9cdb9"))
        steam = f"M{num(at - 4)},{num(y - 22)} q-4,-5 0,-9 M{num(at + 4)},{num(y - 22)} q-4,-5 0,-9"
        out.append(line(steam, "#8f8a7c", 1.4, 'stroke-linecap="round"'))
    return "".join(out)


def mirrors(x: float, w: float, y: float, roll: Iterator[float]) -> str:
    out = []
    for i in range(3):
        at = x + 28 + i * (w - 52) / 2
        out.append(ellipse(at, y - 39, 14, 17, "#c9a45a") + ellipse(at, y - 39, 11, 14, "#f4f8f6"))
        seat = pick(["#8a3c24", "#2f3f5c", "#3f6b4a"], next(roll))
        out.append(rect(at - 12, y - 20, 24, 6, seat, 'rx="3"') + rect(at - 2, y - 14, 4, 11, "#6d6a60"))
        out.append(rect(at - 10, y - 4, 20, 4, "#47443c", 'rx="2"'))
    cut = f"M{num(x + w / 2 + 18)},{num(y - 8)} l16,-18 M{num(x + w / 2 + 18)},{num(y - 26)} l16,18"
    return "".join(out) + line(cut, "#47443c", 2.4, 'stroke-linecap="round"')


def clothes(x: float, w: float, y: float, roll: Iterator[float]) -> str:
    out = [line(f"M{num(x + 8)},{num(y - 50)} h{num(w - 16)}", "#47321f", 2.5)]
    for i, cloth in enumerate(["#2f6290", "#e0b04a", "#a83c2c", "#3f6b4a", "#6a4a7c"]):
        at = x + 24 + i * (w - 44) / 4
        hook = f"M{num(at)},{num(y - 50)} v5 M{num(at - 11)},{num(y - 40)} l11,-6 l11,6"
        out.append(line(hook, "#47321f", 1.6))
        hem = 22 + next(roll) * 6
        shirt = f"M{num(at - 12)},{num(y - 40)} l-5,12 l5,2 v{num(hem)} h24 v-{num(hem)} l5,-2 l-5,-12 q-12,6 -24,0z"
        out.append(path(shirt, cloth))
    return "".join(out)


def shoes(x: float, w: float, y: float, roll: Iterator[float]) -> str:
    out = []
    for i, (leather, tall) in enumerate((("#5b3a22", 34), ("#1f1b16", 16), ("#8a3c24", 26))):
        at = x + 10 + i * (w - 8) / 3
        boot = f"M{num(at)},{num(y - tall)} h15 v{tall - 13} q2,4 14,5 q6,1 6,8 h-35z"
        out.append(path(boot, leather) + rect(at, y - 3, 35, 3, "#d9b98a") + rect(at, y - 5, 9, 5, "#1f1b16"))
    return "".join(out)


def bicycles(x: float, w: float, y: float, roll: Iterator[float]) -> str:
    out = []
    for i in range(2):
        at, paint = x + 8 + i * (w - 6) / 2, pick(["#b8402a", "#2f6290", "#3f7a52", "#e0b04a"], next(roll))
        for hub in (at + 15, at + 59):
            out.append(circle(hub, y - 15, 14, "none", 'stroke="#2a2723" stroke-width="2.4"'))
            out.append(line(f"M{num(hub - 14)},{num(y - 15)} h28 M{num(hub)},{num(y - 29)} v28", "#8f8a7c", 0.8))
        frame = f"M{num(at + 15)},{num(y - 15)} l10,-20 h24 l-16,20 h-18 M{num(at + 33)},{num(y - 15)} l-8,-20"
        out.append(line(frame + f" M{num(at + 59)},{num(y - 15)} l-11,-25", paint, 2.8, 'stroke-linejoin="round"'))
        out.append(line(f"M{num(at + 43)},{num(y - 42)} h9 M{num(at + 20)},{num(y - 38)} h11", "#2a2723", 3))
    return "".join(out)


def remedies(x: float, w: float, y: float, roll: Iterator[float]) -> str:
    out = [line(f"M{num(x + 4)},{num(y - 30)} h{num(w - 56)}", "#8f8a7c", 2)]
    labels = ["#2f6290", "#3f7a52", "#b8402a", "#e0b04a"]
    for row, base in ((0, y), (1, y - 31)):
        for i in range(7 - row):
            at, high = x + 7 + i * 17 + row * 4, 15 + next(roll) * 9
            glass = pick(["#fdfbf5", "#cfe0d6", "#e9d9b4"], next(roll))
            out.append(rect(at, base - high, 12, high, glass, 'rx="2"'))
            out.append(rect(at + 3, base - high - 4, 6, 4, "#47443c"))
            out.append(rect(at, base - high * 0.6, 12, 5, pick(labels, next(roll))))
    cx, cy = x + w - 24, y - 28
    cross = f"M{num(cx - 6)},{num(cy - 18)} h12 v12 h12 v12 h-12 v12 h-12 v-12 h-12 v-12 h12z"
    return "".join(out) + path(cross, "#2c8a4c") + path(cross, "none", 'stroke="#fdfbf5" stroke-width="1.6"')


def groceries(x: float, w: float, y: float, roll: Iterator[float]) -> str:
    cans = ["#b8402a", "#e0b04a", "#2f6290", "#3f7a52", "#d8722a"]
    out = [line(f"M{num(x + 2)},{num(y - 27)} h{num(w - 4)}", "#8f8a7c", 2)]
    for base in (y, y - 28):
        at = x + 6
        while at < x + w - 16:
            wide, high = 10 + next(roll) * 6, 12 + next(roll) * 11
            out.append(rect(at, base - high, wide, high, pick(cans, next(roll)), 'rx="1.5"'))
            out.append(rect(at, base - high * 0.65, wide, high * 0.3, "#fdfbf5", 'opacity=".8"'))
            at += wide + 3
    return "".join(out)


def tools(x: float, w: float, y: float, roll: Iterator[float]) -> str:
    out = []
    for i, bristle in enumerate(["#c9862a", "#a83c2c", "#3f7a52"]):
        out.append(line(f"M{num(x + 16 + i * 13)},{num(y - 58)} v40", "#b98a4a", 3))
        out.append(path(f"M{num(x + 10 + i * 13)},{num(y - 18)} h12 l2,18 h-16z", bristle))
    for i, paint in enumerate(["#b8402a", "#e0b04a", "#2f6290"]):
        at = x + 64 + i * 32
        out.append(rect(at, y - 26, 26, 26, "#cfd3cf", 'rx="2"') + rect(at, y - 18, 26, 12, paint))
    return "".join(out)


def toys(x: float, w: float, y: float, roll: Iterator[float]) -> str:
    out = rect(x + 8, y - 20, 20, 20, "#2f6290") + rect(x + 30, y - 20, 20, 20, "#e0b04a")
    out += rect(x + 19, y - 40, 20, 20, "#3f7a52")
    for i, (radius, paint) in enumerate(((19, "#b8402a"), (15, "#e0b04a"), (11, "#2f6290"), (7, "#3f7a52"))):
        out += rect(x + 78 - radius, y - 9 - i * 9, radius * 2, 8, paint, 'rx="4"')
    return out + circle(x + 128, y - 15, 15, "#efe6d0") + path(
        f"M{num(x + 113)},{num(y - 15)} a15,15 0 0 1 30,0z", "#b8402a"
    )


def parcels(x: float, w: float, y: float, roll: Iterator[float]) -> str:
    """No trade known: a plant, a lamp, wrapped things. Says "a shop", promises nothing."""
    out = [path(f"M{num(x + 10)},{num(y - 16)} h20 l-3,16 h-14z", "#a85f3b")]
    for angle in (-34, -12, 12, 34):
        turn = f'transform="rotate({angle} {num(x + 20)} {num(y - 14)})"'
        out.append(ellipse(x + 20, y - 28, 4, 13, "#4f8248", turn))
    at = x + 46
    while at < x + w - 52:
        wide, high = 20 + next(roll) * 12, 16 + next(roll) * 18
        paint = pick(["#c9b48a", "#8fa3a0", "#d6c4a0", "#a8977a"], next(roll))
        out.append(rect(at, y - high, wide, high, paint) + rect(at + wide / 2 - 1.5, y - high, 3, high, "#fdfbf5"))
        at += wide + 5
    out.append(rect(x + w - 25, y - 34, 2.6, 34, "#47321f") + ellipse(x + w - 24, y - 1.5, 11, 2, "#47321f"))
    return "".join(out) + path(f"M{num(x + w - 38)},{num(y - 32)} l7,-20 h14 l7,20z", "#f0d38a")


SHELVES: dict[str, Shelf] = {
    "bakery": bread, "books": books, "florist": flowers, "cheese": cheeses, "greengrocer": crates,
    "restaurant": table_for_two, "cafe": cups, "hairdresser": mirrors, "clothes": clothes, "shoes": shoes,
    "bicycle": bicycles, "pharmacy": remedies, "convenience": groceries, "hardware": tools, "toys": toys,
    "shop": parcels, "butcher": meat, "seafood": fish, "wine": bottles, "optician": spectacles,
    "perfumery": scents, "jewelry": jewels, "electronics": screens, "furniture": furniture,
}  # fmt: skip
