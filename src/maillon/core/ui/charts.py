"""Numbers as pictures: small SVG or HTML strings, each a `role="img"` with the sentence that holds the numbers."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup, escape

from .svg import circle, num, rect

Week = tuple[int, int]
"""Thumbs up, thumbs down."""


def thumbs_sentence(weeks: Sequence[Week], low: int | None = None, high: int | None = None) -> str:
    """Such as "This week: 9 thumbs up, 2 down. Usually 4 to 7 up"."""
    up, down = weeks[-1] if weeks else (0, 0)
    ups = ngettext("%(n)s thumb up", "%(n)s thumbs up", up) % {"n": up}
    said = _("This week: %(ups)s, %(down)s down.") % {"ups": ups, "down": down}
    if low is None or high is None:
        return said
    return said + " " + _("Usually %(usual)s up.") % {"usual": usual_words(low, high)}


def usual_words(low: int, high: int) -> str:
    """The range in words, or one number when the usual never moves."""
    return str(low) if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}


def dots(
    weeks: Sequence[Week], low: int | None, high: int | None, *, label: str | None = None, width: int = 330
) -> Markup:
    """One dot, one thumb: full above the line = up, ring below = down; the band is the usual (None: too few to say).

    Made for up to about 12 thumbs a week; above that, `columns` (bars) reads better and is drawn instead.
    """
    if not weeks:
        weeks = [(0, 0)]
    if max(up for up, _down in weeks) > 14:
        return columns(weeks, low, high, label=label, width=width)
    radius = 6.5
    pitch, step = 2 * radius + 3, (width - 20) / len(weeks)
    most, worst = max(max(up for up, _d in weeks), high or 0, 3), max(down for _u, down in weeks)
    base = 10 + most * pitch
    out = [_band(width, base - 4, pitch, low, high)]
    for i, (up, down) in enumerate(weeks):
        x = 10 + step * (i + 0.5)
        if i == len(weeks) - 1:
            tall = (up + down) * pitch + 14
            out.append(rect(x - radius - 5, base - up * pitch - 9, 2 * radius + 10, tall, ".now", 'rx="3"'))
        out += [circle(x, base - 4 - j * pitch - radius, radius, ".up") for j in range(up)]
        out += [circle(x, base + 5 + j * pitch + radius, radius - 1, ".dn") for j in range(down)]
    out.append(_band_word(base - 4, pitch, low, high))
    return _frame(out, width, base, worst * pitch, len(weeks), label or thumbs_sentence(weeks, low, high))


def columns(
    weeks: Sequence[Week], low: int | None, high: int | None, *, label: str | None = None, width: int = 330
) -> Markup:
    """The same weeks as bars, for shops with many thumbs: up above the line, down below it, hatched by shape."""
    weeks = weeks or [(0, 0)]
    most, worst = max(max(up for up, _d in weeks), high or 0, 1), max(down for _u, down in weeks)
    scale, step, base = 130 / most, (width - 20) / len(weeks), 144.0
    out = [_band(width, base, scale, low, high)]
    for i, (up, down) in enumerate(weeks):
        x, wide = 12 + step * i, step - 4
        out.append(rect(x, base - up * scale, wide, up * scale, ".up"))
        if down:
            out.append(rect(x + 1, base + 3, wide - 2, max(down * scale, 2), ".dn"))
        if i == len(weeks) - 1:
            tall = (up + down) * scale + 8
            out.append(rect(x - 3, base - up * scale - 4, wide + 6, tall, ".now", 'rx="3"'))
    out.append(_band_word(base, scale, low, high))
    return _frame(out, width, base, worst * scale, len(weeks), label or thumbs_sentence(weeks, low, high))


def spark(weeks: Sequence[Week], label: str | None = None) -> Markup:
    """Twelve weeks in the height of a line: bars up, and below the line bars down."""
    most = max([4, *(up for up, _down in weeks)])
    wide = num(max(88, len(weeks) * 7.4))
    out = []
    for i, (up, down) in enumerate(weeks):
        x, tall = i * 7.4, up / most * 16
        if up:
            out.append(rect(x, 16 - tall, 5.4, tall, ".u"))
        if down:
            out.append(rect(x, 18, 5.4, min(6, down * 3), ".d"))
    return Markup(
        f'<svg class="spark" viewBox="0 0 {wide} 24" role="img" aria-label="{escape(label or thumbs_sentence(weeks))}">'
        f'<path class="b" d="M0 17H{wide}"/>{"".join(out)}</svg>'
    )


def clock(share: float, state: str, text: str) -> Markup:
    """A ring that repeats what `text` says. `share` 0..1 of the time gone; `state` "", soon, late or done."""
    filled = num(max(0.0, min(1.0, share)) * 100)
    return Markup(
        '<span class="clock {}"><svg viewBox="0 0 24 24" aria-hidden="true">'
        '<circle class="track" cx="12" cy="12" r="8.5"/>'
        '<circle class="run" cx="12" cy="12" r="8.5" pathLength="100" stroke-dasharray="{} 100"/></svg>{}</span>'
    ).format(state, filled, text)


def usual(
    value: float | None, low: float | None, high: float | None, *, top: float | None = None, label: str
) -> Markup:
    """This week as a point on the band of the usual; `top` = right end of the scale.

    `value` None = too few to say; `low` or `high` None = no usual yet, so no band.
    """
    known = low is not None and high is not None
    floor, ceiling = (low or 0, high or 0) if known else (0, 0)
    end = top or max(ceiling * 1.4, (value or 0) * 1.1, 1)
    state = "none" if value is None else "above" if known and value > ceiling else ""
    style = "--lo:{};--hi:{};--x:{}".format(*(num(100 * min(v, end) / end) for v in (floor, ceiling, value or 0)))
    return Markup('<span class="usual {}" style="{}" role="img" aria-label="{}"><i></i><b></b></span>').format(
        state, style, label
    )


def effect(low: float, high: float, middle: float, *, reach: float, label: str) -> Markup:
    """An effect as an interval with a line at "no effect"; the scale runs from -reach to +reach."""
    at = [num(100 * (max(-reach, min(reach, v)) + reach) / (2 * reach)) for v in (low, high, middle, 0)]
    style = "--lo:{};--hi:{};--x:{};--zero:{}".format(*at)
    return Markup('<span class="usual effect" style="{}" role="img" aria-label="{}"><i></i><b></b></span>').format(
        style, label
    )


def _band(width: int, base: float, unit: float, low: int | None, high: int | None) -> str:
    """The usual; nothing while there is too little to say."""
    if low is None or high is None:
        return ""
    return rect(0, base - high * unit, width, max((high - low) * unit, 3), ".band")


def _band_word(base: float, unit: float, low: int | None, high: int | None) -> str:
    """Its word, inside where there is room, else above; drawn last with a halo, so that dots do not cover it."""
    if low is None or high is None:
        return ""
    inside = max((high - low) * unit, 3) > 20
    usually = escape(_("usual"))      # outside the f-string: the collector of texts does not look into one
    return f'<text class="word" x="4" y="{num(base - high * unit + (17 if inside else -5))}">{usually}</text>'


def _frame(out: list[str], width: int, base: float, below: float, weeks: int, label: str) -> Markup:
    """Base line and its two words; `below` is the depth of what hangs under the line."""
    span, now = ngettext("%(n)s week", "%(n)s weeks", weeks) % {"n": weeks}, escape(_("this week"))
    floor = num(base + below + 26)
    foot = f'<path class="base" d="M0 {num(base)}H{width}"/><text x="0" y="{floor}">{escape(span)}</text>'
    foot += f'<text x="{width}" y="{floor}" text-anchor="end">{now}</text>'
    # 16 units above: room for the word over a band that touches the top
    return Markup(
        f'<svg class="dots" viewBox="0 -16 {width} {num(base + below + 48)}" role="img" aria-label="{escape(label)}">'
        f"{''.join(out)}{foot}</svg>"
    )
