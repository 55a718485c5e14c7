"""What a zone's week says: the sentence it opens with, its reason, the one button."""
from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from maillon.core.ui.filters import localdate, number

from ..queries.disputes import Dispute
from ..queries.zone_week import ZoneWeek
from ..rules.finding import Finding
from ..rules.usual import Usual
from . import panels_wording as wording


def finding_sentence(finding: Finding, *, before: bool = True, listening: bool = True) -> str:
    """The sentence a week opens with. `before`: whether anything was ever heard in the twelve weeks before; `listening`:
    whether there is a source at all."""
    name = wording.aspect_name(finding.name) if finding.kind == "aspect" else finding.name
    if finding.kind == "empty":
        if not listening:
            return _("Nothing was heard yet")
        return _("Nothing was heard this week") if before else _("We are listening. Nothing was heard yet")
    if finding.kind == "few":
        return _("Too few voices yet to say what is usual")
    if finding.kind == "quiet":
        return _("A week like the others")
    if finding.kind == "aspect":
        if not finding.above:
            return _("Less is said of %(aspect)s than usual") % {"aspect": name}
        return _("More is said of %(aspect)s than usual") % {"aspect": name}
    return _about_place(name, finding)


def _about_place(name: str, finding: Finding) -> str:
    if not finding.above:
        return _("%(place)s: less is said than usual") % {"place": name}
    times = finding.times
    if times < 1.75:
        return _("%(place)s: more is said than usual") % {"place": name}
    if times < 2.5:
        return _("%(place)s: twice as much is said as usual") % {"place": name}
    if times < 3.5:
        return _("%(place)s: three times as much is said as usual") % {"place": name}
    return _("%(place)s: %(n)s times as much is said as usual") % {"place": name, "n": number(round(times))}


def reason(week: ZoneWeek, *, listening: bool = True) -> str:
    """What the sentence rests on, in figures and subjects."""
    finding = week.finding
    parts = []
    if finding.usual is not None:
        parts.append(ngettext("%(n)s voice, usually %(usual)s a week.", "%(n)s voices, usually %(usual)s a week.", finding.n)
                     % {"n": number(finding.n), "usual": usual_words(finding.usual)})
    elif finding.kind == "few":
        parts.append(_("After four weeks of listening, and some voices more, each street is compared with its own habit."))
    elif finding.kind == "quiet":
        parts.append(_("No street, shop or subject is far from its habit."))
    elif finding.kind == "empty" and not listening:
        parts.append(_("The town listens to no source yet."))
    elif finding.kind == "empty":
        parts.append(_("That is no silence of the town: look below at what we hear, and where we are blind."))
    if week.about and finding.kind != "aspect":
        parts.append(_("Most of all about: %(subjects)s.") % {"subjects": ", ".join(map(wording.aspect_name, week.about))})
    if week.complaints:
        parts.append(
            ngettext("%(n)s of them complains.", "%(n)s of them complain.", week.complaints) % {"n": number(week.complaints)}
        )
    return " ".join(parts)


def usual_words(usual: Usual) -> str:
    return wording.usual_words_of(usual.low, usual.high)


def kicker(week: ZoneWeek) -> str:
    """"16 to 22 November. 214 voices, 96 shops, 41 streets.\""""
    days = _("%(first)s to %(last)s") % {"first": localdate(week.first_day, "longday"), "last": localdate(week.today, "long")}
    n = len(week.streets)
    counts = [
        ngettext("%(n)s voice", "%(n)s voices", week.voices) % {"n": number(week.voices)},
        ngettext("%(n)s shop", "%(n)s shops", week.shops) % {"n": number(week.shops)},
        ngettext("%(n)s street", "%(n)s streets", n) % {"n": number(n)},
    ]
    return f"{days}. {', '.join(counts)}."


def place_words(place: str) -> str:
    """Against the usual, in words."""
    return {"above": _("more than usual"), "below": _("less than usual"), "within": _("as usual")}.get(place, _("too few to say"))


def source_count(n: int) -> str:
    return ngettext("%(n)s voice", "%(n)s voices", n) % {"n": number(n)}


def dispute_name(what: str) -> str:
    return {"not_us": pgettext("dispute", "“not us”"), "not_complaint": pgettext("dispute", "“not a complaint”")}.get(
        what, pgettext("dispute", "asks to look again"))


def dispute_note(item: Dispute) -> str:
    """Who says what, since when, in their own words."""
    said = _("%(shop)s says %(what)s since %(day)s.") % {
        "shop": item.shop.name if item.shop else "", "what": dispute_name(item.what), "day": localdate(item.at, "long")}
    return f"{said} {item.reason}".strip()


def confirm_name(what: str) -> str:
    return _("The shop is right: no complaint") if what == "not_complaint" else _("The shop is right: unlink")


def refuse_name(what: str) -> str:
    return _("It stays a complaint") if what == "not_complaint" else _("It is about this shop")
