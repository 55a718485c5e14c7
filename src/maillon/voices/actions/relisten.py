"""A lesson reaches back: voices stored with its pair are heard again by the new names, batch by batch, in the background.

Only links and subjects follow. How a voice was read stays, and so does every link that people decided about.
"""
from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import F

from maillon.core import work
from maillon.voices.ear import Hearing, hear
from maillon.voices.models import Correction, Link, Post, Voice
from maillon.voices.rules.lessons import rests_on
from maillon.voices.rules.link_states import BY_EAR

from .counters import counted_anew
from .denied import denied_street
from .read import names_of, unchanged
from .turn import turn

RELISTEN = "maillon.voices.tasks.relisten"
AT_ONCE = 500


def queue_relistening(corrections: Iterable[int]) -> None:
    """Queue the hearing again of what rests on these lessons. Must run in the transaction that changes them."""
    for correction_id in corrections:
        work.later(RELISTEN, correction_id, 0, group="relisten")


def relisten(*, correction_id: int, after: int, now: dt.datetime) -> int:
    """Hear again the voices of the next AT_ONCE links (primary keys above `after`) of the lesson's shop, and queue the rest.

    Returns how many voices were heard again. Harmless twice; a lesson undone meanwhile is heard as undone.
    """
    lesson = Correction.objects.filter(pk=correction_id).first()
    if lesson is None:
        return 0
    links = list(Link.objects.filter(shop_id=lesson.shop_id, voice__town_id=lesson.town_id, pk__gt=after).order_by("pk")
                 .values_list("pk", "voice_id", "evidence")[:AT_ONCE])
    resting = [voice for _, voice, evidence in links if rests_on(evidence, lesson.alias)]
    posts = list(Post.objects.filter(voice_id__in=resting, leads=True, state="read").order_by("pk"))
    names = names_of(lesson.town_id)
    heard, _failed = hear(lesson.town_id, posts) if posts else ([], {})
    if not heard:
        with transaction.atomic():
            _queue_rest(correction_id, links)
        return 0
    with turn(lesson.town_id):
        if names_of(lesson.town_id) != names:
            work.later(RELISTEN, correction_id, after, group="relisten")
            return 0
        fresh = unchanged(heard, state="read")
        voices = Voice.objects.in_bulk([post.voice_id for post, _ in fresh if post.voice_id])
        with counted_anew(sorted(voices)):
            moved = sum(follow(voices[post.voice_id], hearing) for post, hearing in fresh if post.voice_id in voices)
        Correction.objects.filter(pk=correction_id, undone_at=None).update(changed=F("changed") + moved)
        _queue_rest(correction_id, links)
    return len(voices)


def _queue_rest(correction_id: int, links: list[tuple]) -> None:
    if len(links) == AT_ONCE:
        work.later(RELISTEN, correction_id, links[-1][0], group="relisten")


def follow(voice: Voice, hearing: Hearing) -> bool:
    """Let the voice follow what is heard now; return whether a link came, went or became sure or unsure."""
    moved = False
    known = {link.shop_id: link for link in voice.links.all()}
    for link in hearing.links(voice):
        before = known.pop(link.shop_id, None)
        if before is None:
            link.save()
            moved = True
        elif before.state == link.state or BY_EAR.allows(before.state, link.state):
            Link.objects.filter(pk=before.pk).update(
                state=link.state, probability=link.probability, evidence=link.evidence, doubts=link.doubts)
            moved |= before.state != link.state
    for link in known.values():
        if BY_EAR.allows(link.state, "unheard"):
            Link.objects.filter(pk=link.pk).update(state="unheard")
            moved = True
    Voice.objects.filter(pk=voice.pk).update(
        in_zone=hearing.in_zone, subject=hearing.subject, zone_id=hearing.zone_id,
        street_id=hearing.street_id or denied_street(voice.pk, hearing))
    return moved
