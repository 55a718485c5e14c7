"""Zones come in again and again: the same ids, closed ones kept, parents by the file or by where they lie."""

import datetime as dt

import pytest

from maillon.core.models import AuditRow
from maillon.territory.actions import TownRefused, import_zones, make_town
from maillon.territory.connectors.zones import ZoneRow
from maillon.territory.models import Street, Town, Zone
from maillon.territory.public import gazetteer_zones, town_box, town_by_id, zones_of
from maillon.territory.rules.reasons import FileRefused, RowRejected

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 21, 23, 30, tzinfo=dt.UTC)  # already the 22nd in Paris


@pytest.fixture
def town():
    return make_town(slug="ici", name="Ici", by=None, now=NOW)


def square(west, south, side):
    ring = [[west, south], [west + side, south], [west + side, south + side], [west, south + side], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def row(n, ident, kind, geometry, name=None, **more):
    return ZoneRow(n, ident, kind, name or ident, (), geometry, **more)


ALL = [
    row(1, "town:x", "town", square(2, 48, 1)),
    row(2, "d", "district", square(2, 48, 0.5)),
    row(3, "q", "quarter", square(2.1, 48.1, 0.1)),
    row(4, "s", "station", {"type": "Point", "coordinates": [2.15, 48.15]}, parent="q"),
    row(5, "street:1", "street", {"type": "LineString", "coordinates": [[2.1, 48.1], [2.2, 48.1]]}, name="Rue Myrha"),
]


def bring(town, rows, **more):
    return import_zones(town_id=town, rows=rows, file_name="z.geojson", by=None, now=NOW, **more)


def test_zones_nest_and_streets_get_their_line(town):
    result = bring(town, ALL)
    assert (result.added, result.streets) == (4, 1)
    names = {z.id: z.name for z in zones_of(town)}
    assert {z.name: names.get(z.parent_id) for z in zones_of(town)} == {"town:x": None, "d": "town:x", "q": "d", "s": "q"}
    assert Street.objects.get().line["type"] == "LineString"
    assert town_box(town) == (2, 48, 3, 49)
    assert {z.kind for z in gazetteer_zones(town)} == {"town", "district", "quarter", "station", "street"}


def test_no_zone_lies_within_one_that_is_not_wider(town):
    """Else two could hold each other, and voices would be counted round and round."""
    rows = [ALL[0], row(2, "a", "quarter", square(2, 48, 0.1), parent="b"),
            row(3, "b", "quarter", square(2.5, 48.5, 0.1), parent="a"), row(4, "c", "district", square(2, 48, 0.2), parent="c")]
    result = bring(town, rows)
    assert [(r.reason, r.ref, r.kept) for r in result.rejections] == [("parent_not_wider", ref, True) for ref in "abc"]
    assert {z.register_id: z.parent and z.parent.register_id for z in Zone.objects.all()} == {
        "town:x": None, "a": "c", "b": "town:x", "c": "town:x"}


def test_a_zone_that_moved_to_another_one_changes_the_town(town):
    bring(town, ALL)
    version, rows = town_by_id(town).gazetteer_version, AuditRow.objects.count()
    bring(town, [row(4, "s", "station", ALL[3].geometry, parent="d") if r.register_id == "s" else r for r in ALL])
    assert Zone.objects.get(register_id="s").parent.register_id == "d"
    assert town_by_id(town).gazetteer_version == version + 1 and AuditRow.objects.count() == rows + 1


def test_the_same_file_again_changes_nothing(town):
    bring(town, ALL)
    before = list(Zone.objects.values()), list(Street.objects.values()), list(Town.objects.values()), AuditRow.objects.count()
    result = bring(town, ALL)
    assert (result.added, result.changed, result.closed, result.streets, result.same) == (0, 0, 0, 0, 4)
    assert (
        list(Zone.objects.values()),
        list(Street.objects.values()),
        list(Town.objects.values()),
        AuditRow.objects.count(),
    ) == before


def test_a_zone_that_is_gone_is_closed_on_the_local_day_and_comes_back(town):
    bring(town, ALL)
    ident = Zone.objects.get(register_id="q").public_id
    version = town_by_id(town).gazetteer_version
    assert bring(town, [r for r in ALL if r.register_id != "q"]).closed == 1
    assert Zone.objects.get(register_id="q").closed_on == dt.date(2026, 11, 22)
    assert "q" not in {z.register_id for z in zones_of(town)}
    assert town_by_id(town).gazetteer_version > version
    bring(town, ALL)
    back = Zone.objects.get(register_id="q")
    assert (back.closed_on, back.public_id) == (None, ident)


def test_a_refused_row_does_not_close_its_zone(town):
    bring(town, ALL)
    rows = [r for r in ALL if r.register_id != "q"] + [RowRejected(3, "self_crossing", {}, "q")]
    assert bring(town, rows).closed == 0


def test_nothing_usable_and_dry_runs_change_nothing(town):
    with pytest.raises(FileRefused):
        bring(town, [RowRejected(1, "no_id")])
    assert bring(town, ALL, dry_run=True).added == 4
    assert not Zone.objects.exists()


def test_a_renamed_zone_keeps_its_ids(town):
    bring(town, ALL)
    before = Zone.objects.get(register_id="q")
    bring(town, [row(3, "q", "quarter", square(2.1, 48.1, 0.1), name="Goutte d'Or") if r.register_id == "q" else r for r in ALL])
    after = Zone.objects.get(register_id="q")
    assert (after.pk, after.public_id, after.slug, after.name, after.folded) == (
        before.pk,
        before.public_id,
        "q",
        "Goutte d'Or",
        "goutte d or",
    )


@pytest.mark.parametrize(
    "bad",
    [
        {"slug": "Ça va"},
        {"slug": "me"},
        {"name": " "},
        {"kind": "planet"},
        {"language": "xx"},
        {"time_zone": "Mars/Olympus"},
        {"awning": "#fefefe"},
        {"awning": "green"},
        {"slug": "a" * 61},
    ],
)
def test_a_town_is_refused_with_the_way_to_mend_it(bad):
    with pytest.raises(TownRefused) as error:
        make_town(**{"slug": "la", "name": "Là", "by": None, "now": NOW, **bad})
    assert str(error.value)


def test_two_towns_cannot_share_an_address(town):
    with pytest.raises(TownRefused):
        make_town(slug="ici", name="Encore", by=None, now=NOW)
