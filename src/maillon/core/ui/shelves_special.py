"""Windows of shops whose wares would be wrong in another's: fish, meat, bottles, spectacles, scents, jewels, screens, chairs."""

from __future__ import annotations

from collections.abc import Iterator

from .svg import circle, ellipse, line, num, path, pick, rect


def fish(x: float, w: float, y: float, roll: Iterator[float]) -> str:
    out = [path(f"M{num(x)},{num(y)} l8,-16 h{num(w - 16)} l8,16z", "#e9f1f3")]
    for j in range(int((w - 24) / 9)):
        out.append(circle(x + 14 + j * 9, y - 5 - (j % 2) * 4, 4.6, "#fbfdfd"))
    for i in range(4):
        at, high = x + 12 + i * (w - 20) / 4, y - 18 - next(roll) * 4
        skin = pick(["#6f93a6", "#8fa7ad", "#c9736a", "#5d7f8c"], next(roll))
        body = f"M{num(at)},{num(high)} q14,-13 27,-1 l8,-7 v16 l-8,-7 q-13,12 -27,-1z"
        out.append(path(body, skin) + circle(at + 6, high - 1.5, 1.4, "#1f2a2e"))
        out.append(line(f"M{num(at + 11)},{num(high - 4)} q3,4 0,8", "#fdfbf5", 1.2))
    lemon = circle(x + w - 12, y - 44, 7, "#f0c93a") + line(f"M{num(x + w - 19)},{num(y - 44)} h14", "#fdf3c4", 1.4)
    return "".join(out) + lemon


def meat(x: float, w: float, y: float, roll: Iterator[float]) -> str:
    out = [line(f"M{num(x + 6)},{num(y - 56)} h{num(w - 12)}", "#6d6a60", 2.6)]
    for i in range(5):
        at, long = x + 16 + i * 13, 20 + next(roll) * 10
        out.append(line(f"M{num(at)},{num(y - 56)} v6", "#e9dfce", 1.4))
        out.append(rect(at - 4, y - 50, 8, long, pick(["#8a3228", "#a5473a", "#6f2a24"], next(roll)), 'rx="4"'))
    ham = f"M{num(x + w - 58)},{num(y - 54)} q-16,18 -6,34 q14,10 24,-4 q5,-16 -10,-30z"
    out.append(path(ham, "#c4675a") + circle(x + w - 52, y - 26, 4, "#f3dcd2"))
    out.append(rect(x + 6, y - 6, w - 12, 6, "#e9ece8"))
    for i in range(3):
        at = x + 18 + i * 34
        steak = f"M{num(at)},{num(y - 6)} q-3,-15 13,-14 q17,2 12,14z"
        out.append(path(steak, "#b5443a") + line(f"M{num(at + 4)},{num(y - 14)} q8,-4 14,1", "#f6e3da", 2.2))
    return "".join(out)


def bottles(x: float, w: float, y: float, roll: Iterator[float]) -> str:
    out, at = [], x + 6
    while at < x + w - 46:
        glass = pick(["#23402c", "#4a1f26", "#6b7f3a", "#c9b36a"], next(roll))
        shape = f"M{num(at)},{num(y)} v-27 q0,-7 4,-9 v-14 h5 v14 q4,2 4,9 v27z"
        out.append(path(shape, glass) + rect(at + 1, y - 21, 11, 11, "#f4ecdc"))
        out.append(rect(at + 3.5, y - 52, 6, 5, pick(["#7a2233", "#c9a45a", "#1f1b16"], next(roll))))
        at += 17
    barrel = ellipse(x + w - 22, y - 19, 19, 19, "#8a5a34") + ellipse(x + w - 22, y - 19, 14, 14, "#a9773f")
    return "".join(out) + barrel + circle(x + w - 22, y - 13, 2.6, "#3d2b1f")


def spectacles(x: float, w: float, y: float, roll: Iterator[float]) -> str:
    out = []
    for base in (y - 4, y - 31):
        out.append(line(f"M{num(x + 4)},{num(base + 2)} h{num(w - 8)}", "#b9b1a0", 2))
        for i in range(4):
            at, rim = x + 22 + i * (w - 40) / 3, pick(["#1f1b16", "#8a3c24", "#2f6290", "#c9a45a"], next(roll))
            for side in (-9, 9):
                out.append(ellipse(at + side, base - 10, 7.5, 6.5, "#f4f8f6", f'stroke="{rim}" stroke-width="2.4"'))
            arms = f"M{num(at - 16)},{num(base - 12)} l-2,11 M{num(at + 16)},{num(base - 12)} l2,11"
            out.append(line(f"M{num(at - 2)},{num(base - 11)} h4 {arms}", rim, 2))
    return "".join(out)


def scents(x: float, w: float, y: float, roll: Iterator[float]) -> str:
    out = [line(f"M{num(x + 4)},{num(y - 31)} h{num(w - 8)}", "#c9a45a", 2)]
    for base, many in ((y, 6), (y - 32, 5)):
        for i in range(many):
            at, high = x + 10 + i * (w - 18) / many, 13 + next(roll) * 8
            out.append(rect(at, base - high, 18, high, pick(["#e9c4cf", "#f0dca6", "#c9dbe4", "#d9cbe6"], next(roll)), 'rx="3"'))
            out.append(rect(at + 6.5, base - high - 6, 5, 6, "#c9a45a") + circle(at + 9, base - high - 7, 3.2, "#a8823a"))
    return "".join(out)


def jewels(x: float, w: float, y: float, roll: Iterator[float]) -> str:
    out = []
    for i in range(3):
        at = x + 26 + i * (w - 52) / 2
        bust = f"M{num(at - 17)},{num(y)} q0,-22 11,-26 v-14 h12 v14 q11,4 11,26z"
        out.append(path(bust, pick(["#2f2a3a", "#47321f", "#2c3e4a"], next(roll))))
        out.append(line(f"M{num(at - 9)},{num(y - 24)} q9,20 18,0", "#e2c27a", 2))
        out.append(circle(at, y - 12, 4, pick(["#b8402a", "#2f6290", "#3f7a52", "#fdfbf5"], next(roll))))
    for i in range(2):
        at = x + 26 + (i + 0.5) * (w - 52) / 2
        out.append(rect(at - 8, y - 8, 16, 8, "#7a2233", 'rx="2"'))
        out.append(circle(at, y - 13, 5, "none", 'stroke="#e2c27a" stroke-width="2"') + circle(at, y - 19, 2.4, "#dfeef2"))
    return "".join(out)


def screens(x: float, w: float, y: float, roll: Iterator[float]) -> str:
    out = [rect(x + 6, y - 48, 68, 40, "#1f2226", 'rx="3"') + rect(x + 10, y - 44, 60, 32, "#7fa9c4")]
    out.append(rect(x + 34, y - 8, 12, 5, "#1f2226") + rect(x + 24, y - 3, 32, 3, "#1f2226"))
    for i in range(4):
        at, high = x + 86 + i * 16, 22 + next(roll) * 6
        out.append(rect(at, y - high, 12, high, "#1f2226", 'rx="2"'))
        out.append(rect(at + 1.5, y - high + 2, 9, high - 6, pick(["#8fc4b0", "#e0b04a", "#c98a9a", "#7fa9c4"], next(roll))))
    cup = circle(x + w - 18, y - 14, 11, "none", 'stroke="#47443c" stroke-width="3"')
    return "".join(out) + cup + "".join(rect(x + w - aside, y - 14, 7, 13, "#47443c", 'rx="3"') for aside in (32, 11))


def furniture(x: float, w: float, y: float, roll: Iterator[float]) -> str:
    cloth = pick(["#8a3c24", "#2f6c5c", "#6a4a7c", "#c9862a"], next(roll))
    out = rect(x + 10, y - 38, 52, 26, cloth, 'rx="7"') + rect(x + 4, y - 25, 12, 20, cloth, 'rx="5"')
    out += rect(x + 56, y - 25, 12, 20, cloth, 'rx="5"')
    out += rect(x + 12, y - 18, 48, 12, cloth, 'rx="3" stroke="#000" stroke-opacity=".2"')
    out += rect(x + 10, y - 6, 4, 6, "#47321f") + rect(x + 58, y - 6, 4, 6, "#47321f")
    legs = f"M{num(x + 89)},{num(y - 20)} v20 M{num(x + 123)},{num(y - 20)} v20"
    out += rect(x + 84, y - 24, 44, 4, "#8a5a34") + line(legs, "#8a5a34", 3)
    out += path(f"M{num(x + 99)},{num(y - 24)} h14 l2,-11 h-18z", "#a85f3b") + circle(x + 106, y - 40, 6, "#4f8248")
    out += rect(x + w - 27, y - 42, 2.6, 42, "#47321f") + ellipse(x + w - 26, y - 1.5, 12, 2, "#47321f")
    return out + path(f"M{num(x + w - 42)},{num(y - 40)} l8,-18 h16 l8,18z", "#f0d38a")
