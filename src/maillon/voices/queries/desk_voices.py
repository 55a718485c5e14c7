"""The voices of a shop's desk: filtered, page by page, each with why it is here."""
from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast

from ..models import Label, Link
from ..rules.choosing import PERIODS, READINGS, known, language
from ..rules.link_states import DESK
from .cards import VoiceCard, card, with_further, with_places
from .glance import ANSWER_WITHIN, TO_ANSWER, unanswered
from .paging import Page, beyond, cut
from .weeks import said_no_complaint, since

SIZE = 20
SHOWS = ("all", "answer", "aside", "maybe", "safety")


@dataclass(frozen=True)
class Filters:
    """What to show. Empty strings filter nothing. `show` is all, answer (what waits), aside (put aside by the shop:
    not its own, or no complaint), maybe
    (the ear is not sure that it is this shop) or safety;
    `period` is a number of days as text."""

    show: str = "all"
    kind: str = ""
    stance: str = ""
    aspect: str = ""
    lang: str = ""
    period: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Filters:
        """Read filters from an address; what is not known is ignored."""
        return cls(**known(query, {**READINGS, "show": SHOWS, "period": PERIODS}), lang=language(query))

    def with_(self, **changes: str) -> Filters:
        return Filters(**{**self.__dict__, **changes})

    def query(self) -> dict[str, str]:
        """What an address needs to say to get these filters back."""
        return {name: value for name, value in self.__dict__.items() if value and (name, value) != ("show", "all")}


@dataclass(frozen=True)
class DeskVoice:
    """A voice on a desk: the card, with its one link's evidence, and what the shop already did about it."""

    voice: VoiceCard
    aside: bool
    not_complaint: bool
    answered: bool
    disputed: bool
    waits: bool
    maybe: bool = False
    """The ear is not sure: it is not counted for this shop."""
    confirmed: bool = False
    """The moderator decided that it speaks of this shop: it may still be disputed, no longer put aside."""
    rival: str = ""
    """The likeliest other shop for the same words, with its street."""


def desk_voices(shop_id: int, time_zone: str, filters: Filters, now: dt.datetime, *, before: str = "",
                size: int = SIZE) -> Page[DeskVoice]:
    """Return a page of the shop's voices, newest first (what waits: oldest first). One query, one more on further pages,
    one for copies."""
    rows = _filtered(shop_id, filters, now)
    if filters.period:
        rows = rows.filter(written_at__gte=since(int(filters.period), now, time_zone))
    chosen = with_places(_told(rows, shop_id), "voice__", shop=True)
    rows = beyond(chosen, before, lambda key: _key(shop_id, key), newest_first=filters.show != "answer")
    found, following, first = cut(list(rows[:size + 1]), size, lambda link: link.voice.public_id, first=not before)
    return Page(_desk_list(found, now), following, first)


def opening(shop_id: int, now: dt.datetime, size: int) -> tuple[Page[DeskVoice], list[DeskVoice]]:
    """Return what waits, the oldest first, and the newest of the rest, `size` of each. One query, one more for
    copies."""
    waiting = unanswered(shop_id, now).order_by("written_at", "pk").values("pk")[:size + 1]
    newest = Link.objects.filter(shop_id=shop_id, state__in=DESK).order_by("-written_at", "-pk").values("pk")[:size]
    rows = _told(Link.objects.filter(Q(pk__in=waiting) | Q(pk__in=newest)), shop_id).annotate(first=Q(pk__in=waiting))
    found = list(with_places(rows, "voice__", shop=True).order_by("written_at", "pk"))
    first = [link for link in found if link.first]
    shown, following, _ = cut(first, size, lambda link: link.voice.public_id, first=True)
    rest = [link for link in reversed(found) if link not in shown][:size]
    told = _desk_list([*shown, *rest], now)
    return Page(told[:len(shown)], following), told[len(shown):]


def _told(rows: QuerySet[Link], shop_id: int) -> QuerySet[Link]:
    """Add what the shop already said about each voice, and the likeliest other shop, without further queries."""
    said = Label.objects.filter(voice=OuterRef("voice"), shop_id=shop_id, role="shop", undone_at=None).exclude(outcome="refused")
    rival = (Link.objects.filter(voice=OuterRef("voice")).exclude(shop_id=shop_id).exclude(state__in=("removed", "unheard"))
             .order_by("-probability", "pk"))
    return rows.annotate(
        answered=Exists(said.filter(what="answered")), no_complaint=Exists(said.filter(what="not_complaint")),
        under_dispute=Exists(said.filter(what="dispute", settled_at=None)),
        rival=Subquery(rival.values("shop__name")[:1]), rival_street=Subquery(rival.values("shop__street__name")[:1]))


def _filtered(shop_id: int, filters: Filters, now: dt.datetime) -> QuerySet[Link]:
    if filters.show == "answer":
        rows = unanswered(shop_id, now)
    else:
        states = {"aside": ("put_aside", *DESK), "maybe": ("unsure",)}.get(filters.show, DESK)
        rows = Link.objects.filter(shop_id=shop_id, state__in=states)
    if filters.show == "aside":
        rows = rows.filter(Q(state="put_aside") | said_no_complaint(shop_id))
    elif filters.kind == "complaint":
        rows = rows.exclude(said_no_complaint(shop_id))
    if filters.show == "safety":
        rows = rows.filter(voice__safety=True)
    same = {f"voice__{name}": value for name in ("kind", "stance", "lang") if (value := getattr(filters, name))}
    rows = rows.filter(**same)
    if filters.aspect:
        # JSON containment differs between the databases; the stored text of this key does not
        rows = rows.annotate(said=Cast("voice__aspects", TextField())).filter(said__contains=f'"aspect": "{filters.aspect}"')
    return rows


def _key(shop_id: int, public_id: str) -> tuple | None:
    return Link.objects.filter(shop_id=shop_id, voice__public_id=public_id).values_list("written_at", "pk").first()


def _desk_list(links: Sequence[Any], now: dt.datetime) -> list[DeskVoice]:
    items = [_desk_voice(link, now) for link in links]
    return [replace(item, voice=voice) for item, voice in zip(items, with_further([i.voice for i in items]), strict=True)]


def _desk_voice(link: Any, now: dt.datetime) -> DeskVoice:
    voice = card(link.voice, [link])
    aside = link.state == "put_aside"
    asks = (voice.kind in TO_ANSWER or voice.safety) and voice.written_at > now - ANSWER_WITHIN
    rival = ", ".join(part for part in (link.rival, link.rival_street) if part)
    return DeskVoice(
        voice,
        aside,
        link.no_complaint,
        link.answered,
        link.under_dispute,
        asks and link.state in DESK and not (link.no_complaint or link.answered),
        link.state == "unsure",
        link.state == "confirmed",
        rival,
    )
