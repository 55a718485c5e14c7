"""The names of readings, and the subject line: in the language that is active."""
from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from maillon.core.ui.filters import localdate
from maillon.core.ui.typography import typo

from ..rules.headline import Headline
from ..rules.rhythm import Period

ASPECTS = {
    "product": gettext_lazy("what is sold"), "service": gettext_lazy("the service"),
    "price": gettext_lazy("the prices"), "place": gettext_lazy("the place"), "access": gettext_lazy("the access"),
    "hours": gettext_lazy("the opening hours"),
}
STANCES = {"up": gettext_lazy("thumb up"), "down": gettext_lazy("thumb down"), "mixed": gettext_lazy("both")}
KINDS = {
    "recommendation": pgettext_lazy("kind of voice", "recommendation"), "complaint": pgettext_lazy("kind of voice", "complaint"),
    "suggestion": pgettext_lazy("kind of voice", "suggestion"), "question": pgettext_lazy("kind of voice", "question"),
    "thanks": pgettext_lazy("kind of voice", "thanks"), "other": pgettext_lazy("kind of voice", "remark"),
}


def days(period: Period) -> str:
    """The days a digest tells of: "Saturday 22 November" or "16 November – 22 November"."""
    if period.days == 1:
        return localdate(period.since, "day")
    return f"{localdate(period.since, 'monthday')} – {localdate(period.last_day, 'monthday')}"


def statement(headline: Headline, scope: str) -> str:
    """The one thing that matters, as a sentence without its place and time."""
    n, aspect = headline.n, str(ASPECTS.get(headline.aspect, headline.aspect))
    match headline.kind:
        case "safety":
            return ngettext("%(n)s voice speaks of danger", "%(n)s voices speak of danger", n) % {"n": n}
        case "unanswered" if scope == "shop":
            return ngettext("%(n)s voice waits for your answer", "%(n)s voices wait for your answer", n) % {"n": n}
        case "unanswered":
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


def subject(place: str, headline: Headline, scope: str, period: Period) -> str:
    """One line: place, what matters, when."""
    return one_line(typo(_("%(place)s: %(statement)s (%(days)s)") % {
        "place": place, "statement": statement(headline, scope), "days": days(period)}))


def opens(page: str) -> str:
    """The words of the link to `desk`, `zone-dashboard` or `town`."""
    return {"desk": _("Open the desk"), "zone-dashboard": _("Open the zone dashboard"),
            "town": _("Open the page of the town")}[page]


def one_line(text: str) -> str:
    """Without line breaks and control characters, which a header cannot hold."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def last_heard(moment: dt.datetime | None) -> str:
    return _("Nothing was ever heard about it yet.") if moment is None else _("Last heard on %(day)s.") % {
        "day": localdate(moment, "long")}


def shorten(text: str, most: int = 420) -> str:
    """One line of a voice, cut between words when it is long."""
    line = one_line(text)
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0] + " …"
