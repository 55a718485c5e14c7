"""Shops and their public facts, for programs."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field

from maillon.core.web.api import REFUSALS, Cursor, Id, Lang, Limit, absolute, following, lost_cursor, missing, moved
from maillon.territory.public import TownCard, town_by_id, town_by_slug

from ..queries import ShopCard, aliases_of, shop_it_leads_to, shops_after
from .rows import shop_url

router = Router(tags=["shops"])


class ShopOut(Schema):
    id: str = Field(description="For ever, also when registers are imported anew.")
    town: str = Field(description="The town's slug.")
    name: str
    trade: str = Field(description="As OpenStreetMap names it.", examples=["bakery"])
    trade_name: str = Field(description="The same, in the language asked for.")
    street: str
    housenumber: str
    postcode: str
    lon: float | None = Field(description="Degrees, WGS 84; null where no register says.")
    lat: float | None
    website: str
    phone: str
    opening_hours: str = Field(description="OpenStreetMap grammar, as received.")
    closed_on: dt.date | None = Field(description="The day it was first missing from its registers.")
    invented: bool = Field(description="Of the sample town: there is no such shop.")
    page: str
    voices: str = Field(description="Where its voices are, for programs.")


class WholeShopOut(ShopOut):
    aliases: list[str] = Field(description="Other names, at most 12.")
    links: list[str] = Field(description="Its pages elsewhere.")


class ShopsOut(Schema):
    shops: list[ShopOut]
    next: str | None = Field(description="The next page; null on the last.")


@router.get(
    "/towns/{slug:town}/shops",
    response={200: ShopsOut, **REFUSALS},
    operation_id="shops_of_town",
    url_name="shops",
    summary="The open shops of a town, by name",
)
def shops_of_town(request: HttpRequest, town: str, limit: Limit = 100, after: Cursor = None, lang: Lang = None) -> ShopsOut:
    here = town_by_slug(town)
    if here is None:
        raise missing(_("There is no such town here."))
    try:
        found = shops_after(here.id, after or "", limit + 1)
    except LookupError:
        raise lost_cursor("after") from None
    last = found[limit - 1].public_id if len(found) > limit else ""
    return ShopsOut(
        shops=[ShopOut(**_facts(here, shop)) for shop in found[:limit]],
        next=following(request, after=last, limit=limit) if last else None,
    )


@router.get(
    "/shops/{shop_id}",
    response={200: WholeShopOut, 301: None, **REFUSALS},
    operation_id="shop",
    url_name="shop",
    summary="One shop; an entry merged into another leads there (301)",
)
def one_shop(request: HttpRequest, shop_id: Id, lang: Lang = None) -> WholeShopOut | HttpResponse:
    found = shop_it_leads_to(shop_id)
    if found is None:
        raise missing(_("There is no such shop."))
    if found.public_id != shop_id:
        return moved(request, "api:shop", found.public_id)
    town = town_by_id(found.town_id)
    assert town is not None
    links = [handle for handle in found.handles if "://" in handle]
    return WholeShopOut(**_facts(town, found), aliases=aliases_of(found.id), links=links)


def _facts(town: TownCard, shop: ShopCard) -> dict[str, Any]:
    same = ("name", "trade", "street", "housenumber", "postcode", "lon", "lat", "website", "phone", "opening_hours", "closed_on")
    return {
        **{name: getattr(shop, name) for name in same},
        "id": shop.public_id,
        "town": town.slug,
        "trade_name": shop.trade_name,
        "invented": shop.fictional,
        "page": absolute(shop_url(town, shop)),
        "voices": absolute(reverse("api:voices", kwargs={"shop_id": shop.public_id})),
    }
