"""`maillon evaluate` on files: what it shows, writes and refuses."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from maillon.listening.cli import app
from maillon.listening.gold import Labelled, labelled, read_gold
from maillon.listening.public import Gazetteer, PostEntry, listen
from maillon.listening.tests.town import SHOPS, ZONES

RUNNER = CliRunner()
ROWS: list[dict[str, Any]] = [
    {"id": "1", "text": "Très bon dîner au Zéphyrin", "group": "exact",
     "gold": {"shops": ["a"], "subject": "shop", "stance": "positive", "lang": "fr", "kind": "recommendation", "safety": False,
              "aspects": [["product", "up"]]}},
    {"id": "2", "text": "Il pleut <script>alert('1')</script>", "group": "nothing", "gold": {"shops": [], "stance": "mixed"}},
    {"id": "3", "text": "<b>Encre Bleutée</b> & co, rue \"x\"", "group": "exact", "gold": {"shops": ["b"], "stance": "down"}},
]  # fmt: skip


@pytest.fixture
def town(tmp_path: Path) -> list[str]:
    shops = [
        {"type": "Feature", "id": s.id, "properties": {"name": s.name, "aliases": list(s.aliases), "street": s.street},
         "geometry": {"type": "Point", "coordinates": [s.lon, s.lat]}} for s in SHOPS
    ]  # fmt: skip
    zones = [{"type": "Feature", "properties": {"name": z.name, "kind": z.kind}, "geometry": z.geometry} for z in ZONES]
    for name, features in (("shops", shops), ("zones", zones)):
        text = json.dumps({"type": "FeatureCollection", "features": features})
        (tmp_path / f"{name}.geojson").write_text(text, "utf-8")
    return ["--shops", str(tmp_path / "shops.geojson"), "--zone", str(tmp_path / "zones.geojson")]


def write(path: Path, rows: list[Any]) -> Path:
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows) + "\n", "utf-8")
    return path


def evaluate(*arguments: Any) -> Any:
    return RUNNER.invoke(app, ["evaluate", *map(str, arguments)])


def test_the_whole_report(town: list[str], tmp_path: Path) -> None:
    gold, told = write(tmp_path / "gold.jsonl", ROWS), tmp_path / "told.json"
    result = evaluate("--gold", gold, *town, "--json", told)
    assert result.exit_code == 0, result.output
    assert "1 right, 1 wrong, 1 missed" in result.stdout
    assert "no shop   1 posts: 1 silent" in result.stdout
    assert len(result.stdout.splitlines()) < 30
    report = json.loads(told.read_text("utf-8"))
    assert (report["format"], report["posts"], report["language_told"]) == (1, 3, 0)
    assert {k: t["right"] for k, t in report["links_by_group"].items()} == {"exact": 1, "nothing": 0}
    assert report["stance"]["posts"] == 3 and report["stance_of_three"]["posts"] == 2
    assert report["by_language"]["fr"]["tables"]["links"]["recall"] == 1.0
    assert report["aspects_with_stance"]["posts"] == 1
    assert report["misses"][0]["id"] == "3"
    assert {d["what"] for d in report["misses"][0]["differences"]} >= {"wrong link", "missed link"}
    assert "text" not in report["misses"][0]


class Page(HTMLParser):
    """What a browser would see: tags, and the text of the quotes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.quotes: list[str] = []
        self.inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "blockquote":
            self.inside = True
            self.quotes.append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "blockquote"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.quotes[-1] += data


def test_the_page_is_escaped_and_asks_for_nothing(town: list[str], tmp_path: Path) -> None:
    rows = [*ROWS, {"id": "<i>4", "text": "\x00\ud800 nul <img src=x onerror=y>", "group": "<u>", "gold": {"shops": ["<em>"]}}]
    page = tmp_path / "page.html"
    result = evaluate("--gold", write(tmp_path / "gold.jsonl", rows), *town, "--html", page)
    assert result.exit_code == 0, result.output
    seen = Page(page.read_text("utf-8"))
    names = [tag for tag, _ in seen.tags]
    assert not {"script", "img", "link", "b", "i", "u", "em", "iframe", "object"} & set(names)
    assert not [a for _, attrs in seen.tags for a in attrs if a in ("src", "href", "style") or a.startswith("on")]
    assert ROWS[1]["text"] in seen.quotes and ROWS[2]["text"] in seen.quotes
    assert "\ufffd\ufffd nul <img src=x onerror=y>" in seen.quotes
    assert names.count("svg") == names.count("desc") == 3  # links, stance, kind
    assert {a["class"] for tag, a in seen.tags if tag == "mark"} >= {"where", "said"}
    assert "prefers-color-scheme:dark" in page.read_text("utf-8")


def test_the_same_rows_give_the_same_bytes_in_any_order(town: list[str], tmp_path: Path) -> None:
    outs = []
    for k, rows in enumerate((ROWS, ROWS, ROWS[::-1])):
        gold = write(tmp_path / "gold.jsonl", rows)
        page, told = tmp_path / f"{k}.html", tmp_path / f"{k}.json"
        result = evaluate("--gold", gold, *town, "--json", told, "--html", page)
        outs.append((page.read_bytes(), told.read_bytes(), result.stdout))
    assert outs[0] == outs[1] == outs[2]


def test_without_a_town_only_readings_are_scored(tmp_path: Path) -> None:
    told = tmp_path / "told.json"
    result = evaluate("--gold", write(tmp_path / "gold.jsonl", ROWS), "--json", told)
    assert result.exit_code == 0, result.output
    report = json.loads(told.read_text("utf-8"))
    assert "links" not in report and "subject" not in report and report["stance"]["posts"] == 3
    only_links = write(tmp_path / "links.jsonl", [{"id": "1", "text": "x", "gold": {"shops": ["a"]}}])
    assert "give --shops and --zone" in evaluate("--gold", only_links).stderr


def test_an_empty_gazetteer_hears_readings_only() -> None:
    town = Gazetteer.load(Gazetteer.build([], []).dump())
    heard = listen([PostEntry("1", "Très bon, rue Lepic, au 01 99 00 11 22", lon=2.0, lat=48.0, hashtags=("x",))], town)[0]
    assert (heard.links, heard.unsure, heard.in_zone, heard.lang) == ((), (), None, "fr")


def test_plain_labels_of_other_sets(tmp_path: Path) -> None:
    rows = [
        {"id": "1", "text": "Really good", "lang": "en", "stance": "positive", "aspects": [["general", "positive"], "price"]},
        {"id": "2", "text": "Nei takk", "lang": "no", "stance": "neutral", "kind": "langid"},
    ]
    gold = write(tmp_path / "gold.jsonl", rows)
    one, two = (row for row in read_gold(gold) if isinstance(row, Labelled))
    assert (one.gold.stance, one.gold.aspects, one.foreign) == ("up", frozenset({("price", "")}), ("aspect general",))
    assert (two.gold.stance, two.gold.lang, two.gold.kind) == ("none", "nb", "")
    assert one.post.lang == two.post.lang == ""  # the engine is not told what it is asked
    result = evaluate("--gold", gold)
    assert result.exit_code == 0, result.output
    assert "the kind langid is none of ours and not scored (1 rows)" in result.stderr


@pytest.mark.parametrize(
    ("gold", "said"),
    [
        ("yes", "gold is not an object"),
        ({"shops": "a"}, "shops is not a list of ids"),
        ({"shops": [None]}, "shops is not a list of ids"),
        ({"stance": "sideways"}, "the stance 'sideways' is none of up, down, mixed, none"),
        ({"kind": ["thanks"]}, "the kind ['thanks'] is none of"),
        ({"subject": 3}, "the subject 3 is none of"),
        ({"lang": 5}, "the lang 5 is no name"),
        ({"aspects": {}}, "aspects is not a list"),
        ({"aspects": [["price", "up", "down"]]}, "['price', 'up', 'down'] is neither an aspect nor"),
        ({"aspects": ["general"]}, "the aspect 'general' is none of"),
        ({"safety": "yes"}, "safety is 'yes'"),
    ],
)
def test_wrong_labels_are_told_by_line_and_left_out(gold: Any, said: str, tmp_path: Path) -> None:
    path = write(tmp_path / "gold.jsonl", [ROWS[0], {"id": "x", "text": "x", "gold": gold}, "{broken", {"text": "no id"}])
    result = evaluate("--gold", path)
    assert result.exit_code == 0, result.output
    assert f"line 2: {said}" in result.stderr
    assert "line 3: the line is not JSON" in result.stderr and "line 4: the post has no id" in result.stderr
    assert result.stdout.startswith("1 posts")
    with pytest.raises(ValueError, match="is"):
        labelled(PostEntry("x", "x"), {"gold": gold})


def test_what_cannot_be_done_is_said(town: list[str], tmp_path: Path) -> None:
    gold, nowhere = write(tmp_path / "gold.jsonl", ROWS), tmp_path / "nowhere" / "x"
    for arguments, said in (
        (["--gold", nowhere], "No such file"),
        (["--gold", tmp_path], "directory"),
        (["--gold", gold, *town[:2]], "--shops and --zone go together"),
        (["--gold", gold, "--shops", nowhere, *town[2:]], "no such file"),
        (["--gold", gold, "--json", nowhere], "No such file"),
        (["--gold", gold, "--html", nowhere], "No such file"),
        (["--gold", write(tmp_path / "none.jsonl", [{"id": "1", "text": "x"}])], "no post with gold in it"),
    ):
        result = evaluate(*arguments)
        assert result.exit_code == 2, (arguments, result.output)
        assert said in result.stderr
