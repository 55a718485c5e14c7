"""What voices show on the public pages of a town, a shop, a street."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.template.loader import get_template
from django.utils.translation import gettext_lazy as _
from markupsafe import Markup

from maillon.core import clock
from maillon.core.panels import Panel, register
from maillon.core.ui.charts import spark, thumbs_sentence
from maillon.shops.public import Picks, TownPage, sign_up_picks, sign_up_town_page
from maillon.territory.public import TownCard, town_by_id

from ..queries.town_says import shop_says, spoken_of, street_says, town_says
from . import panels_wording as wording
from . import town_words as words
from .panels_drawing import fragment, once


def register_panels() -> None:
    register(Panel("voices-town", "town", 100, draw_town, "main"))
    register(Panel("voices-shop", "shop", 100, draw_shop, "main"))
    register(Panel("voices-street", "street", 100, draw_street, "main"))
    sign_up_picks(picks)
    sign_up_town_page(TownPage("voices", _("Voices"), "town-voices", 200))


def town_of(request: HttpRequest, town_id: int) -> TownCard:
    town = once(request, "town", lambda: town_by_id(town_id))
    if town is None:
        raise LookupError(town_id)
    return town


def picks(town_id: int, most: int, now: dt.datetime) -> Picks | None:
    """The shops most thanked against their habit; None until two shops are spoken of."""
    town = town_by_id(town_id)
    if town is None:
        return None
    found = spoken_of(town_id, clock.local_day(now, town.time_zone), most)
    if len(found) < 2:
        return None
    said = {row.shop_id: said_of(row) for row in found}
    return Picks(words.picks_title(len(found)), words.picks_lead(), [row.shop_id for row in found], said)


def said_of(row: Any) -> Markup:
    """The spark and its words, as under a shop's name."""
    usual = (row.usual.low, row.usual.high) if row.usual else (None, None)
    return Markup(
        get_template("voices/_said.html", using="jinja2").render(
            {
                "up": row.up,
                "usual": wording.usual_words_of(*usual) if row.usual else "",
                "spark_of": spark(row.series[1:], thumbs_sentence(row.series, *usual)),
            }
        )
    )


def draw_town(request: HttpRequest, town_id: int, **_about: Any) -> Markup | None:
    town = town_of(request, town_id)
    said = town_says(town_id, town.time_zone, clock.now())
    return fragment(request, "voices/_town_wall.html", {"said": said, "slug": town.slug, "words": words, "wording": wording})


def draw_shop(request: HttpRequest, shop_id: int, town_id: int, **_about: Any) -> Markup | None:
    town = town_of(request, town_id)
    said = shop_says(shop_id, town.time_zone, clock.now())
    here = next((shop.public_id for voice in said.wall.voices for shop in voice.shops if shop.id == shop_id), "")
    return fragment(request, "voices/_shop_voices.html", {
        "said": said, "slug": town.slug, "words": words, "wording": wording, "here": here, "aspects": words.aspect_items(said)})


def draw_street(request: HttpRequest, street_id: int, town_id: int, **_about: Any) -> Markup | None:
    town = town_of(request, town_id)
    said = street_says(street_id, town.id, town.time_zone, clock.now())
    if not said.wall.voices:
        return None
    return fragment(request, "voices/_street_voices.html", {
        "said": said, "slug": town.slug, "words": words, "wording": wording, "aspects": words.aspect_items(said),
        "street": next((v.street.slug for v in said.wall.voices if v.street and v.street.id == street_id), "")})
