"""The command: a table, refused rows by number, exit code 2 when nothing could be taken."""

import json

import pytest
from typer.testing import CliRunner

from maillon.shops.cli import import_app
from maillon.shops.models import Shop
from maillon.shops.queries import search
from maillon.territory.cli import town_app
from maillon.territory.models import Town, Zone
from tests.factories import TownFactory

pytestmark = pytest.mark.django_db
runner = CliRunner()


@pytest.fixture
def town():
    return TownFactory(slug="ici")


def file(tmp_path, *features, name="f.geojson"):
    path = tmp_path / name
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)}))
    return str(path)


def feature(ident, lon=2.3, name="Épi", **properties):
    return {
        "type": "Feature",
        "id": ident,
        "geometry": {"type": "Point", "coordinates": [lon, 48.8]},
        "properties": {"name": name, **properties},
    }


def test_shops_come_in_and_refused_rows_are_listed(town, tmp_path):
    done = runner.invoke(
        import_app, ["shops", file(tmp_path, feature("1"), feature("2", name=""), feature("1")), "--town", "ici"]
    )
    assert done.exit_code == 0, done.output
    assert "row 2 refused (2): It has no name." in done.output
    assert "row 3 refused (1): The id “1” already stands in row 1." in done.output
    assert Shop.objects.count() == 1


def test_zones_come_in_and_place_the_shops_that_are_there(town, tmp_path):
    runner.invoke(import_app, ["shops", file(tmp_path, feature("1")), "--town", "ici"])
    ring = [[[2, 48], [3, 48], [3, 49], [2, 49], [2, 48]]]
    zone = {
        "type": "Feature",
        "id": "z",
        "properties": {"name": "Nord", "kind": "quarter"},
        "geometry": {"type": "Polygon", "coordinates": ring},
    }
    done = runner.invoke(import_app, ["zones", file(tmp_path, zone, name="z.geojson"), "--town", "ici"])
    assert done.exit_code == 0, done.output
    assert Shop.objects.get().in_zones.get().zone == Zone.objects.get()


def test_zones_and_the_shops_in_them_change_together(town, tmp_path, monkeypatch):
    monkeypatch.setattr("maillon.shops.actions.places.index_streets", lambda town_id: 1 / 0)
    zone = {**feature("z"), "properties": {"name": "Nord", "kind": "station"}}
    assert runner.invoke(import_app, ["zones", file(tmp_path, zone, name="z.geojson"), "--town", "ici"]).exit_code == 1
    assert not Zone.objects.exists()


def test_another_name_that_a_street_was_given_is_found(town, tmp_path):
    street = {
        "type": "Feature",
        "id": "s",
        "properties": {"name": "Rue Neuve", "kind": "street"},
        "geometry": {"type": "LineString", "coordinates": [[2.3, 48.8], [2.31, 48.8]]},
    }
    for aliases in ([], ["Chemin Vert"]):
        street["properties"]["aliases"] = aliases
        done = runner.invoke(import_app, ["zones", file(tmp_path, street, name="z.geojson"), "--town", "ici"])
        assert done.exit_code == 0, done.output
    assert [found.name for found in search(town.pk, "chemin", "fr")] == ["Rue Neuve"]


def test_a_dry_run_changes_nothing(town, tmp_path):
    done = runner.invoke(import_app, ["shops", file(tmp_path, feature("1")), "--town", "ici", "--dry-run"])
    assert done.exit_code == 0 and "what would happen" in " ".join(done.output.split())
    assert not Shop.objects.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [("{", "Not valid JSON"), ("", "empty"), ("{}", "has no list"), ('{"features": []}', "Not one of the 0 rows")],
)
def test_an_unusable_file_ends_with_2_and_a_sentence(town, tmp_path, content, words):
    path = tmp_path / "f.geojson"
    path.write_text(content)
    for command in ("shops", "zones"):
        done = runner.invoke(import_app, [command, str(path), "--town", "ici"])
        assert done.exit_code == 2 and words in " ".join(done.output.split()), (command, done.output)


def test_an_unknown_town_is_told_with_those_there_are(town, tmp_path):
    done = runner.invoke(import_app, ["shops", file(tmp_path, feature("1")), "--town", "la"])
    assert done.exit_code == 2 and "There is: ici" in done.output


def test_closing_many_needs_the_word(town, tmp_path):
    runner.invoke(import_app, ["shops", file(tmp_path, *(feature(str(n)) for n in range(4))), "--town", "ici"])
    less = file(tmp_path, feature("0"))
    assert runner.invoke(import_app, ["shops", less, "--town", "ici"]).exit_code == 2
    assert Shop.objects.open_ones().count() == 4
    assert runner.invoke(import_app, ["shops", less, "--town", "ici", "--allow-closing"]).exit_code == 0
    assert Shop.objects.open_ones().count() == 1


def test_another_register_does_not_close_the_first(town, tmp_path):
    runner.invoke(import_app, ["shops", file(tmp_path, feature("1")), "--town", "ici"])
    done = runner.invoke(
        import_app, ["shops", file(tmp_path, feature("2", lon=2.31, name="Mots")), "--town", "ici", "--register", "other"]
    )
    assert done.exit_code == 0 and Shop.objects.open_ones().count() == 2


def test_towns_are_made_and_listed():
    assert runner.invoke(town_app, ["make", "--slug", "ici", "--name", "Ici"]).exit_code == 0
    assert Town.objects.get().name == "Ici"
    assert "ici" in runner.invoke(town_app, ["list"]).output
    again = runner.invoke(town_app, ["make", "--slug", "ici", "--name", "Ici"])
    assert again.exit_code == 2 and "already a town" in again.output
