"""Reads for pages and for outsiders: frozen dataclasses, few queries."""

from .cards import ShopCard, aliases_of, all_shops, shop_by_id, shop_by_public_id, shop_it_leads_to, shops_by_id, shops_in_order
from .gazetteer import GazetteerShop, gazetteer_shops
from .lists import ShopPage, Wanted, counted, page_of_shops, points, shops_after, shops_of_street, trade_counts
from .places import points_by_street, zones_of_shop
from .positions import Positions, positions_of
from .proposals import Proposal, Run, open_proposals, recent_runs
from .search import Found, search

__all__ = [
    "Found",
    "GazetteerShop",
    "Positions",
    "Proposal",
    "Run",
    "ShopCard",
    "ShopPage",
    "Wanted",
    "aliases_of",
    "all_shops",
    "counted",
    "gazetteer_shops",
    "open_proposals",
    "page_of_shops",
    "points",
    "points_by_street",
    "positions_of",
    "recent_runs",
    "search",
    "shop_by_id",
    "shop_by_public_id",
    "shop_it_leads_to",
    "shops_after",
    "shops_by_id",
    "shops_in_order",
    "shops_of_street",
    "trade_counts",
    "zones_of_shop",
]
