"""All the voices of a town, for everybody."""
from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from maillon.core import clock
from maillon.core.web.asks import asks
from maillon.shops.public import shop_by_public_id, the_town, town_frame
from maillon.territory.public import street_by_slug

from ..queries.listing import Choice, voices_of_town
from . import panels_wording as wording
from . import town_words as words


@require_safe
@asks("may_read_public")
def town_voices(request: HttpRequest, town: str) -> HttpResponse:
    here, choice = the_town(town), Choice.read(request.GET)
    page = voices_of_town(here.id, here.time_zone, choice, clock.now(), before=request.GET.get("before", ""))
    street = street_by_slug(here.id, choice.street) if choice.street else None
    shop = shop_by_public_id(choice.shop) if choice.shop else None
    shop = shop if shop and shop.town_id == here.id else None      # a shop of another town is nobody here
    with timezone.override(here.time_zone):
        return render(request, "voices/town_voices.html", town_frame(
            here, "voices", page=page, choice=choice, slug=here.slug, words=words, wording=wording, chips=words.chips(choice),
            days=words.day_chips(choice), street_name=street.name if street else "", shop_name=shop.name if shop else "",
            narrowed=words.chosen_words(choice, street.name if street else "", shop.name if shop else ""),
            older="?" + urlencode({**choice.query(), "before": page.before}) if page.before else "",
            newest="?" + urlencode(choice.query())), using="jinja2")
