"""Reading text and JSON of any kind: what is wrong is told with its place."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillon.territory.connectors.files import encoding_of, json_items, json_kind
from maillon.territory.connectors.zones import ZoneRow, read_zones
from maillon.territory.rules.reasons import FileRefused, RowRejected
from maillon.territory.wording import REASONS, say

SQUARE = [[[2.0, 48.0], [2.1, 48.0], [2.1, 48.1], [2.0, 48.1], [2.0, 48.0]]]


def write(tmp_path, content, name="file.geojson"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path


def refused(path):
    with pytest.raises(FileRefused) as error:
        list(json_items(path, "features", "GeoJSON"))
    return error.value


def test_broken_json_is_told_with_line_and_column(tmp_path):
    error = refused(write(tmp_path, b'{"features": [\n{"a": 1},\n{"a": oops}]}'))
    assert (error.reason, error.args_of["line"], error.args_of["column"]) == ("not_json", 3, 7)


def test_a_cut_file_is_told_although_its_beginning_is_good(tmp_path):
    assert refused(write(tmp_path, b'{"features": [{"a": 1}, {"a": 2}')).reason == "not_json"


def test_latin_text_in_json_is_told_with_its_line(tmp_path):
    error = refused(write(tmp_path, '{"features": [\n"Café Élodie à la crème brûlée"]}'.encode("latin-1")))
    assert (error.reason, error.args_of["line"]) == ("wrong_encoding", 2)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_obeyed(tmp_path, encoding):
    path = write(tmp_path, '{"features": ["é"]}'.encode(encoding))
    assert list(json_items(path, "features", "GeoJSON")) == [(1, "é")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "file_empty"),
        (b"{}", "no_features"),
        (b"[1]", "no_features"),
        (b'{"features": 3}', "no_features"),
        (b"NaN", "not_json"),
        (b"\xff\xfe\xfd", "unknown_encoding"),
        (b"[" * 100_000, "too_deep"),
        (b"[1," * 100_000, "too_deep"),
    ],
)
def test_what_is_no_feature_collection_is_refused(tmp_path, content, reason):
    error = refused(write(tmp_path, content))
    assert error.reason == reason or (reason == "unknown_encoding" and error.reason in ("wrong_encoding", "not_json"))


def test_an_empty_collection_is_not_an_error_of_the_format(tmp_path):
    assert list(json_items(write(tmp_path, b'{"features": []}'), "features", "GeoJSON")) == []


def test_an_integer_of_thirty_digits_costs_nothing(tmp_path):
    path = write(tmp_path, b'{"features": [{"a": 1.5}, {"a": 123456789012345678901234567890}, {"a": 2}]}')
    assert [item["a"] for _, item in json_items(path, "features", "GeoJSON")] == [1.5, 123456789012345678901234567890, 2]


def test_kind_of_json(tmp_path):
    assert json_kind(write(tmp_path, {"type": "FeatureCollection", "features": []})) == "geojson"
    assert json_kind(write(tmp_path, {"version": 0.6, "elements": []})) == "overpass"
    assert json_kind(write(tmp_path, {"a": 1})) == ""


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Crèmerie à l'ancienne, pâtés et œufs", "cp1252"),
        ("Café Français;Rue Émile Zola", "cp1252"),
        ("Blå Kafé;Østergate", "cp1252"),
        ("Bäckerei Müller;Hauptstraße", "cp1252"),
        ("Sklep Łódź;ulica Święta;Żabka", "cp1250"),
        ("築地寿司;銀座通り;パン屋", "cp932"),
        ("築地寿司;銀座通り;パン屋", "euc_jp"),
        ("좋은 빵집;세종로", "cp949"),
    ],
)
def test_the_encoding_of_a_table_is_found(tmp_path, text, encoding):
    path = write(tmp_path, ("id;name\n" + f"1;{text}\n" * 3).encode(encoding), "a.csv")
    assert text in path.read_text(encoding_of(path, guess=True))


@given(st.binary(max_size=400))
@settings(max_examples=200, deadline=None)
def test_no_bytes_break_the_reader(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("f") / "x.geojson"
    path.write_bytes(content)
    try:
        list(json_items(path, "features", "GeoJSON"))
        json_kind(path)
    except FileRefused as error:
        assert say(error.reason, error.args_of)


def zone(ident="z", geometry=None, **properties):
    return {
        "type": "Feature",
        "id": ident,
        "properties": {"name": "Nord", "kind": "quarter", **properties},
        "geometry": geometry if geometry is not None else {"type": "Polygon", "coordinates": SQUARE},
    }


def rows_of(tmp_path, *features):
    return list(read_zones(write(tmp_path, {"type": "FeatureCollection", "features": list(features)})))


def reasons(rows):
    return [r.reason for r in rows if isinstance(r, RowRejected)]


def test_a_figure_of_eight_is_refused_with_the_place_of_the_crossing(tmp_path):
    eight = {"type": "Polygon", "coordinates": [[[2, 48], [2.2, 48.2], [2.2, 48], [2, 48.2], [2, 48]]]}
    (row,) = rows_of(tmp_path, zone(geometry=eight))
    assert row.reason == "self_crossing"
    assert (float(row.args["lon"]), float(row.args["lat"])) == pytest.approx((2.1, 48.1))


def test_a_spike_is_mended_and_told(tmp_path):
    ring = [[2, 48], [2.1, 48], [2.1, 48.1], [2.1, 48.15], [2.1, 48.1], [2.0, 48.1], [2, 48]]
    note, row = rows_of(tmp_path, zone(geometry={"type": "Polygon", "coordinates": [ring]}))
    assert (note.reason, note.kept) == ("mended_outline", True)
    assert isinstance(row, ZoneRow)


@pytest.mark.parametrize(
    ("feature", "reason"),
    [
        (
            zone(geometry={"type": "Polygon", "coordinates": [[[48.0, 200.0], [48.1, 2.0], [48.1, 2.1], [48, 200]]]}),
            "out_of_range",
        ),
        (
            zone(geometry={"type": "Polygon", "coordinates": [[[48.0, 120.0], [48.1, 121.0], [48.1, 120.1], [48, 120]]]}),
            "axes_swapped_globe",
        ),
        (zone(geometry={"type": "Polygon", "coordinates": [[["a", 1], [2, 3], [4, 5], ["a", 1]]]}), "not_numeric"),
        (zone(geometry={"type": "Polygon", "coordinates": [[[2, 48], [2.1, 48]]]}), "bad_polygon"),
        (zone(geometry={"type": "Point", "coordinates": [2, 48]}), "zone_shape"),
        (zone(geometry={"type": "Circle", "coordinates": [2, 48]}), "bad_polygon"),
        (zone(geometry={}), "no_position"),
        ({**zone(), "geometry": None}, "no_position"),
        ({**zone(), "properties": None}, "not_a_feature"),
        (zone(ident=None), "no_id"),
        (zone(name=""), "no_name"),
        (zone(name="x" * 1_000_000), "name_too_long"),
        (zone(kind="planet"), "zone_kind"),
        ("feature", "not_a_feature"),
        (None, "not_a_feature"),
    ],
)
def test_bad_zones_are_told_apart(tmp_path, feature, reason):
    assert reasons(rows_of(tmp_path, feature, zone("good"))) == [reason]


def test_a_double_id_names_the_first_row(tmp_path):
    rows = rows_of(tmp_path, zone("a"), zone("a"))
    assert rows[1] == RowRejected(2, "double_id", {"id": "a", "first": 1}, "a")


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda part: (
        st.lists(part, max_size=4)
        | st.dictionaries(
            st.sampled_from(["id", "properties", "geometry", "coordinates", "type", "name", "kind", "aliases", "parent"]),
            part,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@given(st.lists(_json, max_size=4))
@settings(max_examples=200, deadline=None)
def test_no_feature_breaks_the_reader(tmp_path_factory, features):
    path = tmp_path_factory.mktemp("z") / "z.geojson"
    path.write_text(json.dumps({"features": features}))
    for row in read_zones(path):
        assert isinstance(row, ZoneRow) or say(row.reason, row.args)


def test_every_reason_is_a_sentence_that_takes_its_details():
    for key in REASONS:
        assert "%(" not in say(
            key,
            dict.fromkeys(
                (
                    "file",
                    "line",
                    "column",
                    "message",
                    "guess",
                    "member",
                    "format",
                    "found",
                    "gone",
                    "known",
                    "register",
                    "rows",
                    "limit",
                    "id",
                    "first",
                    "length",
                    "kind",
                    "value",
                    "lon",
                    "lat",
                    "km",
                    "shape",
                    "share",
                    "parent",
                ),
                1,
            ),
        )
