"""What is gone at its source goes here, from the counts of every day too."""
from __future__ import annotations

from django.db.models import F

from maillon.core import clock, work
from maillon.voices.models import Post, Voice

from .counters import counted_anew

CHUNK = 500
READ = "maillon.voices.tasks.read_posts"


def withdraw(*, town_id: int, post_ids: list[int]) -> int:
    """Delete these posts and what they alone carried; return how many voices went. Must run in the town's turn.

    A voice that other posts share lives on in the words of the next one, which is read again.
    """
    gone = 0
    for start in range(0, len(post_ids), CHUNK):
        gone += _withdraw(town_id, sorted(post_ids)[start:start + CHUNK])
    return gone


def _withdraw(town_id: int, post_ids: list[int]) -> int:
    posts = list(Post.objects.filter(pk__in=post_ids, town_id=town_id).values_list("pk", "voice_id", "leads"))
    led = sorted({voice for _, voice, leads in posts if voice and leads})
    shared = sorted({voice for _, voice, leads in posts if voice and not leads})
    with counted_anew(sorted({*led, *shared})):
        Post.objects.filter(pk__in=[pk for pk, _, _ in posts]).delete()
        for voice in shared:
            leave(voice, sum(1 for _, v, leads in posts if v == voice and not leads))
        orphans = [voice for voice in led if not promote(voice)]
        Voice.objects.filter(pk__in=orphans).delete()
    return len(orphans)


def leave(voice_id: int, copies: int = 1) -> None:
    """`copies` posts that only repeated the voice have left it."""
    Voice.objects.filter(pk=voice_id).update(copies=F("copies") - copies)


def promote(voice_id: int) -> bool:
    """Let the next post lead the voice: its words show at once, its reading follows. False when none is left."""
    heir = Post.objects.filter(voice_id=voice_id, leads=False).select_related("town").order_by("pk").first()
    if heir is None:
        return False
    Post.objects.filter(pk=heir.pk).update(leads=True, state="new")
    voice = Voice.objects.get(pk=voice_id)
    for name in ("text", "author", "tool", "url", "sample", "written_at"):
        setattr(voice, name, getattr(heir, name))
    voice.day = clock.local_day(heir.written_at, heir.town.time_zone)
    voice.copies -= 1
    # the words of what is gone are gone too, also those quoted
    voice.stance_words, voice.kind_words, voice.safety_words = [], [], []
    voice.aspects = [{**said, "words": []} for said in voice.aspects]
    voice.save()
    voice.links.update(written_at=heir.written_at, evidence=[], doubts=[])
    work.later(READ, heir.town_id, [heir.pk], group="read")
    return True
