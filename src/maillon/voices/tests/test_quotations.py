"""What is stored and shown as a quotation is one: texts are cleaned before they are heard, and offsets are those of the
cleaned text, also when a post was written with signs that no database holds."""
from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillon.core.ui.excerpt import excerpt
from maillon.core.ui.marks import straight
from maillon.territory.models import Town
from maillon.voices.actions.read import read_posts
from maillon.voices.actions.take_in import take_in
from maillon.voices.models import Link, Post, Source, Voice
from maillon.voices.queries.cards import cards
from maillon.voices.rules.deliveries import Batch, Upsert
from maillon.voices.web import panels_wording as wording

from .conftest import NOW
from .test_real_ear import town

__all__ = ["town"]
SAMPLE = Path(__file__).parents[4] / "sample" / "posts.jsonl"
POSTS = [json.loads(line)["text"] for line in SAMPLE.read_text("utf-8").splitlines()[::11]]
OURS = ["Fournil Pruneau", "le fournil pruneau", "#FournilPruneau", "Lacet d’Or", "rue Ramponeau", "merci", "délicieux",
        "odeur de gaz", "Est-ce que"]
BETWEEN = ["\x00", "\x07", "\r\n", "\r", "\ud83e", "\x85", "🥐", "👩\u200d👧", "e\u0301", "\u0300", "美味しい。", "맛",
           "שלום", "مرحبا", "\u202e", "\u2066", " ", "\u200d", "ﬁ", "İ"]
PIECES = st.one_of(*map(st.sampled_from, (OURS, OURS, POSTS, BETWEEN)), st.just(" "))
TEXTS = st.lists(PIECES, min_size=2, max_size=9).map("".join)


def quoted(voice: Voice) -> Iterator[tuple[str, int | None, int | None]]:
    said = [*voice.stance_words, *voice.kind_words, *voice.safety_words, *(w for a in voice.aspects for w in a["words"])]
    yield from (tuple(words) for words in said)
    for link in Link.objects.filter(voice=voice):
        yield from ((e["text"], e["start"], e["end"]) for e in link.evidence)


@settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_what_is_stored_and_shown_quotes_the_stored_text(town: Town, text: str) -> None:
    Post.objects.all().delete()
    Voice.objects.all().delete()
    source, _ = Source.objects.get_or_create(town=town, kind="square", name="test")
    event = Upsert(native_id="1", text=f"Fournil Pruneau: {text}", written_at=NOW)
    take_in(source_id=source.pk, batch=Batch((event,), {}), now=NOW)
    post = Post.objects.get()
    read_posts(town_id=town.pk, post_ids=[post.pk], now=NOW)
    post.refresh_from_db()
    assert post.state == "read" and not re.search("[\x00-\x08\ud800-\udfff]", post.text)
    for voice in Voice.objects.all():
        shown = excerpt(voice.text)
        for words, start, end in quoted(voice):
            assert (start is None) == (end is None)
            if start is not None and end is not None:
                assert voice.text[start:end] == words != ""
                place = shown.span(start, end)
                assert place is None or shown.text[slice(*place)] == straight(words)
        _check_page(voice)


def _check_page(voice: Voice) -> None:
    """On a page each marked stretch holds the very words; taking marks and lead-ins away gives the text back."""
    card: Any = cards([voice], states=("sure", "unsure"))[0]
    page = str(wording.marked(card))
    plain = re.sub(r'<span class="sr">[^<]*</span>', "", page)
    shown = excerpt(voice.text)
    assert re.sub(r"</?mark[^>]*>", "", plain) == str(wording.escape(shown.text)) + (" […]" if shown.cut else "")
