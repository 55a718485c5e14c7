"""Who may see and use a shop's desk, and who decides a claim. The roles behind it: `accounts/permissions.py`."""
from __future__ import annotations

from typing import Any

from maillon.accounts.public import may_act_in_shop, may_moderate, may_work_in_shop
from maillon.core.web.asks import Place, finds, sign_up

from .models import Claim, Shop, ShopZone


def shop_place(public_id: str) -> Place | None:
    """The place of a shop; the id of an entry that was merged away means the shop it became."""
    shop = Shop.objects.filter(public_id=public_id).values_list("pk", "town_id", "merged_into_id").first()
    if shop is None:
        return None
    shop_id = shop[2] or shop[0]
    return Place(town_id=shop[1], shop_id=shop_id, zone_ids=zones_holding(shop_id))


def claim_place(public_id: str) -> Place | None:
    claim = Claim.objects.filter(public_id=public_id).values_list("shop_id", "shop__town_id", "person_id").first()
    return Place(shop_id=claim[0], town_id=claim[1], owner_id=claim[2]) if claim else None


def zones_holding(shop_id: int) -> frozenset[int]:
    return frozenset(ShopZone.objects.filter(shop_id=shop_id).values_list("zone_id", flat=True))


def may_see_desk(person: Any, shop_id: int) -> bool:
    """Shopkeeper and staff; the community manager of a zone the shop lies in looks in, and acts on nothing."""
    return may_act_in_shop(person, shop_id) or may_work_in_shop(person, shop_id, zones_holding(shop_id))


def may_act_on_desk(person: Any, shop_id: int) -> bool:
    """Put aside, dispute, mark as answered: shopkeeper and staff."""
    return may_act_in_shop(person, shop_id)


def may_decide_claim(person: Any, place: Place) -> bool:
    """Officer and moderator of the shop's town, never on a claim of their own."""
    return may_moderate(person, place.town_id) and place.owner_id != person.pk


def may_see_claim(person: Any, place: Place) -> bool:
    """The one who asked."""
    return place.owner_id is not None and place.owner_id == getattr(person, "pk", None)


def sign_up_questions() -> None:
    finds("shop_id", shop_place)
    finds("claim_id", claim_place)
    sign_up("may_see_desk", lambda person, place: may_work_in_shop(person, place.shop_id, place.zone_ids))
    sign_up("may_act_on_desk", lambda person, place: may_act_in_shop(person, place.shop_id))
    sign_up("may_decide_claim", may_decide_claim)
    sign_up("may_see_claim", may_see_claim)
