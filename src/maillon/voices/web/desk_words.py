"""What the desk says: chips, the one step, the toast."""
from __future__ import annotations

from collections.abc import Mapping

from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillon.core.ui.charts import clock
from maillon.core.ui.filters import localdate

from ..queries.cards import VoiceCard
from ..queries.desk_voices import DeskVoice, Filters
from ..queries.glance import Glance, Waiting
from . import panels_wording as wording

Chip = tuple[str, str, int | None, bool]
SHOWN = 3


def chips(glance: Glance, filters: Filters) -> list[Chip]:
    """Filters as links; counts are those of twelve weeks, from the counters."""
    def chip(label: str, n: int | None, **query: str) -> Chip:
        there = Filters(**query)
        return label, "?" + urlencode({"show": there.show, **there.query()}) + "#voices", n, filters == there

    n = glance.kinds
    waiting = len(glance.waiting)
    rows = [chip(_("To answer"), waiting, show="answer"), chip(_("All"), None)]
    if glance.up or n["thanks"] or n["recommendation"]:
        rows.append(chip(_("Praise"), None, stance="up"))
    rows += [chip(wording.kinds_name(kind), n[kind], kind=kind) for kind in ("complaint", "question", "suggestion") if n[kind]]
    if any(item.safety for item in glance.waiting) or filters.show == "safety":
        rows.append(chip(_("Danger"), None, show="safety"))
    rows += [chip(wording.Aspect_name(line.aspect), None, aspect=line.aspect) for line in (*glance.liked, *glance.disliked)]
    rows += [chip(_("Maybe you"), None, show="maybe"), chip(_("Put aside by you"), None, show="aside")]
    if not any(row[3] for row in rows):
        rows.insert(1, (_("Your choice"), "?" + urlencode(filters.query()) + "#voices", None, True))
    return rows


def todo_items(glance: Glance) -> list[dict[str, object]]:
    return [{
        "label": _("%(what)s, %(day)s") % {"what": _what(item), "day": localdate(item.written_at, "day")},
        "href": f"?show=answer#v-{item.public_id}", "quote": shorten(item.text), "lang": item.lang,
        "clock": clock(*wording.waiting_clock(item.waited), wording.waited(item.waited)),
    } for item in glance.waiting[:SHOWN]]


def _what(item: Waiting) -> str:
    if item.safety:
        return _("Danger")
    return wording.Kind_name(item.kind)


def shorten(text: str, most: int = 110) -> str:
    """The first words of a voice, cut between words."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    head = text[:most].rpartition(" ")[0] or text[:most]
    return head.rstrip(" ,;:.") + "…"


def aspect_items(glance: Glance) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """What people like and what they do not, on one scale."""
    most = max((line.most for line in (*glance.liked, *glance.disliked)), default=1)
    return wording.aspect_items(glance.liked, most), wording.aspect_items(glance.disliked, most)


def step(glance: Glance) -> dict[str, str]:
    """The one next step: its sentence, its button and where it leads. `out` leads to the post at its own tool."""
    first, praise = glance.first, glance.praise
    if glance.step in {"danger", "answer"} and first:
        day = localdate(first.written_at, "day")
        said = {
            "danger": _("Somebody speaks of a danger at your shop. Read it now, look, and say what you did."),
            "complaint": _("Answer the complaint of %(day)s: one sentence is enough, where it was written."),
            "question": _("Answer the question of %(day)s: somebody wants to come."),
            "suggestion": _("Tell the person who made a suggestion on %(day)s what you think of it."),
        }["danger" if first.safety else first.kind] % {"day": day}
        where = "show=safety" if first.safety else f"show=answer&kind={first.kind}"
        return {"text": said, "label": _("Read and answer"), "href": f"?{where}#v-{first.public_id}", "icon": "reply"}
    if glance.step == "thank" and praise:
        said = _("Say thank you to the person who praised you on %(day)s.") % {"day": localdate(praise.written_at, "day")}
        return {
            "text": said,
            "label": _("Read and thank"),
            "href": praise.url or f"?stance=up#v-{praise.public_id}",
            "icon": "up",
        }
    if glance.step == "hear":
        return {"text": _("Zero does not mean that nobody speaks. See where we listen, and where we are blind."),
                "label": _("What we hear"), "href": "#sources", "icon": "ear"}
    return {"text": _("Nothing waits. See your page as your customers see it: are the hours right?"), "label": _("See my page"),
            "href": "", "icon": "shop"}


def likes_title(glance: Glance) -> str:
    """What stands over what people like, or, when they like nothing, over what they do not."""
    if not glance.liked:
        return _("The last thing people liked") if glance.praise else _("What people do not like") if glance.disliked else ""
    return {1: _("What people like, in their words"), 4: _("What people like, in four weeks"),
            12: _("What people like, in twelve weeks")}[glance.span]


def week_lines(glance: Glance) -> list[str]:
    """What stands beside the big number."""
    lines = []
    if glance.usual:
        lines.append(_("usually %(usual)s") % {"usual": wording.usual_words_of(glance.usual.low, glance.usual.high)})
    else:
        lines.append(_("too few to say what is usual"))
    if glance.down:
        lines.append(ngettext("and %(n)s down", "and %(n)s down", glance.down) % {"n": glance.down})
    return lines


def seen_line(glance: Glance) -> str:
    """For a quiet shop: what was seen, and when last."""
    if glance.last_seen is None:
        return _("Nothing seen so far.")
    return _("Last seen on %(day)s.") % {"day": localdate(glance.last_seen, "long")}


def heading(voice: VoiceCard) -> str:
    """Read aloud before a voice, so that one can jump from voice to voice."""
    return _("%(what)s, %(day)s") % {
        "what": wording.Reading_name(voice), "day": localdate(voice.written_at, "day")}


def states(item: DeskVoice) -> str:
    if item.aside:
        return _("put aside by you")
    if item.answered:
        return _("answered")
    if item.not_complaint:
        return _("not a complaint, you say")
    return _("disputed by you") if item.disputed else ""


def toast(query: Mapping[str, str]) -> dict[str, str] | None:
    """What was just done, as the address tells it; `undo` names what can be taken back ("" nothing)."""
    done, voice = query.get("done", ""), query.get("voice", "")
    said = {
        "not_us": _("Put aside: it has left your desk. The town is asked."),
        "not_complaint": _("No longer among the complaints of your desk. The town is asked."),
        "answered": _("Marked as answered."),
        "is_us": _("Said: it is you. The town is asked."),
        "dispute": _("The town’s moderator is asked to look at it."),
        "undone": _("Back as it was."),
        "refused-decided": _("The town has already decided about this voice. You can ask it to look again."),
        "refused-settled": _("The town has already decided about this voice. You can ask it to look again."),
        "refused-undone": _("That was taken back already."),
        "refused-no_reason": _("Say in a few words why, so that the town can decide."),
        "refused-no_link": _("This voice is no longer on your desk."),
        "refused-nothing": _("This voice is no longer there."),
    }.get(done)
    if not said:
        return None
    return {"text": said, "undo": done if done in {"not_us", "not_complaint", "answered", "is_us", "dispute"} else "",
            "voice": voice if voice.isalnum() else "none"}


def back(filters: Filters) -> str:
    """The query that leads to this list again: for forms, and from its later pages to its first."""
    return urlencode({"show": filters.show, **filters.query()})
