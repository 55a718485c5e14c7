"""Rows of a register written onto shops that are already known."""

from __future__ import annotations

from collections.abc import Sequence

from ..models import SearchToken, Shop, ShopAlias, ShopZone
from ..rules.rows import ShopRow
from .aliases import rebuild_tokens
from .bulk import chunks, delete_where, update_rows
from .facts import COLUMNS, FIELDS, facts_of, fill, folded_name
from .places import ZoneFinder, write_zones


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
            shop, facts = shops[shop_id], facts_of(row, self.streets)
            before = (shop.folded, shop.lon, shop.lat)
            if shop_id in fill_only:
                fill(shop, facts)
            else:
                for name, value in facts.items():
                    setattr(shop, name, value)
            if shop.folded != before[0]:
                renamed.append(shop)
            if (shop.lon, shop.lat) != before[1:]:
                moved.append(shop)
        update_rows(
            Shop,
            list(COLUMNS),
            [(shop.pk, [getattr(shop, name) for name in FIELDS]) for shop in shops.values()],
        )
        self._aliases([(row, shops[shop_id]) for row, shop_id in rows], fill_only)
        self.reindex([s.pk for s in shops.values() if s.closed_on is None])
        delete_where(ShopZone.objects.all(), "shop_id", [s.pk for s in moved])
        write_zones(self.finder, [(s.pk, s.lon, s.lat) for s in moved])

    def _aliases(self, rows: list[tuple[ShopRow, Shop]], fill_only: set[int]) -> None:
        """Other names of the register are written anew; those of people and of other registers stay."""
        own = f"register {self.register}"
        delete_where(ShopAlias.objects.filter(origin=own), "shop_id", [s.pk for _, s in rows])
        delete_where(ShopAlias.objects.filter(origin="register"), "shop_id", [s.pk for _, s in rows if s.pk not in fill_only])
        made = [
            ShopAlias(
                shop=shop,
                name=alias,
                folded=folded_name(alias),
                origin="register" if shop.pk not in fill_only else own,
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
