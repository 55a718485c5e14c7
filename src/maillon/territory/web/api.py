"""Towns, for programs."""
from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from ninja import Router, Schema
from pydantic import Field

from maillon.core.web.api import REFUSALS, Lang, absolute

from ..queries import TownCard, towns

router = Router(tags=["towns"])


class TownOut(Schema):
    slug: str
    name: str
    motto: str
    kind: str = Field(description="town, association or centre.")
    time_zone: str = Field(description="Days of voices are days of this zone.", examples=["Europe/Paris"])
    language: str
    languages: list[str]
    credit: str = Field(description="To be named by whoever takes the data.")
    page: str
    shops: str = Field(description="Where its shops are, for programs.")


class TownsOut(Schema):
    towns: list[TownOut]


@router.get("/towns", response={200: TownsOut, **REFUSALS}, operation_id="towns", url_name="towns",
            summary="The towns of this house")
def all_towns(request: HttpRequest, lang: Lang = None) -> TownsOut:
    return TownsOut(towns=[_town(town) for town in towns()])


def _town(town: TownCard) -> TownOut:
    return TownOut(
        slug=town.slug, name=town.name, motto=town.motto, kind=town.kind, time_zone=town.time_zone, language=town.language,
        languages=list(town.languages), credit=town.credit, page=absolute(reverse("town", kwargs={"town": town.slug})),
        shops=absolute(reverse("api:shops", kwargs={"town": town.slug})))
