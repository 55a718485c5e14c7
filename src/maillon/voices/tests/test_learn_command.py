"""`maillon learn`: which decisions teach, kept in one transaction, taken back, one town's alone."""
from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from maillon.accounts.models import Person
from maillon.listening import public as listening
from maillon.territory.models import Town
from maillon.voices import actions, gazetteers
from maillon.voices.actions import tuning
from maillon.voices.actions.read import read_posts
from maillon.voices.actions.square import write_on_square
from maillon.voices.cli import learn
from maillon.voices.gazetteers import gazetteer_of
from maillon.voices.models import Correction, Label, Link, Post, Tuning, Voice
from maillon.voices.queries.decided import decided_posts
from maillon.voices.queries.tunings import newest_taken_back, runs, standing

from .conftest import NOW, Place, make_place
from .factories import a_shop, a_street, a_town, a_zone

MOVED = {"name": -1.0, "at_shop": -1.0, "rarity": -1.0, "capital": -1.0}
REPORT = {"format": 1, "verdict": "accepted", "reasons": [], "decisions": {"decisions": 50, "posts": 50, "confirmed": 30,
          "removed": 20, "fitted": 40, "kept_apart": 10}, "threshold": {"before": 0.5, "after": 0.55}, "moved": [
              {"feature": "capital", "before": 1.0, "after": 0.5}]}


@pytest.fixture
def gael(db: Any) -> int:
    return Person.objects.create(email="gael@example.org").pk


@pytest.fixture
def data(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    gazetteers._held.clear()
    return tmp_path


def learns(monkeypatch: pytest.MonkeyPatch, verdict: str, moved: dict | None = None, threshold: float | None = 0.55,
           **report: Any) -> None:
    learnt = listening.Learnt(verdict, listening.Tuning(moved or MOVED, threshold), {**REPORT, "verdict": verdict, **report})
    monkeypatch.setattr(tuning.listening, "learn_from", lambda decided, gazetteer: learnt)


def run(*arguments: str) -> Any:
    app = typer.Typer(pretty_exceptions_enable=False)
    app.command()(learn)
    return CliRunner().invoke(app, arguments)


def version(town: Town) -> int:
    return Town.objects.values_list("gazetteer_version", flat=True).get(pk=town.pk)


def heard(town: Town, text: str) -> Voice | None:
    public_id = write_on_square(town_id=town.pk, text=text, author=str(Post.objects.count()), now=NOW)
    read_posts(town_id=town.pk, post_ids=[Post.objects.get(public_id=public_id).pk], now=NOW)
    return Post.objects.get(public_id=public_id).voice


def a_real_town(name: str) -> Town:
    town = a_town(slug=name)
    a_zone(town, kind="town", name=name.title())
    a_shop(town, name="Fournil Pruneau", street=a_street(town, name="rue Ramponeau"), lon=2.38, lat=48.87)
    return town


# ---- what teaches ------------------------------------------------------------------------------------------------------


def pairs(town: Town, shops: frozenset[int]) -> list[tuple[str, set[str], set[str]]]:
    return sorted((d.post.text, set(d.confirmed), set(d.removed)) for d in decided_posts(town.pk, shops))


def test_only_decisions_that_stand_teach_each_pair_once(place: Place, gael: int) -> None:
    one, two = place.shop.pk, place.other.pk
    both = frozenset({one, two})
    texts = [f"shop={one} up n{n}" for n in range(4)]
    first, second, third, fourth = [post.voice_id or 0 for post in place.say(*texts)]
    assert pairs(place.town, both) == [], "what only the ear says teaches nothing"
    actions.put_aside(voice_id=first, shop_id=one, by=gael, now=NOW)
    assert pairs(place.town, both) == [], "a shop's own word, unconfirmed"
    actions.remove_link(voice_id=second, shop_id=one, by=gael, now=NOW, learn=False)
    actions.confirm_link(voice_id=third, shop_id=one, by=gael, now=NOW, learn=False)
    undone = actions.remove_link(voice_id=fourth, shop_id=one, by=gael, now=NOW, learn=False)
    actions.undo(label_id=undone, by=gael, now=NOW)
    assert pairs(place.town, both) == [(texts[1], set(), {str(one)}), (texts[2], {str(one)}, set())]
    actions.remove_link(voice_id=third, shop_id=one, by=gael, now=NOW, learn=False)
    assert pairs(place.town, both)[1] == (texts[2], set(), {str(one)}), "the latest decision"
    assert pairs(place.town, frozenset({two})) == [], "a shop the ear cannot name any more"


def test_two_shops_that_agree_teach_and_a_new_doubt_does_not(place: Place, gael: int) -> None:
    one, two = place.shop.pk, place.other.pk
    [post] = place.say(f"shop={one} up")
    ada, carla = (Person.objects.create(email=f"{name}@example.org").pk for name in ("ada", "carla"))
    actions.put_aside(voice_id=post.voice_id or 0, shop_id=one, by=ada, now=NOW)
    actions.is_us(voice_id=post.voice_id or 0, shop_id=two, by=carla, now=NOW)
    [decided] = decided_posts(place.town.pk, frozenset({one, two}))
    assert (set(decided.confirmed), set(decided.removed)) == ({str(two)}, {str(one)})
    assert decided.post.id == Voice.objects.get(pk=post.voice_id).public_id, "parted by an id that is public"
    actions.dispute(voice_id=post.voice_id or 0, shop_id=two, reason="not us at all", by=carla, now=NOW)
    [decided] = decided_posts(place.town.pk, frozenset({one, two}))
    assert (set(decided.confirmed), set(decided.removed)) == (set(), {str(one)})


def test_decisions_of_another_town_never_come_in(place: Place, gael: int) -> None:
    other = make_place()
    for each in (place, other):
        [post] = each.say(f"shop={each.shop.pk} up")
        actions.remove_link(voice_id=post.voice_id or 0, shop_id=each.shop.pk, by=gael, now=NOW)
    shops = frozenset({place.shop.pk, other.shop.pk})
    assert pairs(place.town, shops) == [(f"shop={place.shop.pk} up", set(), {str(place.shop.pk)})]
    assert pairs(other.town, shops) == [(f"shop={other.shop.pk} up", set(), {str(other.shop.pk)})]


def test_pages_of_voices_are_read_in_batches(place: Place, gael: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maillon.voices.queries.decided.AT_ONCE", 2)
    monkeypatch.setattr("maillon.voices.queries.decided.MOST", 5)
    for post in place.say(*[f"shop={place.shop.pk} up n{n}" for n in range(7)]):
        actions.confirm_link(voice_id=post.voice_id or 0, shop_id=place.shop.pk, by=gael, now=NOW, learn=False)
    found = decided_posts(place.town.pk, frozenset({place.shop.pk}))
    assert {d.post.text for d in found} == {f"shop={place.shop.pk} up n{n}" for n in range(2, 7)}, "the newest"


# ---- what is kept ------------------------------------------------------------------------------------------------------


def test_accepted_it_is_the_town_s_ear_from_the_next_batch_and_nobody_else_s(db: Any, data: Path, gael: int,
                                                                            monkeypatch: pytest.MonkeyPatch) -> None:
    here, there = a_real_town("here"), a_real_town("there")
    sure = [heard(town, "Merci au Fournil Pruneau") for town in (here, there)]
    before = [Link.objects.get(voice=voice).probability for voice in sure]
    files = {path.name: path.read_bytes() for path in (data / "gazetteers").iterdir() if path.name.startswith(f"{there.pk}-")}
    learns(monkeypatch, "accepted")
    said = run("--town", "here")
    assert said.exit_code == 0 and "Accepted" in said.output and "capitals" in said.output
    row = Tuning.objects.get()
    assert (row.town_id, row.moved, row.threshold, row.verdict, row.by) == (here.pk, MOVED, 0.55, "accepted", None)
    again = [heard(town, "Merci au Fournil Pruneau, encore") for town in (here, there)]
    after = [voice and Link.objects.filter(voice=voice).values_list("probability", "state").first() for voice in again]
    assert after[1] == (before[1], "sure") and (after[0] is None or after[0][0] < before[0])
    mine, theirs = (gazetteer_of(town.pk, version(town)).gazetteer for town in (here, there))
    assert mine.tuning == listening.Tuning(MOVED, 0.55) and theirs.tuning == listening.Tuning() and theirs.table is None
    assert {path.name: path.read_bytes() for path in (data / "gazetteers").iterdir()
            if path.name.startswith(f"{there.pk}-")} == files, "the other town's file is as it was"
    [voice] = [voice for voice in again if voice and voice.town_id == there.pk]
    actions.remove_link(voice_id=voice.pk, shop_id=Link.objects.get(voice=voice).shop_id, by=gael, now=NOW)
    assert [c.town_id for c in Correction.objects.all()] == [there.pk]
    assert gazetteer_of(here.pk, version(here)).gazetteer.corrections == ()
    gazetteers._held.clear()                                              # as another process reads it
    assert gazetteer_of(here.pk, version(here)).gazetteer.tuning == listening.Tuning(MOVED, 0.55)


def test_undo_and_redo_walk_the_runs_and_keep_every_row(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    town = place.town
    for n in (0.1, 0.2):
        learns(monkeypatch, "accepted", {"name": -n}, None)
        assert run("--town", town.slug).exit_code == 0
    held = version(town)
    assert standing(town.pk).moved == {"name": -0.2}
    assert "the run before it stands" in run("--town", town.slug, "--undo").output and standing(town.pk).moved == {"name": -0.1}
    assert "weights of the release" in run("--town", town.slug, "--undo").output and standing(town.pk) is None
    assert run("--town", town.slug, "--undo").exit_code == 2 and Tuning.objects.count() == 2
    assert run("--town", town.slug, "--redo").exit_code == 0 and standing(town.pk).moved == {"name": -0.1}
    assert run("--town", town.slug, "--redo").exit_code == 0 and standing(town.pk).moved == {"name": -0.2}
    assert run("--town", town.slug, "--redo").exit_code == 2 and newest_taken_back(town.pk) is None
    assert version(town) == held + 4
    assert [(each.moved, each.stands) for each in runs(town.pk)] == [({"name": -0.2}, True), ({"name": -0.1}, False)]


def test_a_new_run_after_an_undo_ends_what_redo_could_bring_back(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    for moved in ({"name": -0.1}, {"name": -0.2}):
        learns(monkeypatch, "accepted", moved, None)
        run("--town", place.town.slug)
        if moved["name"] == -0.1:
            run("--town", place.town.slug, "--undo")
    assert run("--town", place.town.slug, "--redo").exit_code == 2 and standing(place.town.pk).moved == {"name": -0.2}


def test_refused_it_is_remembered_once_and_changes_nothing(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    before = version(place.town)
    learns(monkeypatch, "refused", reasons=[{"reason": "worse", "part": "town", "figure": "f1"},
                                            {"reason": "newly_wrong", "posts": ["a"]}])
    for _ in range(2):
        said = run("--town", place.town.slug)
        assert said.exit_code == 3 and "a lower F1 on this town" in said.stderr and "1 post that is heard rightly" in said.stderr
    assert Tuning.objects.get().verdict == "refused" and standing(place.town.pk) is None and version(place.town) == before


@pytest.mark.parametrize("verdict", ["accepted", "refused"])
def test_a_dry_run_writes_nothing(place: Place, tmp_path: Path, verdict: str, monkeypatch: pytest.MonkeyPatch) -> None:
    learns(monkeypatch, verdict)
    before, path = version(place.town), tmp_path / "report.json"
    said = run("--town", place.town.slug, "--dry-run", "--json", str(path))
    assert said.exit_code == 0 and "Nothing was changed" in said.output
    assert not Tuning.objects.exists() and version(place.town) == before
    assert json.loads(path.read_text())["verdict"] == verdict


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("where", ["names_changed", "_record"])
def test_killed_in_the_middle_nothing_is_half_written(little_ear_in: None, where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    town = make_place().town
    learns(monkeypatch, "accepted")
    before = version(town)
    with monkeypatch.context() as broken:
        broken.setattr(tuning, where, lambda *args, **named: 1 / 0)
        assert isinstance(run("--town", town.slug).exception, ZeroDivisionError)
    assert not Tuning.objects.exists() and version(town) == before
    assert run("--town", town.slug).exit_code == 0 and version(town) == before + 1
    with monkeypatch.context() as broken:
        broken.setattr(tuning, where, lambda *args, **named: 1 / 0)
        assert isinstance(run("--town", town.slug, "--undo").exception, ZeroDivisionError)
    assert standing(town.pk) is not None and version(town) == before + 1


def test_a_run_meanwhile_is_not_overwritten(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    learns(monkeypatch, "accepted")
    fit = tuning.listening.learn_from

    def slow(decided: Any, gazetteer: Any) -> listening.Learnt:
        Tuning.objects.create(town=place.town, verdict="accepted", moved={"name": -0.1}, at=NOW)
        return fit(decided, gazetteer)

    monkeypatch.setattr(tuning.listening, "learn_from", slow)
    said = run("--town", place.town.slug)
    assert said.exit_code == 2 and "meanwhile" in said.stderr and Tuning.objects.get().moved == {"name": -0.1}


def test_what_cannot_be_is_said(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = run("--town", "nowhere")
    assert said.exit_code == 2 and f"Towns: {place.town.slug}" in said.stderr.replace("\n", "")
    assert run("--town", place.town.slug, "--undo", "--dry-run").exit_code == 2
    said = run("--town", place.town.slug)
    assert said.exit_code == 3 and "not enough decisions yet (0 of 40)" in said.stderr and not Tuning.objects.exists()
    learns(monkeypatch, "same")
    assert "Nothing new" in run("--town", place.town.slug).output
    assert run("--town", place.town.slug, "--json", str(tmp_path / "no" / "such")).exit_code == 2


@pytest.mark.one_database
def test_the_same_rows_give_the_same_bytes(db: Any, data: Path, gael: int) -> None:
    """Forty real decisions through the real ear; nobody is told what they should teach."""
    town = a_real_town("here")
    a_shop(town, name="Les Tilleuls", trade="restaurant", lon=2.39, lat=48.88)
    for n in range(16):
        for way in ("Déjeuné aux Tilleuls", "les tilleuls du parc sentent bon", "Fournil Pruneau !"):
            heard(town, f"{way} n° {n}")
    for link in Link.objects.select_related("voice").order_by("pk"):
        decide = actions.remove_link if "parc" in link.voice.text else actions.confirm_link
        decide(voice_id=link.voice_id, shop_id=link.shop_id, by=gael, now=NOW, learn=False)
    assert Label.objects.count() >= 30
    one, two = (tuning.learn_from_decisions(town_id=town.pk, now=NOW, dry_run=True) for _ in range(2))
    assert listening.report_text(one.report) == listening.report_text(two.report)
