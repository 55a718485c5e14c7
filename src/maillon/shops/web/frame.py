"""What all public pages of a town share: head, menu, foot. Upper contexts add their pages to the menu."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from maillon.territory.public import TownCard, town_by_slug


@dataclass(frozen=True)
class TownPage:
    """An entry of the town's menu: the address is `url_name` with the argument `town`; `order` sorts (100 apart)."""

    key: str
    label: str | Promise
    url_name: str
    order: int


_pages: dict[str, TownPage] = {}


def sign_up_town_page(page: TownPage) -> None:
    """Add a page to the menu of every town (in an app's `ready`). Harmless twice."""
    _pages[page.key] = page


def the_town(slug: str) -> TownCard:
    """Raises Http404."""
    town = town_by_slug(slug)
    if town is None:
        raise Http404(_("There is no such town here."))
    return town


def town_frame(town: TownCard, current: str = "", **more: Any) -> dict[str, Any]:
    """Context of a public page of a town; `current` is the key of its menu entry, `more` the page's own context."""

    def here(name: str) -> str:
        return reverse(name, kwargs={"town": town.slug})

    pages = [(100, "shops", _("Shops"), here("shops")), (900, "map", _("Map"), here("map"))]
    pages += [(page.order, page.key, str(page.label), here(page.url_name)) for page in _pages.values()]
    return {
        "town": town,
        "current": current,
        "home_url": here("town"),
        "nav": [item[1:] for item in sorted(pages)],
        "search_url": here("search"),
        "suggest_url": here("search"),
        "needs_htmx": True,
        "account_url": reverse("me"),
        "foot_columns": [
            {
                "title": _("All of it is yours to take"),
                "text": town.credit,
                "links": [(_("Shops as CSV"), here("shops-csv")), (_("Shops as GeoJSON"), here("shops-geojson"))],
            }
        ],
        **more,
    }
