from __future__ import annotations

import datetime as dt

from django.db import transaction

from maillon.core import audit
from maillon.territory.public import clean, fold, names_changed

from ..models import SearchToken, Shop, ShopAlias
from .bulk import delete_where
from .places import write_tokens


class AliasRefused(ValueError):
    """Not a usable name."""


@transaction.atomic
def add_alias(*, shop_id: int, name: str, origin: str, by: int | None, now: dt.datetime) -> bool:
    """Give a shop another name; False if it had it already. Raises AliasRefused, Shop.DoesNotExist."""
    name = clean(name)
    if not fold(name) or len(name) > 200:
        raise AliasRefused(name)
    shop = Shop.objects.select_for_update().get(pk=shop_id)
    if fold(name) == shop.folded:
        return False
    _, made = ShopAlias.objects.get_or_create(shop=shop, folded=fold(name), defaults={"name": name, "origin": origin[:60]})
    if made:
        _after(shop, "shop.alias_added", name, origin, by, now)
    return made


@transaction.atomic
def remove_alias(*, shop_id: int, name: str, by: int | None, now: dt.datetime) -> bool:
    """Take another name away; False if the shop had no such name."""
    shop = Shop.objects.select_for_update().get(pk=shop_id)
    gone, _ = ShopAlias.objects.filter(shop=shop, folded=fold(name)).delete()
    if gone:
        _after(shop, "shop.alias_removed", name, "", by, now)
    return bool(gone)


def _after(shop: Shop, action: str, name: str, origin: str, by: int | None, now: dt.datetime) -> None:
    rebuild_tokens(shop.town_id, [shop.pk])
    names_changed(town_id=shop.town_id)
    audit.record(
        action=action,
        object_kind="shop",
        object_id=shop.public_id,
        by=by,
        now=now,
        town_id=shop.town_id,
        detail={"name": name[:200], "origin": origin},
    )


def rebuild_tokens(town_id: int, shop_ids: list[int]) -> None:
    """Write the search words of these shops anew, from their names and other names."""
    names: dict[int, list[str]] = {}
    for part in range(0, len(shop_ids), 800):
        some = shop_ids[part : part + 800]
        for pk, name in Shop.objects.filter(pk__in=some, closed_on=None).values_list("pk", "name"):
            names[pk] = [name]
        for pk, name in ShopAlias.objects.filter(shop_id__in=some).values_list("shop_id", "name"):
            if pk in names:
                names[pk].append(name)
    delete_where(SearchToken.objects.filter(kind="shop"), "ref_id", shop_ids)
    write_tokens(town_id, "shop", names.items())
