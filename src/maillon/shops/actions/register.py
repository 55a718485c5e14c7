"""One register of a town, as an import goes through it batch by batch. Runs inside the import's transaction."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from maillon.core.public_id import new_public_id
from maillon.territory.public import fold, street_key

from ..models import ExternalId, MergeProposal, Shop, ShopAlias
from ..rules.rows import ShopRow, digest_of
from ..rules.same_shop import ENOUGH, Likeness, Looks, phone_key, site_key
from .bulk import chunks, insert_rows, reserve_ids, update_rows
from .facts import COLUMNS, facts_of, folded_name
from .places import ZoneFinder, write_tokens, write_zones
from .update import Updates

SHOP_COLUMNS = ("id", "public_id", "town", *COLUMNS, "created_at")
ID_COLUMNS = ("shop", "town", "register", "external_id", "digest")


@dataclass(slots=True)
class Known:
    """What the house knows of one id of this register."""

    pk: int
    shop_id: int
    digest: str
    gone: bool


class Register:
    """`counts` is what happened; `touched` is true when a shop was added, changed, closed or opened."""

    def __init__(self, town_id: int, register: str, streets: dict[str, int], day: dt.date, now: dt.datetime) -> None:
        self.town_id, self.register, self.streets, self.day, self.now = town_id, register, streets, day, now
        self.counts = Counter(added=0, changed=0, same=0, joined=0, proposed=0, closed=0, reopened=0)
        rows = ExternalId.objects.filter(town_id=town_id, register=register)
        self.known = {
            row[0]: Known(row[1], row[2], row[3], row[4] is not None)
            for row in rows.values_list("external_id", "pk", "shop_id", "digest", "gone_on").iterator(5000)
        }
        self.alive = sum(1 for k in self.known.values() if k.digest and not k.gone)
        self.finder = ZoneFinder(town_id)
        self.elsewhere = set(
            ExternalId.objects.filter(town_id=town_id)
            .exclude(register=register)
            .values_list("external_id", flat=True)
            .iterator(5000)
        )
        self.likeness = self._likeness()
        self.joined: set[int] = set()
        self.updates = Updates(town_id, register, streets, self.finder)

    @property
    def touched(self) -> bool:
        return any(self.counts[key] for key in ("added", "changed", "joined", "closed", "reopened"))

    def gone(self, seen: set[str]) -> list[str]:
        """Ids that the register held last time and that the file no longer names, not even in a refused row."""
        return [ident for ident, known in self.known.items() if known.digest and not known.gone and ident not in seen]

    def take(self, batch: list[ShopRow]) -> None:
        """Write one batch of rows: new, changed, back, or the same."""
        fresh: list[tuple[ShopRow, str]] = []
        changed: list[tuple[ShopRow, str, Known]] = []
        back: list[Known] = []
        for row in batch:
            digest, known = digest_of(row), self.known.get(row.external_id)
            if known is None:
                fresh.append((row, digest))
                continue
            if known.gone or not known.digest:
                back.append(known)
            if known.digest != digest:
                changed.append((row, digest, known))
            elif not known.gone:
                self.counts["same"] += 1
        self._reopen(back)
        self._add(self._join(fresh))
        self._change(changed)

    # ---- new ones ------------------------------------------------------------------------------------------------------
    def _join(self, fresh: list[tuple[ShopRow, str]]) -> list[tuple[ShopRow, str, list[str], int]]:
        """Attach rows to shops of other registers that they are; return the rest with a proposal (signs, shop) if any."""
        rest: list[tuple[ShopRow, str, list[str], int]] = []
        same: list[tuple[ShopRow, str, Known]] = []
        named = self._named([row for row, _ in fresh])
        for row, digest in fresh:
            shop_id, signs = named.get(row.external_id, 0), ["also"]
            if not shop_id:
                found = self.likeness.find(self._looks(0, row)) if self.likeness else None
                shop_id, signs = (found[0].id, found[1]) if found else (0, [])
            if shop_id and shop_id not in self.joined and (len(signs) >= ENOUGH or "also" in signs):
                self.joined.add(shop_id)
                same.append((row, digest, Known(0, shop_id, "", False)))
            else:
                rest.append((row, digest, signs if shop_id and "also" not in signs else [], shop_id))
        insert_rows(
            ExternalId, ID_COLUMNS, [(k.shop_id, self.town_id, self.register, row.external_id, digest) for row, digest, k in same]
        )
        self._reopen([k for _, _, k in same])
        self.updates.apply([(row, k.shop_id) for row, _, k in same], fill_only={k.shop_id for _, _, k in same})
        self.counts["joined"] += len(same)
        return rest

    def _named(self, rows: list[ShopRow]) -> dict[str, int]:
        """Shops that another register knows by an id which this row bears or names: row id → shop id.

        Only ids that say of which register they are ("osm:node/12") mean the same thing everywhere.
        """
        wanted = {
            other: row.external_id
            for row in rows
            for other in (row.external_id, *row.also)
            if ":" in other and other in self.elsewhere
        }
        found: dict[str, int] = {}
        for part in chunks(wanted, 800):
            for other, shop in (
                ExternalId.objects.filter(town_id=self.town_id, external_id__in=part)
                .exclude(register=self.register)
                .values_list("external_id", "shop_id")
            ):
                found.setdefault(wanted[other], shop)
        return found

    def _add(self, rest: list[tuple[ShopRow, str, list[str], int]]) -> None:
        if not rest:
            return
        ids = reserve_ids(Shop, len(rest))
        shops, places, names, aliases, externals, proposals = [], [], [], [], [], []
        for pk, (row, digest, signs, like) in zip(ids, rest, strict=True):
            shops.append(self._columns(pk, row))
            places.append((pk, row.lon, row.lat))
            names.append((pk, (row.name, *row.aliases)))
            aliases += [(pk, name, key, "register") for key, name in alias_keys(row).items()]
            externals.append((pk, self.town_id, self.register, row.external_id, digest))
            externals += [(pk, self.town_id, register, other, "") for register, other in self.also(row)]
            if signs:
                proposals.append((self.town_id, like, pk, signs, "open"))
        insert_rows(Shop, SHOP_COLUMNS, shops)
        insert_rows(ExternalId, ID_COLUMNS, externals)
        insert_rows(ShopAlias, ("shop", "name", "folded", "origin"), aliases)
        insert_rows(MergeProposal, ("town", "kept", "other", "signs", "state"), proposals)
        write_zones(self.finder, places)
        write_tokens(self.town_id, "shop", names)
        self.counts["added"] += len(shops)
        self.counts["proposed"] += len(proposals)

    def also(self, row: ShopRow) -> list[tuple[str, str]]:
        """(register, id) of other registers that the row names and nobody else holds; "paris:12" is of register "paris"."""
        found = []
        for other in row.also:
            register = other.partition(":")[0]
            if ":" in other and register != self.register and other not in self.elsewhere:
                self.elsewhere.add(other)
                found.append((register[:40], other))
        return found

    def _columns(self, pk: int, row: ShopRow) -> tuple[Any, ...]:
        return (pk, new_public_id(), self.town_id, *facts_of(row, self.streets).values(), self.now)

    # ---- known ones ----------------------------------------------------------------------------------------------------
    def _change(self, changed: list[tuple[ShopRow, str, Known]]) -> None:
        """Update the shops; a register that is not the shop's first one only fills what is empty."""
        if not changed:
            return
        homes = self._homes({known.shop_id for _, _, known in changed})
        fill = {known.shop_id for _, _, known in changed if homes.get(known.shop_id, known.pk) != known.pk}
        self.updates.apply([(row, known.shop_id) for row, _, known in changed], fill_only=fill)
        update_rows(ExternalId, ["digest"], [(known.pk, [digest]) for _, digest, known in changed])
        insert_rows(
            ExternalId,
            ID_COLUMNS,
            [
                (known.shop_id, self.town_id, register, other, "")
                for row, _, known in changed
                for register, other in self.also(row)
            ],
        )
        self.counts["changed"] += len(changed)

    def _homes(self, shop_ids: Iterable[int]) -> dict[int, int]:
        """Shop → the first id (primary key) under which a register still holds it."""
        homes: dict[int, int] = {}
        for part in chunks(shop_ids, 800):
            for pk, shop in (
                ExternalId.objects.filter(shop_id__in=part, gone_on=None)
                .exclude(digest="")
                .order_by("pk")
                .values_list("pk", "shop_id")
            ):
                homes.setdefault(shop, pk)
        return homes

    def _reopen(self, back: list[Known]) -> None:
        """Open the shops of ids that came back, or that were known only from another register so far."""
        for part in chunks(back, 800):
            ExternalId.objects.filter(pk__in=[k.pk for k in part]).update(gone_on=None)
            shops = Shop.objects.filter(pk__in=[k.shop_id for k in part], merged_into=None).exclude(closed_on=None)
            ids = list(shops.values_list("pk", flat=True))
            self.counts["reopened"] += shops.update(closed_on=None)
            self.updates.reindex(ids)

    def close(self, gone: list[str]) -> None:
        """Mark ids as gone; close the shops that no other register still holds."""
        for part in chunks([self.known[ident] for ident in gone], 800):
            ExternalId.objects.filter(pk__in=[k.pk for k in part]).update(gone_on=self.day)
            shops = {k.shop_id for k in part}
            held = set(
                ExternalId.objects.filter(shop_id__in=shops, gone_on=None).exclude(digest="").values_list("shop_id", flat=True)
            )
            closing = list(Shop.objects.filter(pk__in=shops - held, closed_on=None).values_list("pk", flat=True))
            self.counts["closed"] += Shop.objects.filter(pk__in=closing).update(closed_on=self.day)
            self.updates.unindex(closing)

    # ---- likeness ------------------------------------------------------------------------------------------------------
    def _likeness(self) -> Likeness | None:
        """Open shops that only other registers hold; None when there is no other register."""
        if not self.elsewhere:
            return None
        mine = {known.shop_id for known in self.known.values()}
        rows = Shop.objects.open_ones().filter(town_id=self.town_id)
        return Likeness(
            Looks(pk, folded, lon, lat, phone_key(phone), site_key(site), street)
            for pk, folded, lon, lat, phone, site, street in rows.values_list(
                "pk", "folded", "lon", "lat", "phone", "website", "street_id"
            ).iterator(5000)
            if pk not in mine
        )

    def _looks(self, pk: int, row: ShopRow) -> Looks:
        return Looks(
            pk,
            fold(row.name),
            row.lon,
            row.lat,
            phone_key(row.phone),
            site_key(row.website),
            self.streets.get(street_key(row.street)),
        )


def alias_keys(row: ShopRow) -> dict[str, str]:
    """Folded → alias, without those that fold to the name itself."""
    own = folded_name(row.name)
    found: dict[str, str] = {}
    for alias in row.aliases:
        key = folded_name(alias)
        if key != own:
            found.setdefault(key, alias)
    return found
