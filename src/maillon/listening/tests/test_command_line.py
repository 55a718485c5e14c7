"""`maillon listen` and `evaluate` on files, without Django; the same bytes twice and on both runners."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from maillon.listening.batch import listen_batch
from maillon.listening.cli import app
from maillon.listening.rows import COLUMNS
from maillon.listening.tests.town import SHOPS, ZONES, gazetteer

RUNNER = CliRunner()


@pytest.fixture
def town(tmp_path: Path) -> tuple[Path, Path]:
    features = [
        {
            "type": "Feature",
            "id": s.id,
            "properties": {
                "name": s.name, "aliases": list(s.aliases), "category": s.category, "street": s.street,
                "housenumber": s.housenumber, "postcode": s.postcode, "website": s.website, "phone": s.phone,
                "handles": list(s.handles),
            },
            "geometry": {"type": "Point", "coordinates": [s.lon, s.lat]},
        }
        for s in SHOPS
    ]  # fmt: skip
    zones = [
        {"type": "Feature", "properties": {"name": z.name, "kind": z.kind, "aliases": list(z.aliases)}, "geometry": z.geometry}
        for z in ZONES
    ]  # fmt: skip
    shops, zone = tmp_path / "shops.geojson", tmp_path / "zones.geojson"
    broken: list[Any] = [
        {"type": "Feature", "properties": {"name": "no id"}},
        {"type": "Feature", "id": "a", "properties": {"name": "again"}},
        None,
    ]
    shops.write_text(json.dumps({"type": "FeatureCollection", "features": features + broken}), "utf-8")
    zone.write_text(json.dumps({"type": "FeatureCollection", "features": zones}), "utf-8")
    return shops, zone


def write_posts(path: Path, many: int = 1) -> Path:
    texts = [
        "Très bon dîner au Zéphyrin",
        "Belle veste chez Kobalux",
        "Il pleut",
        "La boulangerie de la rue des Tilleuls, un délice",
    ]
    lines = [json.dumps({"id": f"{k}-{i}", "text": t}) for k in range(many) for i, t in enumerate(texts)]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def run(town: tuple[Path, Path], *rest: str) -> Any:
    return RUNNER.invoke(app, ["listen", "--shops", str(town[0]), "--zone", str(town[1]), *rest])


def test_one_line_for_each_post_in_order_with_the_keys_of_the_format(town: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    result = run(town, "--posts", str(write_posts(tmp_path / "posts.jsonl")), "--out", str(out))
    assert result.exit_code == 0, result.output
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [r["id"] for r in rows] == ["0-0", "0-1", "0-2", "0-3"]
    assert all(tuple(r) == COLUMNS for r in rows)
    assert [[link["shop"] for link in r["links"]] for r in rows] == [["a"], [], [], ["b"]]
    assert {u["shop"] for u in rows[1]["unsure"]} == {"c1", "c2"}
    assert "row 9: the shop has no id" in result.stderr
    assert "row 10: the id 'a' was there before" in result.stderr


def test_bad_rows_are_told_by_line_and_left_out(town: tuple[Path, Path], tmp_path: Path) -> None:
    posts, out = tmp_path / "posts.jsonl", tmp_path / "out.jsonl"
    good = json.dumps({"id": "1", "text": "au Zéphyrin \ud83d"}).encode()
    deep = b"[" * 100_000
    posts.write_bytes(
        b"\n".join(
            [
                b"\xef\xbb\xbf" + good,
                b"{broken",
                b"\xff\xfe\x00",
                b'{"id": 2}',
                b"",
                b"[1]",
                deep,
                b'{"id":3,"text":"x","lat":"here","lon":1e999}',
            ]
        )
    )
    result = run(town, "--posts", str(posts), "--out", str(out))
    assert result.exit_code == 0, result.output
    assert [json.loads(line)["id"] for line in out.read_text("utf-8").splitlines()] == ["1", "3"]
    for line in (
        "line 2: the line is not JSON",
        "line 3: the line is not UTF-8",
        "line 4: the post has no text",
        "line 6: the row is not an object",
        "line 7: the line is not JSON",
    ):
        assert line in result.stderr
    assert "5 rows left out" in result.stderr


def test_every_runner_and_every_run_gives_the_same_bytes(town: tuple[Path, Path], tmp_path: Path) -> None:
    posts = write_posts(tmp_path / "posts.jsonl", many=600)  # more than one share
    outs = []
    for k, runner in enumerate(("inline", "inline", "processes")):
        out = tmp_path / f"{k}.jsonl"
        result = run(town, "--posts", str(posts), "--out", str(out), "--runner", runner, "--processes", "2")
        assert result.exit_code == 0, result.output
        outs.append(out.read_bytes())
    assert outs[0] == outs[1] == outs[2]
    assert b'"copy_of":"0-3"' in outs[0]


def test_csv_and_parquet_say_the_same(town: tuple[Path, Path], tmp_path: Path) -> None:
    table = tmp_path / "posts.csv"
    table.write_text('id;text;hashtags\n1;"au Zéphyrin; miam";"[""paris""]"\n', "utf-8")
    for ending in ("csv", "parquet"):
        assert run(town, "--posts", str(table), "--out", str(tmp_path / f"o.{ending}")).exit_code == 0
    assert pq.read_table(tmp_path / "o.parquet").to_pylist()[0]["links"][0]["shop"] == "a"
    assert '""shop"": ""a""' in (tmp_path / "o.csv").read_text("utf-8")


def test_an_arrow_batch_goes_in_and_comes_out() -> None:
    batch = pa.RecordBatch.from_pylist([{"id": "1", "text": "au Zéphyrin", "lat": None, "hashtags": ["a"]}])
    assert listen_batch(batch, gazetteer()).to_pylist()[0]["links"][0]["shop"] == "a"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--posts", "nowhere.jsonl"], "nowhere.jsonl"),
        (["--posts", "-", "--runner", "steam"], "'steam' is none of"),
    ],
)
def test_what_cannot_be_done_is_said(town: tuple[Path, Path], arguments: list[str], said: str) -> None:
    result = run(town, *arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_evaluate_prints_figures(town: tuple[Path, Path], tmp_path: Path) -> None:
    gold, figures = tmp_path / "gold.jsonl", tmp_path / "figures.json"
    rows = [{"id": "1", "text": "Très bon dîner au Zéphyrin", "gold": {"shops": ["a"], "stance": "positive", "lang": "fr"}},
            {"id": "2", "text": "Il pleut", "gold": {"shops": ["b"]}}]  # fmt: skip
    gold.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    result = RUNNER.invoke(
        app, ["evaluate", "--gold", str(gold), "--shops", str(town[0]), "--zone", str(town[1]), "--json", str(figures)]
    )
    assert result.exit_code == 0, result.output
    assert "precision 1.000   recall 0.500" in result.stdout
    assert json.loads(figures.read_text())["stance"]["accuracy"] == 1.0


def test_the_command_starts_without_django() -> None:
    code = "import sys, maillon.listening.cli; print('django' in sys.modules, 'sklearn' in sys.modules)"
    assert subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(Path(__file__).parents[3])},
    ).stdout.split() == ["False", "False"]
