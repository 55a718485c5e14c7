"""From heard posts to voices: joins copies and repeats, makes or renews voices and links. Runs in the town's turn."""
from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict

from django.db import connection
from django.db.models import F

from maillon.core import clock
from maillon.voices.ear import Hearing, same
from maillon.voices.models import Link, Post, Trace, Voice
from maillon.voices.rules.copies import COPY_WINDOW, REPEAT_WINDOW, Said, may_join, quarters, within
from maillon.voices.rules.link_states import HEARD

from .denied import denied_street
from .take_in import queue_reading
from .withdraw import promote

Heard = tuple[Post, Hearing]
_TRACE = "INSERT INTO voices_trace (voice_id, town_id, quarter, fingerprint, written_at) VALUES (%s, %s, %s, %s, %s)"
READING = ("in_zone", "subject", "street_id", "zone_id", "lang", "stance", "stance_probability", "stance_words", "kind",
           "kind_probability", "kind_words", "aspects", "safety", "safety_words")


class Voicing:
    """One batch of one town. `voice_ids`: every voice whose counts may move; grows in `write`."""

    def __init__(self, town_id: int, heard: list[Heard]) -> None:
        self.town_id, self.heard = town_id, heard
        self.by_post = {post.pk: (post, hearing) for post, hearing in heard}
        self.voice_ids = sorted({post.voice_id for post, _ in heard if post.voice_id})
        self.voices: dict[int, Voice] = {}             # post → the voice it is or joins; not saved yet where pk is None
        self.copies: Counter[int] = Counter()          # saved voice → posts that join it
        self.traces: dict[int, list[tuple[int, Voice]]] = defaultdict(list)
        self.said: dict[Said, list[Voice]] = defaultdict(list)
        self.routes: dict[tuple[str, str, dt.datetime], list[tuple[int, Voice]]] = defaultdict(list)
        self.new: list[tuple[Voice, Heard]] = []

    def write(self) -> None:
        self._remember_traces()
        self._remember_authors()
        self._remember_routes()
        for post, hearing in self.heard:
            if post.voice_id and post.leads:
                self._renew(post, hearing)
            else:
                self._place(post, hearing)
        self._save()

    # ---- which voice ------------------------------------------------------------------------------------------------

    def _place(self, post: Post, hearing: Hearing) -> None:
        """Let the post join a voice that says the same, else be a voice of its own; nothing of the town stays silent."""
        voice = self._other_route(post, hearing) or self._copied(post, hearing) or self._repeated(post, hearing)
        if voice is not None:
            self.voices[post.pk] = voice
            voice.copies += 1
            if voice.pk:
                self.copies[voice.pk] += 1
            return
        if not hearing.speaks:
            return
        voice = Voice(
            town_id=self.town_id, text=post.text, author=post.author, tool=post.tool, url=post.url, sample=post.sample,
            written_at=post.written_at, day=clock.local_day(post.written_at, hearing.time_zone),
            **{name: getattr(hearing, name) for name in READING})
        post.leads = True
        self.voices[post.pk] = voice
        self.new.append((voice, (post, hearing)))
        self._learn(voice, hearing)

    def _learn(self, voice: Voice, hearing: Hearing) -> None:
        if hearing.fingerprint is not None:
            for quarter in quarters(hearing.fingerprint):
                self.traces[quarter].append((hearing.fingerprint, voice))
        said = hearing.said(voice.tool, voice.author)
        if said.can_repeat:
            self.said[said].append(voice)

    def _copied(self, post: Post, hearing: Hearing) -> Voice | None:
        first = self.voices.get(hearing.copy_of) if hearing.copy_of else None
        if first is not None and _fits(first, hearing) and within(first.written_at, post.written_at, COPY_WINDOW):
            return first
        if hearing.fingerprint is None:
            return None
        for quarter in quarters(hearing.fingerprint):
            for fingerprint, voice in self.traces[quarter]:
                if (same(fingerprint, hearing.fingerprint) and _fits(voice, hearing)
                        and within(voice.written_at, post.written_at, COPY_WINDOW)):
                    return voice
        return None

    def _other_route(self, post: Post, hearing: Hearing) -> Voice | None:
        """The same words by the same author at the same moment, brought by another source: one post by two routes."""
        for source_id, voice in self.routes.get((post.author, post.text, post.written_at), ()):
            if source_id != post.source_id and _fits(voice, hearing):
                return voice
        return None

    def _repeated(self, post: Post, hearing: Hearing) -> Voice | None:
        said = hearing.said(post.tool, post.author)
        for voice in self.said[said] if said.can_repeat else ():
            if within(voice.written_at, post.written_at, REPEAT_WINDOW):
                return voice
        return None

    def _led(self) -> set[int]:
        """Voices that posts of this batch lead: they are renewed, not copied."""
        return {post.voice_id for post, _ in self.heard if post.leads and post.voice_id}

    # ---- what the database remembers ---------------------------------------------------------------------------------

    def _remember_traces(self) -> None:
        """Voices that share a quarter of a fingerprint with a post of the batch: one query, and one for the voices."""
        wanted: dict[int, set[int]] = defaultdict(set)
        for _, hearing in self.heard:
            if hearing.fingerprint is not None:
                for quarter in quarters(hearing.fingerprint):
                    wanted[quarter].add(hearing.fingerprint)
        if not wanted:
            return
        moments = [post.written_at for post, _ in self.heard]
        traces = Trace.objects.filter(
            town_id=self.town_id, quarter__in=list(wanted), written_at__gte=min(moments) - COPY_WINDOW,
            written_at__lte=max(moments) + COPY_WINDOW).values_list("quarter", "fingerprint", "voice_id")
        # a quarter is shared by many in a large town: only the near ones are worth loading
        rows = [row for row in traces.iterator() if any(same(row[1], mark) for mark in wanted[row[0]])]
        led = self._led()
        voices = Voice.objects.in_bulk({row[2] for row in rows} - led)
        for quarter, fingerprint, voice_id in rows:
            if voice_id in voices:
                self.traces[quarter].append((fingerprint, voices[voice_id]))

    def _remember_authors(self) -> None:
        """What the batch's authors said lately, before or after: two queries."""
        moments = [post.written_at for post, _ in self.heard]
        authors = {post.author for post, _ in self.heard if post.author}
        led = self._led()
        voices = Voice.objects.filter(
            town_id=self.town_id, author__in=authors, written_at__gte=min(moments) - REPEAT_WINDOW,
            written_at__lte=max(moments) + REPEAT_WINDOW).exclude(pk__in=led).in_bulk()
        shops: dict[int, set[int]] = defaultdict(set)
        for voice_id, shop_id in Link.objects.filter(voice_id__in=voices, state="sure").values_list("voice_id", "shop_id"):
            shops[voice_id].add(shop_id)
        for pk, voice in voices.items():
            about = {("shop", shop) for shop in shops[pk]} or _place(voice.subject, voice.street_id, voice.zone_id)
            said = Said(voice.tool, voice.author, frozenset(about), voice.stance, voice.kind, voice.safety)
            if said.can_repeat:
                self.said[said].append(voice)

    def _remember_routes(self) -> None:
        """Voices written at the very moments of the batch's posts by the same authors: one query."""
        led = self._led()
        for voice in Voice.objects.filter(
                town_id=self.town_id, author__in={post.author for post, _ in self.heard}, posts__leads=True,
                written_at__in={post.written_at for post, _ in self.heard}).exclude(pk__in=led).annotate(
                source=F("posts__source_id")):
            self.routes[voice.author, voice.text, voice.written_at].append((voice.source, voice))

    # ---- writing -----------------------------------------------------------------------------------------------------

    def _renew(self, post: Post, hearing: Hearing) -> None:
        """Read an edited post again in its place. What people decided about it stays; without anything left it goes."""
        voice = Voice.objects.get(pk=post.voice_id or 0)
        decided = set(voice.links.exclude(state__in=HEARD).values_list("shop_id", flat=True))
        if not hearing.speaks and not decided:
            if not promote(voice.pk):
                voice.delete()
            post.voice_id, post.leads = None, False
            return
        if voice.text != post.text or not _fits(voice, hearing):
            self._let_go(voice)
        for name in READING:
            setattr(voice, name, getattr(hearing, name))
        voice.text, voice.author, voice.tool, voice.url = post.text, post.author, post.tool, post.url
        voice.written_at, voice.day = post.written_at, clock.local_day(post.written_at, hearing.time_zone)
        voice.save()
        voice.links.filter(state__in=HEARD).delete()
        voice.links.update(written_at=post.written_at, evidence=[], doubts=[])
        for link in hearing.links(voice):
            if link.shop_id in decided:
                voice.links.filter(shop_id=link.shop_id).update(evidence=link.evidence, doubts=link.doubts)
            else:
                link.save()
        Voice.objects.filter(pk=voice.pk).update(street_id=voice.street_id or denied_street(voice.pk, hearing))
        voice.traces.all().delete()
        self._trace([(voice, hearing)])
        self.voices[post.pk] = voice
        self._learn(voice, hearing)

    def _let_go(self, voice: Voice) -> None:
        """Its words are no longer those that its copies repeat: they are read again, each for itself."""
        copies = list(Post.objects.filter(voice_id=voice.pk, leads=False).order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(copies), 500):
            Post.objects.filter(pk__in=copies[start:start + 500]).update(voice=None, state="new")
        queue_reading(self.town_id, copies)
        voice.copies = 0

    def _trace(self, voiced: list[tuple[Voice, Hearing]]) -> None:
        moment = connection.ops.adapt_datetimefield_value
        rows = [(voice.pk, self.town_id, quarter, hearing.fingerprint, moment(voice.written_at)) for voice, hearing in voiced
                if hearing.fingerprint is not None for quarter in quarters(hearing.fingerprint)]
        with connection.cursor() as cursor:
            cursor.executemany(_TRACE, rows)

    def _save(self) -> None:
        Voice.objects.bulk_create([voice for voice, _ in self.new], batch_size=500)
        Link.objects.bulk_create([link for voice, (_, hearing) in self.new for link in hearing.links(voice)],
                                 batch_size=500)
        self._trace([(voice, hearing) for voice, (_, hearing) in self.new])
        for voice_id, copies in self.copies.items():
            Voice.objects.filter(pk=voice_id).update(copies=F("copies") + copies)
        self.voice_ids += [voice.pk for voice, _ in self.new]
        for post, _ in self.heard:
            if post.pk in self.voices:
                post.voice_id = self.voices[post.pk].pk


def _fits(voice: Voice, hearing: Hearing) -> bool:
    return may_join(post_danger=hearing.safety, voice_danger=voice.safety)


def _place(subject: str, street_id: int | None, zone_id: int | None) -> set[tuple[str, int]]:
    if subject == "street" and street_id:
        return {("street", street_id)}
    return {("zone", zone_id)} if subject in ("centre", "town") and zone_id else set()
