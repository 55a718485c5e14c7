"""Numbers as pictures: small SVG or HTML strings, each a `role="img"` with the sentence that holds the numbers."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup, escape

from .svg import num

Week = tuple[int, int]
"""Thumbs up, thumbs down."""


def thumbs_sentence(weeks: Sequence[Week], low: int | None = None, high: int | None = None) -> str:
    """"This week: 9 thumbs up, 2 down. Usually 4 to 7 up.\""""
    up, down = weeks[-1] if weeks else (0, 0)
    ups = ngettext("%(n)s thumb up", "%(n)s thumbs up", up) % {"n": up}
    said = _("This week: %(ups)s, %(down)s down.") % {"ups": ups, "down": down}
    if low is None or high is None:
        return said
    return said + " " + _("Usually %(usual)s up.") % {"usual": usual_words(low, high)}


def usual_words(low: int, high: int) -> str:
    """"4 to 7", or "4" when the usual never moves."""
    return str(low) if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}


def dots(weeks: Sequence[Week], low: int, high: int, *, label: str | None = None, width: int = 330) -> Markup:
    """One dot, one thumb: full above the line = up, ring below = down; the band is the usual.

    Made for up to about 12 thumbs a week; above that, `columns` (bars) reads better and is drawn instead.
    """
    if not weeks:
        weeks = [(0, 0)]
    if max(up for up, _down in weeks) > 14:
        return columns(weeks, low, high, label=label, width=width)
    radius = 6.5
    pitch, step = 2 * radius + 3, (width - 20) / len(weeks)
    most, worst = max(max(up for up, _d in weeks), high, 3), max(down for _u, down in weeks)
    base = 10 + most * pitch
    out = [_band(width, base - 4 - high * pitch, max((high - low) * pitch, 3), _("usual"))]
    for i, (up, down) in enumerate(weeks):
        x = 10 + step * (i + 0.5)
        if i == len(weeks) - 1:
            top, tall = base - up * pitch - 9, (up + down) * pitch + 14
            out.append(f'<rect class="now" x="{num(x - radius - 5)}" y="{num(top)}" width="{num(2 * radius + 10)}" height="{num(tall)}" rx="3"/>')
        out += [f'<circle class="up" cx="{num(x)}" cy="{num(base - 4 - j * pitch - radius)}" r="{radius}"/>' for j in range(up)]
        out += [f'<circle class="dn" cx="{num(x)}" cy="{num(base + 5 + j * pitch + radius)}" r="{radius - 1}"/>' for j in range(down)]
    return _frame(out, width, base, base + worst * pitch + 32, len(weeks), label or thumbs_sentence(weeks, low, high))


def columns(weeks: Sequence[Week], low: int, high: int, *, label: str | None = None, width: int = 330) -> Markup:
    """The same weeks as bars, for shops with many thumbs: up above the line, down below it, hatched by shape."""
    weeks = weeks or [(0, 0)]
    most, worst = max(max(up for up, _d in weeks), high, 1), max(down for _u, down in weeks)
    scale, step, base = 130 / most, (width - 20) / len(weeks), 144.0
    out = [_band(width, base - high * scale, max((high - low) * scale, 3), _("usual"))]
    for i, (up, down) in enumerate(weeks):
        x, wide = 10 + step * i + 2, step - 4
        out.append(f'<rect class="up" x="{num(x)}" y="{num(base - up * scale)}" width="{num(wide)}" height="{num(up * scale)}"/>')
        if down:
            out.append(f'<rect class="dn" x="{num(x + 1)}" y="{num(base + 3)}" width="{num(wide - 2)}" height="{num(max(down * scale, 2))}"/>')
        if i == len(weeks) - 1:
            out.append(f'<rect class="now" x="{num(x - 3)}" y="{num(base - up * scale - 4)}" width="{num(wide + 6)}" height="{num((up + down) * scale + 8)}" rx="3"/>')
    return _frame(out, width, base, base + worst * scale + 32, len(weeks), label or thumbs_sentence(weeks, low, high))


def spark(weeks: Sequence[Week], label: str | None = None) -> Markup:
    """Twelve weeks in the height of a line: bars up, and below the line bars down."""
    most = max([4, *(up for up, _down in weeks)])
    out = []
    for i, (up, down) in enumerate(weeks):
        x, tall = i * 7.4, up / most * 16
        if up:
            out.append(f'<rect class="u" x="{num(x)}" y="{num(16 - tall)}" width="5.4" height="{num(tall)}"/>')
        if down:
            out.append(f'<rect class="d" x="{num(x)}" y="18" width="5.4" height="{min(6, down * 3)}"/>')
    said = escape(label or thumbs_sentence(weeks))
    return Markup(
        f'<svg class="spark" viewBox="0 0 {num(max(88, len(weeks) * 7.4))} 24" role="img" aria-label="{said}">'
        f'<path class="b" d="M0 17H{num(max(88, len(weeks) * 7.4))}"/>{"".join(out)}</svg>'
    )


def clock(share: float, state: str, text: str) -> Markup:
    """A ring that repeats what `text` says. `share` 0..1 of the time gone; `state` "", soon, late or done."""
    filled = num(max(0.0, min(1.0, share)) * 100)
    return Markup(
        '<span class="clock {}"><svg viewBox="0 0 24 24" aria-hidden="true"><circle class="track" cx="12" cy="12" r="8.5"/>'
        '<circle class="run" cx="12" cy="12" r="8.5" pathLength="100" stroke-dasharray="{} 100"/></svg>{}</span>'
    ).format(state, filled, text)


def usual(value: float | None, low: float, high: float, *, top: float | None = None, label: str) -> Markup:
    """This week as a point on the band of the usual. `value` None = too few to say; `top` = right end of the scale."""
    end = top or max(high * 1.4, (value or 0) * 1.1, 1)
    state = "none" if value is None else "above" if value > high else ""
    low_at, high_at, at = (num(100 * min(v, end) / end) for v in (low, high, value or 0))
    return Markup(
        '<span class="usual {}" style="--lo:{};--hi:{};--x:{}" role="img" aria-label="{}"><i></i><b></b></span>'
    ).format(state, low_at, high_at, at, label)


def effect(low: float, high: float, middle: float, *, reach: float, label: str) -> Markup:
    """An effect as an interval with a line at "no effect"; the scale runs from -reach to +reach."""
    at = [num(100 * (max(-reach, min(reach, v)) + reach) / (2 * reach)) for v in (low, high, middle, 0)]
    return Markup(
        '<span class="usual effect" style="--lo:{};--hi:{};--x:{};--zero:{}" role="img" aria-label="{}"><i></i><b></b></span>'
    ).format(*at, label)


def _band(width: int, top: float, tall: float, word: str) -> str:
    label_y = top + (17 if tall > 20 else -5)
    return (
        f'<rect class="band" x="0" y="{num(top)}" width="{width}" height="{num(tall)}"/>'
        f'<text x="4" y="{num(label_y)}">{escape(word)}</text>'
    )


def _frame(out: list[str], width: int, base: float, height: float, weeks: int, label: str) -> Markup:
    span = ngettext("%(n)s week", "%(n)s weeks", weeks) % {"n": weeks}
    foot = f'<path class="base" d="M0 {num(base)}H{width}"/><text x="0" y="{num(height - 6)}">{escape(span)}</text>'
    foot += f'<text x="{width}" y="{num(height - 6)}" text-anchor="end">{escape(_("this week"))}</text>'
    # a label above a band that touches the top needs room
    return Markup(
        f'<svg class="dots" viewBox="0 -16 {width} {num(height + 16)}" role="img" aria-label="{escape(label)}">'
        f'{"".join(out)}{foot}</svg>'
    )
