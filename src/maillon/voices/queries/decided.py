"""Posts about which a town decided: what its ear may learn from."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace

from django.db.models import Exists, OuterRef

from maillon.listening import public as listening

from ..ear import entry_of
from ..models import Label, Link, Post, Voice

MOST = 20_000
AT_ONCE = 500
DOUBTS = ("not_us", "dispute", "is_us")


def decided_posts(town_id: int, shops: Collection[int]) -> list[listening.Decided]:
    """The leading posts of the newest MOST voices of the town with a link that a moderator, or two shops that agree, decided
    about, and whose decision stands: each (voice, shop) once, as decided last.

    Left out: what a shop questions again and nobody has answered, and shops that are none of `shops` (primary keys the ear
    may name). The posts bear the voices' public ids, the shops their primary keys as text.
    """
    doubt = Label.objects.filter(voice=OuterRef("voice"), shop=OuterRef("shop"), what__in=DOUBTS, undone_at=None, settled_at=None)
    links = (Link.objects.filter(voice__town_id=town_id, state__in=("confirmed", "removed")).exclude(Exists(doubt))
             .order_by("-voice_id", "shop_id").values_list("voice_id", "shop_id", "state"))
    said: dict[int, dict[str, set[str]]] = defaultdict(lambda: {"confirmed": set(), "removed": set()})
    for voice_id, shop_id, state in links.iterator():
        if shop_id not in shops:
            continue
        if voice_id not in said and len(said) == MOST:
            break
        said[voice_id][state].add(str(shop_id))
    voices = list(said)
    return [one for at in range(0, len(voices), AT_ONCE) for one in _posts(town_id, voices[at:at + AT_ONCE], said)]


def _posts(town_id: int, voice_ids: list[int], said: dict[int, dict[str, set[str]]]) -> list[listening.Decided]:
    voices = Voice.objects.only("public_id", "lang").in_bulk(voice_ids)
    posts = Post.objects.filter(town_id=town_id, voice_id__in=voice_ids, leads=True, state="read").order_by("pk")
    found = []
    for post in posts:
        voice = voices.get(post.voice_id or 0)
        if voice is not None:
            shops = said[voice.pk]
            found.append(listening.Decided(replace(entry_of(post), id=voice.public_id), voice.lang,
                                           frozenset(shops["confirmed"]), frozenset(shops["removed"])))
    return found
