"""An ear that understands a little language, so that tests say exactly what was heard.

A text of words `shop=<key>`, `unsure=<key>`, `street=<key>`, `zone=<key>`, `town`, `up|down|mixed`, `complaint|thanks …`,
`price-`, `danger`, `fail`; `same=<n>` gives near-copies the fingerprint n; `there` names the shop's street. What the town's
lessons say of a shop it heeds.
"""
from __future__ import annotations

from collections.abc import Sequence

from maillon.territory.models import Town
from maillon.voices.ear import FoundLink, Hearing
from maillon.voices.models import Correction, Post
from maillon.voices.rules.counting import KINDS, STANCES


def hear(town_id: int, posts: Sequence[Post]) -> tuple[list[tuple[Post, Hearing]], dict[int, str]]:
    zone = Town.objects.get(pk=town_id).time_zone
    lessons = dict(Correction.objects.filter(town_id=town_id, undone_at=None).values_list("shop_id", "allowed"))
    heard, failed, seen = [], {}, {}
    for post in posts:
        words = post.text.split()
        if "fail" in words:
            failed[post.pk] = "ValueError: it cannot be read"
            continue
        hearing = _hearing(words, zone, seen, lessons)
        if hearing.fingerprint is not None:
            seen.setdefault(hearing.fingerprint, post.pk)
        heard.append((post, hearing))
    return heard, failed


def _hearing(words: list[str], zone: str, seen: dict[int, int], lessons: dict[int, bool]) -> Hearing:
    said = dict(word.split("=", 1) for word in words if "=" in word)
    there = [{"kind": "street", "text": "there", "start": None, "end": None}] if "there" in words else []
    found = [FoundLink(int(value), 0.9, [{"kind": "name", "text": f"Name {value}", "start": 0, "end": 4}, *there],
                       key == "shop" or int(value) in lessons)
             for key, _, value in (word.partition("=") for word in words)
             if key in ("shop", "unsure") and lessons.get(int(value), True)]
    subject = ("shop" if any(link.sure for link in found) else "street" if "street" in said else "centre" if "zone" in said
               else "town" if "town" in words else "none")
    fingerprint = int(said["same"]) if "same" in said else None
    return Hearing(
        fingerprint=fingerprint, copy_of=seen.get(fingerprint) if fingerprint is not None else None, time_zone=zone,
        in_zone=True, subject=subject, street_id=int(said["street"]) if "street" in said else None,
        zone_id=int(said["zone"]) if "zone" in said else None, lang="en",
        stance=next((word for word in words if word in STANCES), "none"), stance_probability=0.8, stance_words=[],
        kind=next((word for word in words if word in KINDS), "other"), kind_probability=0.8, kind_words=[],
        aspects=[{"aspect": "price", "stance": "down", "words": []}] if "price-" in words else [],
        safety="danger" in words, safety_words=[], found=found)
