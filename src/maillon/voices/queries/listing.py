"""The public list of voices: of a town, a street, a shop; filtered, page by page by key."""
from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from ..models import Link, Voice
from ..rules.choosing import PERIODS, READINGS, known, language
from ..rules.link_states import PUBLIC
from .cards import VoiceCard, cards, with_further, with_places
from .paging import Page, beyond, cut
from .weeks import since
from .where import counting_in

SIZE = 24


@dataclass(frozen=True)
class Choice:
    """What to list. Empty strings filter nothing; `days` as text; `street` and `shop` are a slug and a public id."""

    kind: str = ""
    stance: str = ""
    aspect: str = ""
    lang: str = ""
    days: str = ""
    street: str = ""
    shop: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Choice:
        """Read from an address; what is not known is ignored."""
        street, shop = (query.get(name, "")[:200] for name in ("street", "shop"))
        return cls(**known(query, {**READINGS, "days": PERIODS}), lang=language(query), street=street,
                   shop=shop if shop.isalnum() else "")

    def query(self) -> dict[str, str]:
        return {name: value for name, value in self.__dict__.items() if value}

    def with_(self, **changes: str) -> Choice:
        return Choice(**{**self.__dict__, **changes})


def public_voices(town_id: int) -> QuerySet[Voice]:
    """Voices the public sees: those that count in the town."""
    return with_places(counting_in(town_id=town_id, scope="town", ref_id=town_id))


def voices_of_town(town_id: int, time_zone: str, choice: Choice, now: dt.datetime, *, before: str = "",
                   size: int = SIZE) -> Page[VoiceCard]:
    """Return a page of voices, newest first. Three queries, one more on further pages, one for copies."""
    rows = chosen(public_voices(town_id), choice)
    if choice.days:
        rows = rows.filter(written_at__gte=since(int(choice.days), now, time_zone))
    found = list(beyond(rows, before, lambda key: _key(town_id, key))[:size + 1])
    shown, older, first = cut(found, size, lambda voice: voice.public_id, first=not before)
    return Page(with_further(cards(list(shown))), older, first)


def voices_of_shop(town_id: int, public_id: str, *, before: str = "", size: int = SIZE) -> Page[VoiceCard]:
    """Return a page of what the public reads of one shop, newest first. Three queries, one more on further pages.

    Raises LookupError where `before` names no voice of the town.
    """
    if before and _key(town_id, before) is None:
        raise LookupError(before)
    rows = chosen(public_voices(town_id), Choice(shop=public_id))
    found = list(beyond(rows, before, lambda key: _key(town_id, key))[:size + 1])
    shown, older, first = cut(found, size, lambda voice: voice.public_id, first=not before)
    return Page(cards(list(shown)), older, first)


def chosen(rows: QuerySet[Voice], choice: Choice) -> QuerySet[Voice]:
    rows = rows.filter(**{name: value for name in ("kind", "stance", "lang") if (value := getattr(choice, name))})
    link = Link.objects.filter(voice=OuterRef("pk"), state__in=PUBLIC)
    if choice.aspect:
        rows = rows.annotate(said=Cast("aspects", TextField())).filter(said__contains=f'"aspect": "{choice.aspect}"')
    if choice.street:
        rows = rows.filter(Q(street__slug=choice.street) | Exists(link.filter(shop__street__slug=choice.street)))
    if choice.shop:
        rows = rows.filter(Exists(link.filter(shop__public_id=choice.shop)))
    return rows


def _key(town_id: int, public_id: str) -> tuple | None:
    return Voice.objects.filter(town_id=town_id, public_id=public_id).values_list("written_at", "pk").first()
