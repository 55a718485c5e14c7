"""The door of shops: shops as frozen dataclasses, imports, names. Do NOT return model rows or QuerySets."""

from __future__ import annotations

from .actions import (
    AliasRefused,
    ImportResult,
    MergeRefused,
    add_alias,
    import_shops,
    merge,
    place_shops,
    refuse_merge,
    remove_alias,
)
from .connectors import format_of, read_shops
from .events import ShopsImported, ShopsMerged, ShopsPlaced
from .queries import (
    GazetteerShop,
    ShopCard,
    gazetteer_shops,
    points_by_street,
    shop_by_id,
    shop_by_public_id,
    shop_it_leads_to,
    shops_by_id,
    zones_of_shop,
)
from .rules.rows import RowReader, ShopRow
from .web.frame import TownPage, sign_up_town_page, the_town, town_frame
from .web.picks import Picks, sign_up_picks
from .wording import trade_name

__all__ = [
    "AliasRefused",
    "GazetteerShop",
    "ImportResult",
    "MergeRefused",
    "Picks",
    "RowReader",
    "ShopCard",
    "ShopRow",
    "ShopsImported",
    "ShopsMerged",
    "ShopsPlaced",
    "TownPage",
    "add_alias",
    "format_of",
    "gazetteer_shops",
    "import_shops",
    "merge",
    "place_shops",
    "points_by_street",
    "read_shops",
    "refuse_merge",
    "remove_alias",
    "shop_by_id",
    "shop_by_public_id",
    "shop_it_leads_to",
    "shops_by_id",
    "sign_up_picks",
    "sign_up_town_page",
    "the_town",
    "town_frame",
    "trade_name",
    "zones_of_shop",
]
