"""Files: read in whatever encoding, refused by row number, taken in without loss, started only by whoever runs the town."""
from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from maillon.accounts.models import Person, Role
from maillon.voices.actions import files
from maillon.voices.actions.sources import NameTaken, visit
from maillon.voices.connectors.file.mapping import RowMapping, guess, moment, post_of
from maillon.voices.connectors.file.reading import FileRefused, Problem, flat, look, rows
from maillon.voices.connectors.file.source import folder_of
from maillon.voices.models import Post, Source, Voice
from maillon.voices.queries import hearing
from maillon.voices.rules.deliveries import Upsert
from maillon.voices.web.panels_wording import source_rows, tool_name

from .conftest import NOW, Place

PARIS = RowMapping({"text": "text", "written_at": "date"}, "Europe/Paris", written_at=NOW.isoformat())


def read(tmp_path: Path, data: bytes, encoding: str = "") -> list[Any]:
    path = tmp_path / "file"
    path.write_bytes(data)
    return list(rows(path, look(path, encoding)))


def start(place: Place, data: bytes, name: str = "reviews.csv") -> Source:
    """Receive, start and take in a whole file; return its source."""
    public_id = files.receive_file(town_id=place.town.pk, name=f"{name} {Source.objects.count()}", file_name=name,
                                   pieces=[data], by=1, now=NOW)
    source = Source.objects.get(public_id=public_id)
    files.start_file(source_id=source.pk, by=1, now=NOW)
    while visit(source_id=source.pk, now=NOW, again=False):
        pass
    place.read()
    source.refresh_from_db()
    return source


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_in_many_hands(tmp_path: Path, encoding: str, delimiter: str) -> None:
    out = io.StringIO()
    said = "Très bon pain, « comme avant » – l'été à 1,20 €"
    csv.writer(out, delimiter=delimiter).writerows([["Texte", "Date"], [said, "2026-11-01"], ["Zwei\nZeilen", "2026-11-02"]])
    assert read(tmp_path, out.getvalue().encode(encoding)) == [
        (2, {"Texte": said, "Date": "2026-11-01"}), (3, {"Texte": "Zwei\nZeilen", "Date": "2026-11-02"})]


def test_japanese_in_shift_jis(tmp_path: Path) -> None:
    text = "駅前のパン屋さんがとても美味しいです。また行きたいと思います。店員さんも親切でした。"
    data = ("text,date\n" + "".join(f"{text},2026-11-{day:02}\n" for day in range(1, 20))).encode("shift_jis")
    assert read(tmp_path, data)[0] == (2, {"text": text, "date": "2026-11-01"})


def test_broken_lines_are_told_by_number_and_the_others_come(tmp_path: Path) -> None:
    data = b'\xef\xbb\xbf{"text": "one"}\n{"text": "two"\n\n[1]\n{"text": "fi\xff\x00ve"}\n'
    found = read(tmp_path, data)
    assert [each.number if isinstance(each, Problem) else each[0] for each in found] == [1, 2, 4, 5]
    assert [each.reason for each in found if isinstance(each, Problem)] == ["broken", "not_a_row"]
    assert found[3][1]["text"].startswith("fi")


def test_a_list_that_breaks_off(tmp_path: Path) -> None:
    found = read(tmp_path, b'[{"text": "one"}, {"text": "two"}, {"te')
    assert found[:2] == [(1, {"text": "one"}), (2, {"text": "two"})]
    assert found[2].reason == "cut_short" and found[2].number == 3


def test_a_list_inside_a_document(tmp_path: Path) -> None:
    said = {"review_text_published": "bon", "date": "2026-01-02T03:04:05Z"}
    data = json.dumps({"type": "FeatureCollection", "features": [{"geometry": {"coordinates": [2.3, 48.9]}, "properties": said}]})
    [(number, row)] = read(tmp_path, data.encode("utf-16"))
    assert number == 1 and row["properties.review_text_published"] == "bon"
    assert guess(row) == {"text": "properties.review_text_published", "written_at": "properties.date"}


@pytest.mark.parametrize(("data", "reason"), [
    (b"", "empty"), (b" \n\n", "empty"), (b'{"a": 1}', "jsonl"), (b'{\n "a": {"b": 1}}', "no_rows"),
    (b"\x00\x01\x02" * 999, "binary")])
def test_files_with_nothing_in_them(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    if reason == "jsonl":
        assert look(path).format == "jsonl"
    else:
        with pytest.raises(FileRefused, match=reason):
            look(path)


@given(data=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any"
    path.write_bytes(data)
    try:
        found = list(rows(path, look(path)))
    except FileRefused:
        return
    for each in found:
        if not isinstance(each, Problem):
            assert isinstance(post_of(*each, RowMapping(guess(each[1]), "UTC", written_at=NOW.isoformat())), Upsert | Problem)


@pytest.mark.parametrize(("text", "told"), [
    ("2026-11-20T12:00:00Z", "2026-11-20T12:00:00"), ("2026-11-20 13:00", "2026-11-20T12:00:00"),
    ("20/11/2026 13:00", "2026-11-20T12:00:00"), ("03/04/2026", "2026-04-02T22:00:00"), ("1795176000", "2026-11-20T12:00:00"),
    ("1795176000000", "2026-11-20T12:00:00"),
    ("Fri Nov 20 12:00:00 +0000 2026", "2026-11-20T12:00:00"), ("yesterday", None), ("0001-01-01", None), ("9" * 13, None)])
def test_moments(text: str, told: str | None) -> None:
    found = moment(text, PARIS)
    assert (found and found.replace(tzinfo=None).isoformat()) == told


def test_month_first_when_it_is_said() -> None:
    assert moment("03/04/2026", RowMapping({}, "UTC", day_first=False)) == dt.datetime(2026, 3, 4, tzinfo=dt.UTC)


def test_rows_without_text_or_with_a_strange_date() -> None:
    assert post_of(3, {"text": "  "}, PARIS) == Problem(3, "no_text")
    assert post_of(4, {"text": "x", "date": "soon"}, PARIS) == Problem(4, "bad_date", "soon")
    assert post_of(5, {"text": "x"}, PARIS).written_at == NOW


def test_nested_columns() -> None:
    assert flat({"a": {"b": 1, "c": [1, 2]}, "d": [{"e": 1}]}) == {"a.b": 1, "a.c": [1, 2], "d": '[{"e": 1}]'}


def test_a_file_comes_in_and_the_same_rows_again_count_once(place: Place) -> None:
    about = f"shop={place.shop.pk} up"
    data = f"text,date,author\n{about},2026-11-01,\n{about} one,2026-11-02,Zoé\n,2026-11-02,\n".encode()
    source = start(place, data)
    assert (source.state, source.cursor["posts"], source.cursor["refused"]) == ("done", 2, 1)
    assert place.n("shop", place.shop.pk) == 2 and place.right()
    start(place, data + f"shop={place.shop.pk} up two,2026-11-03,\n".encode())
    assert place.n("shop", place.shop.pk) == 3 and Voice.objects.count() == 3 and place.right()


def test_rows_of_one_file_that_say_the_same_are_one_post_only_without_ids(place: Place) -> None:
    start(place, b"id,text,date\n1,town up,2026-11-01\n2,town up,2026-11-01\n")
    assert place.n("town", place.town.pk) == 2


def test_a_file_of_many_rows_goes_on_where_it_was_left(place: Place) -> None:
    lines = "".join(json.dumps({"text": f"town up {n}", "id": n}) + "\n" for n in range(1_300))
    source = start(place, lines.encode(), "posts.jsonl")
    assert Post.objects.filter(source=source).count() == 1_300 and place.n("town", place.town.pk) == 1_300
    Source.objects.filter(pk=source.pk).update(state="listening", cursor={})
    while visit(source_id=source.pk, now=NOW, again=False):
        pass
    place.read()
    assert place.n("town", place.town.pk) == 1_300


def test_a_column_without_a_name_is_none_of_the_others(place: Place) -> None:
    source = start(place, json.dumps([{"text": "town up", "": "not the author"}]).encode(), "x.json")
    post = Post.objects.get(source=source)
    assert (post.author, post.url, post.place_id) == ("", "", "")


def test_the_name_of_a_file_may_hold_anything_and_is_taken_once(place: Place) -> None:
    sent = {"town_id": place.town.pk, "file_name": "a\x00b.csv", "by": 1, "now": NOW}
    public_id = files.receive_file(name="a\x00b\ud800.csv", pieces=[b"text\ntown up\n"], **sent)
    assert Source.objects.get(public_id=public_id).name == "ab\ufffd.csv"
    with pytest.raises(NameTaken):
        files.receive_file(name="ab\ufffd.csv", pieces=[b"text\ntown up\n"], **sent)


def test_a_megabyte_of_text_and_formulas(place: Place) -> None:
    row = json.dumps({"text": "=HYPERLINK(1) town up " + "y" * 1_000_000, "author": "=cmd|' /C calc'!A0"})
    source = start(place, row.encode(), "x.jsonl")
    post = Post.objects.get(source=source)
    assert len(post.text) > 1_000_000 and post.author == "=cmd|' /C calc'!A0" and place.n("town", place.town.pk) == 1


# ---- in the browser --------------------------------------------------------------------------------------------------

@pytest.fixture
def officer(place: Place, client: Any) -> Any:
    person = Person.objects.create(email="dario@example.org")
    Role.objects.create(person=person, kind="officer", scope="town", scope_id=place.town.pk, town_id=place.town.pk,
                        granted_at=NOW)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_from_upload_to_start(place: Place, officer: Any) -> None:
    base = f"/town/{place.town.slug}/sources/"
    sent = SimpleUploadedFile("avis.csv", f"Avis;Quand\nshop={place.shop.pk} up;01/11/2026\nx;never\n".encode("cp1252"))
    answer = officer.post(base, {"file": sent, "name": "Avis"})
    source = Source.objects.get(kind="file")
    assert answer.status_code == 302 and source.state == "draft" and not Post.objects.filter(source=source).exists()
    page = officer.get(answer["Location"])
    assert page.status_code == 200 and f"shop={place.shop.pk} up" in page.content.decode()
    named = {"is_text": "Avis", "is_written_at": "Quand", "encoding": "utf-8-sig", "day_first": "on"}
    answer = officer.post(answer["Location"], {**named, "try": "1"})
    page = officer.get(answer["Location"]).content.decode()
    assert "Row 3" in page and "never" in page
    officer.post(answer["Location"], {**named, "start": "1"})
    while visit(source_id=source.pk, now=NOW, again=False):
        pass
    place.read()
    assert place.n("shop", place.shop.pk) == 1
    assert "Avis" in officer.get(base).content.decode()
    folder = folder_of(source.settings)
    assert folder.exists()
    officer.post(f"{base}{source.public_id}/remove/")
    assert place.n("shop", place.shop.pk) == 0 and not folder.exists() and place.right()


def test_what_the_browser_is_told_of_a_useless_file(place: Place, officer: Any) -> None:
    answer = officer.post(f"/town/{place.town.slug}/sources/", {"file": SimpleUploadedFile("x.csv", b"\x00\x01" * 999)})
    assert answer.status_code == 400 and "not a text file" in answer.content.decode()
    assert not Source.objects.filter(kind="file").exists()


def test_sources_pause_and_listen_again(place: Place, officer: Any) -> None:
    base = f"/town/{place.town.slug}/sources/{place.source.public_id}"
    officer.post(f"{base}/pause/")
    assert Source.objects.get(pk=place.source.pk).state == "paused"
    officer.post(f"{base}/resume/")
    assert Source.objects.get(pk=place.source.pk).state == "listening"
    assert officer.post(f"/town/{place.town.slug}/sources/x/pause/").status_code == 404


def test_a_row_with_more_cells_than_columns_is_refused_by_its_number(tmp_path: Path) -> None:
    found = read(tmp_path, b"text,date\nfine,2026-11-01\none, two,2026-11-01\nalso fine,2026-11-01,\nshort\n")
    assert found == [(2, {"text": "fine", "date": "2026-11-01"}), Problem(3, "too_many", "3 / 2"),
                     (4, {"text": "also fine", "date": "2026-11-01"}), (5, {"text": "short"})]


def test_a_date_in_the_future_is_refused(place: Place) -> None:
    late = (NOW + dt.timedelta(days=3)).isoformat()
    assert post_of(7, {"text": "x", "date": late}, PARIS) == Problem(7, "future", late)
    assert isinstance(post_of(8, {"text": "x", "date": (NOW + dt.timedelta(hours=20)).isoformat()}, PARIS), Upsert)
    source = start(place, b"text,date\ntown up,2027-03-01\ntown down,2026-11-01\n")
    assert (source.cursor["posts"], source.cursor["refused"]) == (1, 1)


def test_before_the_text_is_chosen_every_row_asks_for_it() -> None:
    assert post_of(3, {"words": "x"}, RowMapping({}, "UTC")) == Problem(3, "no_text_column")


def test_what_no_tool_wrote_is_said_to_be_of_a_file(place: Place) -> None:
    source = start(place, b"text\ntown up\n")
    assert Voice.objects.get(posts__source=source).tool == "file"
    with translation.override("en"):
        assert tool_name("file") == "a file"


def test_a_file_nobody_started_hears_nothing(place: Place) -> None:
    files.receive_file(town_id=place.town.pk, name="draft", file_name="x.csv", pieces=[b"text\ntown up\n"], by=1, now=NOW)
    [draft] = [each for each in hearing(place.town.pk, NOW) if each.kind == "file"]
    assert draft.state == "draft" and not draft.hears
    with translation.override("en"):
        assert source_rows([draft])[0]["word"] == "not started"
