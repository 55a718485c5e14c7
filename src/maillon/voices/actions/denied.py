"""A voice about a shop of which people said "not that one" is still said in the street its words name."""
from __future__ import annotations

from collections.abc import Iterable

from maillon.voices.ear import Hearing
from maillon.voices.models import Link
from maillon.voices.rules.evidence import names_street


def street_named_with(voice_id: int, shops: Iterable[int]) -> int | None:
    """The street that the words name beside one of `shops`: its own, by the evidence of the link."""
    links = Link.objects.filter(voice_id=voice_id, shop_id__in=list(shops), shop__street_id__isnull=False)
    for street, evidence in links.order_by("-probability", "pk").values_list("shop__street_id", "evidence"):
        if names_street(evidence):
            return int(street)
    return None


def denied_street(voice_id: int, hearing: Hearing) -> int | None:
    """The same for a voice heard anew: beside a shop that the ear is sure of and that people removed."""
    sure = [link.shop_id for link in hearing.found if link.sure]
    removed = Link.objects.filter(voice_id=voice_id, shop_id__in=sure, state="removed").values_list("shop_id", flat=True)
    return street_named_with(voice_id, removed) if hearing.subject == "shop" and sure else None
