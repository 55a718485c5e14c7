"""Search as you type: a fragment for htmx, a page without script."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from markupsafe import Markup, escape

from maillon.core.web.asks import asks
from maillon.territory.public import TownCard, fold

from ..queries import Found, search, trade_counts
from ..wording import TRADES, trade_name
from .chips import list_url
from .frame import the_town, town_frame
from .rows import street_url

TYPING, PAGE, EXAMPLES = 8, 60, 4


@require_safe
@asks("may_read_public")
def search_page(request: HttpRequest, town: str) -> HttpResponse:
    here, text = the_town(town), request.GET.get("q", "")[:100]
    typing = bool(getattr(request, "htmx", False))
    answers = search(here.id, text, get_language() or "en", TYPING if typing else PAGE)
    shown = {
        "rows": [row_of(here, found, text) for found in answers],
        "query": text.strip(),
        "guessed": any(found.guessed for found in answers),
    }
    if typing:
        return render(request, "shops/_found.html", shown, using="jinja2")
    examples = [] if answers else examples_of(here)
    return render(
        request, "shops/search.html", town_frame(here, "", **shown, search_value=text, examples=examples), using="jinja2"
    )


def examples_of(town: TownCard) -> list[tuple[str, str]]:
    """(word, address of the search for it): the town's most frequent trades, so that each finds something here."""
    words = [trade_name(trade) for trade in trade_counts(town.id) if trade in TRADES][:EXAMPLES]
    return [(word, reverse("search", kwargs={"town": town.slug}) + "?" + urlencode({"q": word})) for word in words]


def row_of(town: TownCard, found: Found, text: str) -> dict[str, object]:
    """What the macro `found` takes."""
    if found.kind == "trade":
        return {"html": hit(found.name, text), "kind": _("trade"), "href": list_url(town, trade=found.key), "icon": "list"}
    if found.kind == "street":
        return {"html": hit(found.name, text), "kind": _("street"), "href": street_url(town, found.slug), "icon": "street"}
    href = reverse("shop", kwargs={"town": town.slug, "slug": found.slug, "shop_id": found.key})
    return {"html": hit(found.name, text), "kind": found.detail, "href": href, "icon": "shop"}


def hit(name: str, text: str) -> Markup:
    """The name, with the beginnings of words that answer the typed ones marked; accents and capitals do not matter."""
    wanted = fold(text).split()[:6]
    out, last = Markup(""), 0
    for word in re.finditer(r"[^\W_]+", name):
        folded = fold(word.group())
        length = max((len(w) for w in wanted if folded.startswith(w)), default=0)
        if length:
            # a letter may fold to two (œ): then the whole word is marked rather than the wrong piece
            end = word.start() + length if len(folded) == len(word.group()) else word.end()
            out += escape(name[last : word.start()]) + Markup('<mark class="hit">{}</mark>').format(name[word.start() : end])
            last = end
    return out + escape(name[last:])
