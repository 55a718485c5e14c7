"""The names of readings, and the subject line: in the language that is active."""
from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maillon.core.ui.filters import localdate
from maillon.core.ui.typography import typo
from maillon.voices.public import ToldVoice

from ..rules.headline import Headline
from ..rules.rhythm import Period
from ..rules.web_address import web_address

ASPECTS = {
    "product": gettext_lazy("what is sold"), "service": gettext_lazy("the service"),
    "price": gettext_lazy("the prices"), "place": gettext_lazy("the place"), "access": gettext_lazy("the access"),
    "hours": gettext_lazy("the opening hours"),
}
KINDS = {
    "recommendation": gettext_lazy("recommendation"), "complaint": gettext_lazy("complaint"),
    "suggestion": gettext_lazy("suggestion"), "question": gettext_lazy("question"), "thanks": gettext_lazy("thanks"),
    "other": gettext_lazy("remark"),
}
FINE = "\u00a0\u202f\u200c\u200d"
"""No-break spaces of French, and the joiners that make one sign of several."""


def reading(voice: ToldVoice) -> str:
    """How a voice was read, in the words of the desk and the town page: what is asked for wins over the thumb."""
    if voice.safety:
        return _("danger")
    if voice.kind in {"question", "suggestion", "complaint"}:
        return str(KINDS[voice.kind])
    if voice.stance == "up":
        return str(KINDS[voice.kind]) if voice.kind in {"thanks", "recommendation"} else _("praise")
    return {"down": _("blame"), "mixed": _("for and against")}.get(voice.stance, _("remark"))


def source(voice: ToldVoice) -> str:
    """Where it was written, as the desk names it."""
    return voice.tool or _("source")


def address(voice: ToldVoice) -> str:
    return web_address(voice.url)


def speaks_of(voice: ToldVoice) -> str:
    """Its shops, else its street, else its zone; "" for the town as a whole."""
    return ", ".join(shop.name for shop in voice.shops) or voice.street or voice.zone


def days(period: Period) -> str:
    """The days a digest tells of: "Saturday 22 November" or "16 November – 22 November"."""
    if period.days == 1:
        return localdate(period.since, "day")
    return f"{localdate(period.since, 'monthday')} – {localdate(period.last_day, 'monthday')}"


def statement(headline: Headline) -> str:
    """The one thing that matters, as a sentence without its place and time."""
    n, aspect = headline.n, str(ASPECTS.get(headline.aspect, headline.aspect))
    match headline.kind:
        case "safety":
            return ngettext("%(n)s voice speaks of danger", "%(n)s voices speak of danger", n) % {"n": n}
        case "asking":
            return ngettext("%(n)s complaint or question", "%(n)s complaints and questions", n) % {"n": n}
        case "above":
            return ngettext("%(n)s voice, far more than usual", "%(n)s voices, far more than usual", n) % {"n": n}
        case "aspect_down":
            return ngettext("%(n)s voice is unhappy with %(aspect)s", "%(n)s voices are unhappy with %(aspect)s", n) % {
                "n": n, "aspect": aspect}
        case "praise":
            return ngettext("%(n)s voice praises %(aspect)s", "%(n)s voices praise %(aspect)s", n) % {
                "n": n, "aspect": aspect}
        case "voices":
            return ngettext("%(n)s voice", "%(n)s voices", n) % {"n": n}
    return _("nothing was said")


def subject(place: str, headline: Headline, period: Period) -> str:
    """One line: place, what matters, when."""
    return one_line(typo(_("%(place)s: %(statement)s (%(days)s)") % {
        "place": place, "statement": statement(headline), "days": days(period)}))


def opens(page: str) -> str:
    """The words of the link to `desk`, `zone-dashboard` or `town`."""
    return {"desk": _("Open the desk"), "zone-dashboard": _("Open the zone dashboard"),
            "town": _("Open the page of the town")}[page]


def one_line(text: str) -> str:
    """Without line breaks and control characters, which a header cannot hold; fine spaces and joined emoji stay whole."""
    kept = "".join(c if c.isprintable() or c in FINE else " " for c in text)
    return " ".join(part for part in kept.split(" ") if part)


def last_heard(moment: dt.datetime | None) -> str:
    return _("Nothing was ever heard about it yet.") if moment is None else _("Last heard on %(day)s.") % {
        "day": localdate(moment, "long")}


def shorten(text: str, most: int = 420) -> str:
    """One line of a voice, cut between words when it is long."""
    line = one_line(text)
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0] + " …"
