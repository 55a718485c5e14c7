"""Sources are visited by the clock, by one visitor each; a blind one hinders nobody; a connector is one folder."""
from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from django_q.models import OrmQ
from hypothesis import given
from hypothesis import strategies as st

from maillon.voices.actions import sources
from maillon.voices.actions.sample import catch_up, set_up_sample
from maillon.voices.connectors import connectors
from maillon.voices.connectors.contract import Connector
from maillon.voices.connectors.sample.source import EVERY, Sample, split
from maillon.voices.models import Post, Source
from maillon.voices.rules.cleaning import clean, clean_id, clean_text
from maillon.voices.rules.deliveries import Batch, Delete, PurgeAuthor, SourceDown, Upsert, in_order
from maillon.voices.rules.rhythm import LEASE, LONGEST_BACK_OFF, after_failure, next_visit

from .conftest import NOW, Place

OFTEN, SELDOM = dt.timedelta(minutes=5), dt.timedelta(days=1)


class Failing(Connector):
    kind, label = "square", "down"

    def __init__(self, error: Exception) -> None:
        self.error = error

    def fetch(self, settings: Mapping[str, Any], cursor: Mapping[str, Any], now: dt.datetime) -> Batch:
        raise self.error


@pytest.fixture
def posts(tmp_path: Path) -> str:
    """A sample file of ninety posts, one a day back."""
    path = tmp_path / "posts.jsonl"
    rows = [{"id": f"s{day}", "text": f"town up {day}", "author": f"a{day}", "minutes_ago": day * 1440, "source": "mastodon"}
            for day in range(90)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return str(path)


def test_every_folder_is_a_connector() -> None:
    assert {"sample", "square", "file"} <= set(connectors())
    for kind, connector in connectors().items():
        assert connector.kind == kind and connector.often <= connector.seldom


def test_a_due_source_is_claimed_once(place: Place) -> None:
    Source.objects.filter(pk=place.source.pk).update(next_at=NOW)
    assert sources.claim_due(now=NOW) == [place.source.pk]
    assert sources.claim_due(now=NOW) == [] and OrmQ.objects.count() == 1
    assert sources.claim_due(now=NOW + LEASE) == [place.source.pk], "the visit died: claimed again after the lease"


def test_paused_and_finished_sources_are_left_alone(place: Place) -> None:
    Source.objects.filter(pk=place.source.pk).update(next_at=NOW)
    sources.pause(source_id=place.source.pk, by=1, now=NOW)
    assert sources.claim_due(now=NOW) == [] and sources.visit(source_id=place.source.pk, now=NOW) is False
    sources.resume(source_id=place.source.pk, by=1, now=NOW)
    assert sources.claim_due(now=NOW) == [place.source.pk]


@pytest.mark.parametrize("error", [SourceDown("503", retry_after=7_200), KeyError("it changed its shape")])
def test_a_source_that_fails_is_blind_and_comes_later(place: Place, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    monkeypatch.setattr(sources, "connector_of", lambda kind: Failing(error))
    Source.objects.filter(pk=place.source.pk).update(cursor={"at": 5})
    sources.visit(source_id=place.source.pk, now=NOW)
    sources.visit(source_id=place.source.pk, now=NOW + OFTEN)
    source = Source.objects.get(pk=place.source.pk)
    assert (source.state, source.failures, source.blind_since, source.cursor) == ("blind", 2, NOW, {"at": 5})
    if isinstance(error, SourceDown):
        assert source.blind_reason == "503" and source.next_at == NOW + OFTEN + dt.timedelta(hours=2)
    monkeypatch.undo()
    sources.visit(source_id=place.source.pk, now=NOW + SELDOM)
    source.refresh_from_db()
    assert (source.state, source.failures, source.blind_since) == ("listening", 0, None)


def test_a_source_paused_while_its_visit_fails_stays_paused(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    class Paused(Failing):
        def fetch(self, settings: Mapping[str, Any], cursor: Mapping[str, Any], now: dt.datetime) -> Batch:
            sources.pause(source_id=place.source.pk, by=1, now=NOW)
            return super().fetch(settings, cursor, now)

    monkeypatch.setattr(sources, "connector_of", lambda kind: Paused(SourceDown("503")))
    sources.visit(source_id=place.source.pk, now=NOW)
    source = Source.objects.get(pk=place.source.pk)
    assert (source.state, source.next_at, source.blind_since) == ("paused", None, None)


@given(st.integers(0, 40), st.floats(0, 0.999))
def test_back_off_grows_and_ends(failures: int, chance: float) -> None:
    assert NOW + OFTEN <= after_failure(NOW, failures, chance, OFTEN) <= NOW + LONGEST_BACK_OFF


def test_visits_follow_the_talk() -> None:
    assert next_visit(NOW, SELDOM, True, OFTEN, SELDOM) == NOW + OFTEN
    assert next_visit(NOW, OFTEN, False, OFTEN, SELDOM) == NOW + 2 * OFTEN
    assert next_visit(NOW, SELDOM, False, OFTEN, SELDOM) == NOW + SELDOM


def test_the_sample_brings_its_past_at_once_then_one_every_twenty_seconds(place: Place, posts: str) -> None:
    source = set_up_sample(town_id=place.town.pk, now=NOW, path=posts)
    assert set_up_sample(town_id=place.town.pk, now=NOW + EVERY, path=posts) == source
    past = catch_up(town_id=place.town.pk, now=NOW)
    assert past == 90 - 59 // 3 == place.n("town", place.town.pk)
    assert Post.objects.filter(backfill=True, sample=True).count() == past
    for second in range(1, 61):
        sources.visit(source_id=source, now=NOW + dt.timedelta(seconds=second))
    live = Post.objects.filter(backfill=False).order_by("pk")
    assert [post.written_at - NOW for post in live] == [EVERY, 2 * EVERY, 3 * EVERY]
    assert catch_up(town_id=place.town.pk, now=NOW) == 3 and place.n("town", place.town.pk) == past + 3


def test_the_sample_is_the_same_for_the_same_seed_and_keeps_the_last_month_whole() -> None:
    rows = tuple({"id": str(n), "text": "x", "minutes_ago": n * 1440} for n in range(90))
    assert split(rows, 1) == split(rows, 1) != split(rows, 2)
    past, later = split(rows, 1)
    assert len(past) + len(later) == 90 and min(row["minutes_ago"] for row in later) > 30 * 1440


def test_a_sample_without_its_file_is_down(tmp_path: Path) -> None:
    with pytest.raises(SourceDown, match=r"gone\.jsonl"):
        Sample().fetch({"path": str(tmp_path / "gone.jsonl"), "set_up_at": NOW.isoformat()}, {}, NOW)


def test_later_events_overrule_earlier_ones() -> None:
    one, two = Upsert("a", "one", NOW, author="Zoé"), Upsert("a", "two", NOW, author="Yann")
    assert in_order((one, two)).upserts == {"a": two}
    assert in_order((one, Delete("a"))).upserts == {} and in_order((one, Delete("a"))).deletes == {"a"}
    assert in_order((Delete("a"), two)).upserts == {"a": two}
    assert in_order((one, PurgeAuthor("Zoé"))).upserts == {} and in_order((PurgeAuthor("Yann"), two)).upserts == {"a": two}


@given(st.text(st.characters(), max_size=200))
def test_any_text_can_be_stored(text: str) -> None:
    cleaned = clean_text(text + "\ud83d\udc4d\udc00\x00")
    assert cleaned.encode() and "\x00" not in cleaned and clean_text(cleaned) == cleaned and "\U0001f44d" in cleaned


@given(native_id=st.text(max_size=400), lat=st.none() | st.floats(), lon=st.none() | st.floats(), url=st.text(max_size=30))
def test_any_post_can_be_stored(native_id: str, lat: float | None, lon: float | None, url: str) -> None:
    event = clean(Upsert(native_id, "", NOW, lat=lat, lon=lon, url=url), NOW)
    assert len(event.native_id) <= 300 and (event.lat is None) == (event.lon is None)
    assert event.url == "" or event.url.startswith("http")
    assert clean_id("x" * 301) != clean_id("x" * 302)
