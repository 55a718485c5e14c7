"""What is said of a shop, for programs: what its public page shows, with the evidence. Never an author, never a position."""
from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field

from maillon.core.ui.excerpt import Excerpt, excerpt
from maillon.core.ui.marks import straight
from maillon.core.web.api import REFUSALS, Cursor, Id, Lang, Limit, following, lost_cursor, missing, moved
from maillon.shops.public import shop_it_leads_to

from ..queries.cards import ShopRef, VoiceCard, Words
from ..queries.listing import voices_of_shop
from .why import proofs, reading_of, sentences

router = Router(tags=["voices"])
NOT_TOLD = ("geotag", "place_id")
"""Signs whose words are not shown: where somebody stood, and another house's number of the shop."""


class WordsOut(Schema):
    """Words of `text`: `text[start:end]`, in Unicode code points; both null for words that are not in the text given."""

    text: str
    start: int | None
    end: int | None


class SignOut(Schema):
    kind: str = Field(description="name, alias, handle, website, phone, hashtag, typo, street, quarter, station, trade, "
                                  "geotag or place_id; the last two without words.")
    text: str
    start: int | None
    end: int | None


class AspectOut(Schema):
    aspect: str = Field(description="product, service, price, place, access or hours.")
    stance: str
    words: list[WordsOut]


class ReadingOut(Schema):
    lang: str
    stance: str = Field(description="up, down, mixed or none.")
    stance_probability: float
    stance_words: list[WordsOut]
    kind: str = Field(description="recommendation, complaint, suggestion, question, thanks or other.")
    kind_probability: float
    kind_words: list[WordsOut]
    aspects: list[AspectOut]
    safety: bool = Field(description="It may speak of danger to persons: a machine's guess that rather warns once too often.")
    safety_words: list[WordsOut]
    because: list[str] = Field(description="Why, in sentences.")


class LinkOut(Schema):
    probability: float = Field(description="How sure the ear is that the shop is meant.")
    confirmed: bool = Field(description="A moderator has confirmed it.")
    evidence: list[SignOut]
    because: list[str] = Field(description="Why, in sentences; empty where nothing is known.")


class VoiceOut(Schema):
    id: str
    text: str = Field(description="As the public page shows it: at most 1,500 code points.")
    cut: bool = Field(description="There is more of it where it was written.")
    day: dt.date = Field(description="The town's local day it was written on.")
    tool: str
    source: str | None = Field(description="Where it was written, where that is known.")
    copies: int = Field(description="Further posts that say the same; not counted.")
    disputed: bool = Field(description="A shop says that it is not the one, or that it is no complaint; nobody has decided yet.")
    sample: bool = Field(description="Of the sample town: invented.")
    reading: ReadingOut
    link: LinkOut


class VoicesOut(Schema):
    shop: str
    language: str = Field(description="Of the sentences.")
    voices: list[VoiceOut]
    next: str | None = Field(description="The next page, of older ones; null on the last.")


@router.get("/shops/{shop_id}/voices", response={200: VoicesOut, 301: None, **REFUSALS}, operation_id="voices_of_shop",
            url_name="voices", summary="What is said of a shop, newest first, with the evidence")
def voices(request: HttpRequest, shop_id: Id, limit: Limit = 24, before: Cursor = None,
           lang: Lang = None) -> VoicesOut | HttpResponse:
    shop = shop_it_leads_to(shop_id)
    if shop is None:
        raise missing(_("There is no such shop."))
    if shop.public_id != shop_id:
        return moved(request, "api:voices", shop.public_id)
    try:
        page = voices_of_shop(shop.town_id, shop_id, before=before or "", size=limit)
    except LookupError:
        raise lost_cursor("before") from None
    return VoicesOut(shop=shop_id, language=sentences()[0], voices=[_voice(each, shop_id) for each in page.items],
                     next=following(request, before=page.before, limit=limit) if page.before else None)


def _voice(voice: VoiceCard, shop_id: str) -> VoiceOut:
    shown = excerpt(voice.text)
    link = next(shop for shop in voice.shops if shop.public_id == shop_id)
    return VoiceOut(
        id=voice.public_id, text=shown.text, cut=shown.cut, day=voice.day, tool=voice.tool, source=voice.url or None,
        copies=voice.copies, disputed=bool(voice.disputes), sample=voice.sample, reading=_reading(voice, shown),
        link=_link(link, shown))


def _reading(voice: VoiceCard, shown: Excerpt) -> ReadingOut:
    said = voice.said
    return ReadingOut(
        lang=voice.lang, stance=voice.stance, stance_probability=said.stance_probability, stance_words=_words(said.stance, shown),
        kind=voice.kind, kind_probability=said.kind_probability, kind_words=_words(said.kind, shown),
        aspects=[AspectOut(aspect=a.aspect, stance=a.stance, words=_words(a.words, shown)) for a in voice.aspects],
        safety=voice.safety, safety_words=_words(said.safety, shown), because=sentences()[1].of_reading(reading_of(voice)))


def _link(link: ShopRef, shown: Excerpt) -> LinkOut:
    told = proofs(link.signs, exact=False)
    evidence = [SignOut(kind=s.kind, **_placed("" if s.kind in NOT_TOLD else s.text, s.start, s.end, shown)) for s in told]
    because = [said for said in (sentences()[1].of_link(told),) if said]
    return LinkOut(probability=link.probability, confirmed=link.confirmed, evidence=evidence, because=because)


def _words(words: Iterable[Words], shown: Excerpt) -> list[WordsOut]:
    return [WordsOut(**_placed(w.text, w.start, w.end, shown)) for w in words if w.text]


def _placed(text: str, start: int | None, end: int | None, shown: Excerpt) -> dict[str, Any]:
    """The words by their place in the text given, so that `text[start:end]` is what they are."""
    span = shown.span(start, end)
    if span is None:
        return {"text": straight(text), "start": None, "end": None}
    return {"text": shown.text[span[0]:span[1]], "start": span[0], "end": span[1]}
