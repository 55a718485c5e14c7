"""The words of readings, signs and sources, in the reader's language. One place, so that every page says the same."""
from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from markupsafe import Markup, escape

from maillon.core.ui.filters import ago, percent
from maillon.core.ui.marks import lead_for, mark_text
from maillon.listening.public import sign_name

from ..queries.cards import ShopRef, VoiceCard
from ..queries.glance import AspectLine
from ..queries.unsure import Unsure
from ..rules.evidence import Sign
from ..rules.hearing import Hearing
from .why import Why, candidate_said, doubt_sentences, sentences, share, shared_doubts, why

Row = tuple[str, Markup, int | None, str]


def kind_name(kind: str) -> str:
    return {
        "recommendation": _("recommendation"), "complaint": _("complaint"), "suggestion": _("suggestion"),
        "question": _("question"), "thanks": _("thanks"),
    }.get(kind, _("remark"))


def Kind_name(kind: str) -> str:
    """The same, at the head of a line."""
    word = kind_name(kind)
    return word[:1].upper() + word[1:]


def kinds_name(kind: str) -> str:
    """Plural, for filters."""
    return {
        "recommendation": _("Recommendations"), "complaint": _("Complaints"), "suggestion": _("Suggestions"),
        "question": _("Questions"), "thanks": _("Thanks"),
    }.get(kind, _("Remarks"))


def aspect_name(aspect: str) -> str:
    return {
        "product": pgettext("aspect", "goods"),
        "service": pgettext("aspect", "service"),
        "price": pgettext("aspect", "prices"),
        "place": pgettext("aspect", "the place"),
        "access": pgettext("aspect", "getting in"),
        "hours": pgettext("aspect", "hours"),
    }.get(aspect, aspect)


def Aspect_name(aspect: str) -> str:
    word = aspect_name(aspect)
    return word[:1].upper() + word[1:]


def stance_name(stance: str) -> str:
    return {"up": _("for"), "down": _("against"), "mixed": _("for and against")}.get(stance, _("neither"))


class Read(Protocol):
    """A voice, as far as its name goes."""

    @property
    def kind(self) -> str: ...
    @property
    def stance(self) -> str: ...
    @property
    def safety(self) -> bool: ...


def reading_name(voice: Read) -> str:
    """What pages and letters call a voice: danger, question, praise …"""
    return _reading(voice)[1]


def Reading_name(voice: Read) -> str:
    """The same, at the head of a line."""
    word = reading_name(voice)
    return word[:1].upper() + word[1:]


def reading(voice: Read) -> tuple[str, str]:
    """What the macro `stance` wants: a value and its words. Praise by its kind in which no thumb was heard says so."""
    value, name = _reading(voice)
    if value == "none" and voice.kind in {"thanks", "recommendation"}:
        return value, _("%(kind)s, no thumb") % {"kind": name}
    return value, name


def _reading(voice: Read) -> tuple[str, str]:
    """What is asked for wins over the thumb."""
    if voice.safety:
        return "danger", _("danger")
    if voice.kind in {"question", "suggestion"}:
        return "ask", kind_name(voice.kind)
    if voice.kind == "complaint":
        return "down", kind_name(voice.kind)
    if voice.stance == "up":
        return "up", kind_name(voice.kind) if voice.kind in {"thanks", "recommendation"} else _("praise")
    if voice.stance == "down":
        return "down", _("blame")
    if voice.stance == "mixed":
        return "mixed", stance_name("mixed")
    return voice.stance, kind_name(voice.kind)


def tool_name(tool: str) -> str:
    """The tool a voice was written on; those that are no proper name in the reader's language."""
    return {
        "portal": pgettext("tool", "this portal"), "square": pgettext("tool", "the square"), "blog": pgettext("tool", "a blog"),
        "file": pgettext("tool", "a file"),
        "mastodon": "Mastodon", "bluesky": "Bluesky", "google": "Google",
    }.get(tool) or tool or _("source")


def further_rows(voice: VoiceCard) -> list[tuple[str, str, str, dt.datetime]]:
    """What the macro `further` wants: text, source, its address, moment."""
    return [(post.text, tool_name(post.tool), post.url, post.written_at) for post in voice.further]


def waited(span: dt.timedelta) -> str:
    """"waiting since yesterday", "for 3 days"."""
    days = span.days
    if days < 1:
        return _("since today")
    return ngettext("for %(n)s day", "for %(n)s days", days) % {"n": days}


def waiting_clock(span: dt.timedelta) -> tuple[float, str]:
    """Share of the ring and its state. A week is what a customer waits before giving up on an answer."""
    days = span.total_seconds() / 86400
    return min(1.0, days / 7), "late" if days >= 7 else "soon" if days >= 3 else ""


def force_name(strength: int) -> str:
    return {3: pgettext("evidence", "strong"), 2: pgettext("evidence", "medium")}.get(strength, pgettext("evidence", "weak"))


def why_rows(shop: ShopRef, rival: str | None = "", *, yours: bool = True) -> list[Row]:
    """Why a voice is at this shop, strongest sign first: (label, words, strength 1–3, strength in words).

    `rival`: the likeliest other shop, "" none, None not asked. `yours`: said to the shop itself.
    """
    rows: list[Row] = [(sign_label(sign, yours=yours), _sign_words(sign, shop, yours), sign.strength, force_name(sign.strength))
                       for sign in shop.signs]
    if not shop.confirmed:
        rows.append((_("How sure"), escape(share(shop.probability)), None, ""))
    if rival is not None:
        words = _("%(shop)s, less likely") % {"shop": rival} if rival else _("no other shop comes near")
        rows.append((_("Other shops"), escape(words), None, ""))
    return rows


def marked(voice: VoiceCard, *, aloud: bool = True) -> Markup:
    """The voice's text with the words its reading rests on, and dotted what tied it to its shops (said `aloud` too)."""
    spans = [(start, end, css, lead_for(css)) for start, end, css in voice.marks]
    lead = lead_for("hit") if aloud else ""
    for shop in voice.shops:
        spans += [(s.start, s.end, "hit", lead) for s in shop.signs if s.start is not None and s.end is not None]
    return mark_text(voice.text, spans)


def marked_reading(voice: VoiceCard) -> Markup:
    """For public pages that are about no single shop: only the words of the reading."""
    return mark_text(voice.text, [(start, end, css, lead_for(css)) for start, end, css in voice.marks])


def marked_for(voice: VoiceCard, shop_id: str) -> Markup:
    """For the public page of a shop: also, quietly, what tied the voice to it."""
    return marked(replace(voice, shops=tuple(shop for shop in voice.shops if shop.public_id == shop_id)), aloud=False)


def why_in_public(voice: VoiceCard, shop_id: str) -> Why | None:
    """Why a voice is on the public page of a shop; None where the page is about no shop, or nothing is known."""
    shop = next((shop for shop in voice.shops if shop.public_id == shop_id), None)
    given = why(voice, shop, exact=False) if shop else None
    return given if given and (given.shop or given.reading) else None


def sign_label(sign: Sign, *, yours: bool = True) -> str:
    """`yours`: said to the shop itself. The words are the engine's own, which says the same on the command line."""
    return sign_name(sign.kind, translation, yours=yours)


def _sign_words(sign: Sign, shop: ShopRef, yours: bool) -> Markup:
    if sign.kind == "geotag":
        near = _("written close to your shop") if yours else _("written close to the shop")
        return escape(_("place given: %(place)s") % {"place": sign.text} if sign.text else near)
    if sign.kind == "place_id":
        return escape(_("the tool itself names the shop"))
    quoted = Markup(escape(_("“%(words)s”"))) % {"words": Markup("<b>{}</b>").format(sign.text)}
    if sign.kind == "name":
        return Markup(escape(_("%(quoted)s, in full"))) % {"quoted": quoted}
    if sign.kind == "street" and shop.housenumber:
        there = _("%(quoted)s: you are at number %(number)s") if yours else _("%(quoted)s: the shop is at number %(number)s")
        return Markup(escape(there)) % {"quoted": quoted, "number": shop.housenumber}
    return quoted


def candidate_rows(item: Unsure) -> list[Row]:
    """The shops a voice may speak of: address, why it may be, how sure in ticks, words and figures."""
    rows: list[Row] = []
    told = shared_doubts(item.candidates)
    for shop in item.candidates:
        said = candidate_said(item.voice, shop, told) or escape(_("no sign was kept"))
        force = 3 if shop.probability >= 0.7 else 2 if shop.probability >= 0.2 else 1
        sure = _("%(sure)s, %(percent)s") % {
            "sure": sentences()[1].of_sureness(shop.probability), "percent": share(shop.probability)}
        rows.append((address(shop) or shop.name, said, force, sure))
    return rows


def doubt(item: Unsure) -> str:
    """Why the ear asks instead of linking: what it doubts of all of them, else what is missing."""
    if told := doubt_sentences(shared_doubts(item.candidates)):
        return " ".join(told)
    top, *others = item.candidates
    if others and top.probability - others[0].probability < 0.2:
        n = len(others)
        return ngettext("%(n)s other shop fits nearly as well: the words do not tell them apart.",
                        "%(n)s other shops fit nearly as well: the words do not tell them apart.", n) % {"n": n}
    kinds = {sign.kind for sign in top.signs}
    if kinds and kinds <= {"name", "alias"}:
        return _("Only the name speaks for it: the words give no street, no site and no account.")
    if kinds and max(sign.strength for sign in top.signs) == 1:
        return _("Only weak signs speak for it.")
    return _("The signs are too few to link it unasked: we are %(percent)s sure.") % {"percent": percent(top.probability)}


def candidate_name(shop: ShopRef, item: Unsure) -> str:
    """The shop's name; its street too where two candidates bear the same name."""
    same = sum(other.name == shop.name for other in item.candidates) > 1
    return f"{shop.name}, {shop.street}" if same and shop.street else shop.name


def address(shop: ShopRef) -> str:
    place = " ".join(part for part in (shop.housenumber, shop.street) if part)
    return ", ".join(part for part in (shop.name, place) if part)


def quoted(quotes: Iterable[tuple[str, str]]) -> list[Markup]:
    """Words in their own language, for the macro `aspects`."""
    return [Markup('<span lang="{}">{}</span>').format(lang, words) if lang else escape(words) for words, lang in quotes]


def source_rows(sources: Iterable[Hearing]) -> list[dict[str, object]]:
    """What the macro `sources` wants."""
    return [_source_row(source) for source in sources]


def _source_row(source: Hearing) -> dict[str, object]:
    state = {"heard": "ok", "done": "ok", "slow": "weak", "paused": "weak", "draft": "weak"}.get(source.state, "blind")
    word = {"heard": _("hears"), "done": _("read to the end"), "slow": _("slow"), "paused": _("paused"),
            "draft": _("not started")}.get(
        source.state, _("blind")
    )
    checked = ago(source.checked_at) if source.checked_at else ""
    why = ""
    if source.state == "blind":
        why = source.reason or _("It has not answered; no reason was given.")
    elif source.state == "slow" and checked:
        why = _("Last read %(ago)s.") % {"ago": checked}
    return {
        "name": source.name,
        "detail": "",
        "state": state,
        "word": checked if source.state == "heard" and checked else word,
        "why": why,
    }


def aspect_tags(voice: VoiceCard) -> list[str]:
    return [aspect_name(said.aspect) for said in {a.aspect: a for a in voice.aspects}.values()]


def aspect_items(lines: Sequence[AspectLine], most: int) -> list[dict[str, object]]:
    """What the macro `aspects` wants; `most` is the longest bar."""
    return [{"name": Aspect_name(line.aspect), "n": line.most, "share": 100 * line.most / most, "against": line.down > line.up,
             "words": quoted(line.quotes), "other": line.least, "other_share": 100 * line.least / most,
             "other_words": quoted(line.other_quotes)} for line in lines]


def usual_words_of(low: int, high: int) -> str:
    return str(low) if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}
