"""Rows of a register written onto shops that are already known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from maillon.territory.public import fold, slug_of, street_key

from ..models import SearchToken, Shop, ShopAlias, ShopZone
from ..rules.rows import ShopRow
from .aliases import rebuild_tokens
from .bulk import chunks, delete_where, update_rows
from .places import ZoneFinder, write_zones

FIELDS = (
    "name",
    "folded",
    "slug",
    "trade",
    "street_id",
    "housenumber",
    "postcode",
    "lon",
    "lat",
    "website",
    "phone",
    "handles",
    "opening_hours",
    "place_ids",
    "fictional",
)


class Updates:
    def __init__(self, town_id: int, register: str, streets: dict[str, int], finder: ZoneFinder) -> None:
        self.town_id, self.register, self.streets, self.finder = town_id, register, streets, finder

    def apply(self, rows: Sequence[tuple[ShopRow, int]], fill_only: set[int]) -> None:
        """Write rows onto shops. In `fill_only` (the row's register is not the shop's first) only empty fields are filled."""
        if not rows:
            return
        shops: dict[int, Shop] = {}
        for part in chunks({shop for _, shop in rows}, 800):
            shops.update(Shop.objects.in_bulk(part))
        renamed, moved = [], []
        for row, shop_id in rows:
            shop, facts = shops[shop_id], self._facts(row)
            before = (shop.folded, shop.lon, shop.lat)
            for name, value in facts.items():
                if shop_id not in fill_only or getattr(shop, name) in (None, "", [], {}):
                    setattr(shop, name, value)
            if shop.folded != before[0]:
                renamed.append(shop)
            if (shop.lon, shop.lat) != before[1:]:
                moved.append(shop)
        update_rows(
            Shop,
            [f.removesuffix("_id") for f in FIELDS],
            [(shop.pk, [getattr(shop, name) for name in FIELDS]) for shop in shops.values()],
        )
        self._aliases([(row, shops[shop_id]) for row, shop_id in rows], fill_only)
        self.reindex([s.pk for s in shops.values() if s.closed_on is None])
        delete_where(ShopZone.objects.all(), "shop_id", [s.pk for s in moved])
        write_zones(self.finder, [(s.pk, s.lon, s.lat) for s in moved if s.lon is not None and s.lat is not None])

    def _facts(self, row: ShopRow) -> dict[str, Any]:
        folded = (fold(row.name) or row.name.casefold())[:240]
        return dict(
            zip(
                FIELDS,
                (
                    row.name,
                    folded,
                    slug_of(row.name, "shop"),
                    row.trade,
                    self.streets.get(street_key(row.street)),
                    row.housenumber,
                    row.postcode,
                    row.lon,
                    row.lat,
                    row.website,
                    row.phone,
                    list(row.handles),
                    row.opening_hours,
                    dict(row.place_ids),
                    row.fictional,
                ),
                strict=True,
            )
        )

    def _aliases(self, rows: list[tuple[ShopRow, Shop]], fill_only: set[int]) -> None:
        """Other names of the register are written anew; those of people and of other registers stay."""
        delete_where(ShopAlias.objects.filter(origin="register"), "shop_id", [s.pk for _, s in rows if s.pk not in fill_only])
        made = [
            ShopAlias(
                shop=shop,
                name=alias,
                folded=(fold(alias) or alias.casefold())[:240],
                origin="register" if shop.pk not in fill_only else f"register {self.register}",
            )
            for row, shop in rows
            for alias in (*row.aliases, row.name)
        ]
        ShopAlias.objects.bulk_create([a for a in made if a.folded != a.shop.folded], ignore_conflicts=True, batch_size=200)

    def reindex(self, shop_ids: list[int]) -> None:
        for part in chunks(shop_ids, 800):
            rebuild_tokens(self.town_id, part)

    def unindex(self, shop_ids: list[int]) -> None:
        """A closed shop is no longer found by its words."""
        delete_where(SearchToken.objects.filter(kind="shop"), "ref_id", shop_ids)
