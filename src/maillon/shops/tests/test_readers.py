"""Registers read: every format gives the same rows; what is wrong is told by row; garbage never raises."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillon.shops.connectors import CSV, GEOJSON, OVERPASS, PBF, format_of, read_shops
from maillon.shops.connectors.csv.read import columns_of, delimiter_of
from maillon.shops.connectors.geojson.read import read_feature
from maillon.shops.connectors.overpass.read import read_element
from maillon.shops.rules.osm_tags import trade_of
from maillon.shops.rules.rows import RowReader, ShopRow, digest_of, handles_of, site_of
from maillon.territory.public import FileRefused, RowRejected, say

BOX = (2.32, 48.84, 2.42, 48.91)


def feature(ident="1", lon=2.35, lat=48.89, **properties):
    return {
        "type": "Feature",
        "id": ident,
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
        "properties": {"name": "Fournil", **properties},
    }


def read(*features, box=BOX):
    reader = RowReader(box)
    return [row for n, f in enumerate(features, 1) for row in read_feature(n, f, reader)]


def test_a_shop_is_read_whole():
    (row,) = read(
        feature(
            "osm:node/1",
            category="Bakery",
            street=" Rue  Myrha\n",
            housenumber="12 bis",
            postcode=75018,
            phone="+33 1 42",
            website="fournil.example",
            aliases=["Le Fournil", ""],
            instagram="@fournil",
            facebook="https://facebook.com/f",
            handles=["@fournil@shops.example"],
            opening_hours="Mo-Fr 07:00-20:00",
            place_ids={"google": "x"},
            also=["paris:7"],
            cuisine="kept and ignored",
        )
    )
    assert (row.trade, row.street, row.postcode, row.website) == ("bakery", "Rue Myrha", "75018", "https://fournil.example")
    assert row.handles == ("@fournil@shops.example", "https://www.instagram.com/fournil", "https://facebook.com/f")
    assert (row.aliases, row.also, row.place_ids) == (("Le Fournil",), ("paris:7",), {"google": "x"})


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (feature(None), "no_id"),
        (feature(""), "no_id"),
        (feature(True), "no_id"),
        (feature("x" * 200), "id_too_long"),
        (feature(name=""), "no_name"),
        (feature(name="\x00\x07 "), "no_name"),
        (feature(name=3 * ["a"]), "no_name"),
        (feature(name="x" * 1_000_000), "name_too_long"),
        ({**feature(), "geometry": None}, "no_position"),
        (feature(lon=None, lat=None), "no_position"),
        ({**feature(), "geometry": {"type": "Polygon", "coordinates": []}}, "not_a_point"),
        (feature(lon="2.35"), "not_numeric"),
        (feature(lon=[2.35]), "not_numeric"),
        (feature(lon=True), "not_numeric"),
        (feature(lon=48.89, lat=2.35), "axes_swapped"),
        (feature(lon=2.35, lat=248.0), "out_of_range"),
        (feature(lon=48.89, lat=102.35), "out_of_range"),
        (feature(lon=24.9, lat=60.2), "far_away"),
        (None, "not_a_feature"),
        ([], "not_a_feature"),
        ({"properties": []}, "not_a_feature"),
    ],
)
def test_each_fault_has_its_reason(bad, reason):
    rows = read(bad, feature("good"))
    assert [r.reason for r in rows if isinstance(r, RowRejected)] == [reason]
    assert [r.row for r in rows] == [1, 2]
    assert say(rows[0].reason, rows[0].args)


def test_without_a_position_the_street_is_place_enough():
    nowhere = {**feature(street="Rue Myrha", housenumber="3"), "geometry": None}
    note, shop = read(nowhere)
    assert (note.reason, note.kept, note.row, note.ref) == ("street_only", True, 1, "1")
    assert (shop.lon, shop.lat, shop.street) == (None, None, "Rue Myrha")
    for street in ("", "?", "x" * 200):
        assert [r.reason for r in read({**feature(street=street), "geometry": None})] == ["no_position"]
    assert [r.reason for r in read(feature(street="Rue Myrha", lon="far"))] == ["not_numeric"]


def test_swapped_axes_are_noticed_without_a_town_only_off_the_globe():
    assert read(feature(lon=48.89, lat=120.0), box=None)[0].reason == "axes_swapped_globe"
    assert isinstance(read(feature(lon=48.89, lat=2.35), box=None)[0], ShopRow)


def test_a_double_id_names_the_row_of_the_first():
    rows = read(feature("a"), feature("b"), feature("a"))
    assert (rows[2].reason, rows[2].args) == ("double_id", {"id": "a", "first": 1})


def test_one_bad_field_does_not_cost_the_shop():
    notes = read(feature(opening_hours="x" * 500, website="javascript:alert(1)"))
    assert [getattr(r, "reason", "shop") for r in notes] == ["left_out", "bad_site", "shop"]
    assert all(note.kept for note in notes[:2])
    assert (notes[2].opening_hours, notes[2].website) == ("", "")


def test_html_and_formulas_are_plain_text():
    (row,) = read(feature(name="<script>alert(1)</script> =HYPERLINK(1)"))
    assert row.name == "<script>alert(1)</script> =HYPERLINK(1)"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "https://",
        "http://[::1",
        "https://a b.example",
        "words only",
        'https://x.example/"><img>',
        "ftp://x.example",
    ],
)
def test_only_web_addresses_become_links(address):
    assert site_of(address) == ""


def test_no_name_turns_the_page_around():
    [shop] = read(feature(name="Chez \u202eoéL", aliases=["\u2067Léo\u2069"], street="rue \u202cLepic"))
    assert (shop.name, shop.aliases, shop.street) == ("Chez oéL", ("Léo",), "rue Lepic")


def test_a_handle_that_is_no_web_address_is_no_link():
    assert handles_of({"handles": ["javascript://x", "@a@b.example"]}) == ("@a@b.example",)


CSV_TEXT = (
    "ID;Nom;Catégorie;Longitude;Latitude;Téléphone\n"
    '1;Épi d\'Or;bakery;2,35;48,89;01 42\n;Sans id;x;2;48;\n\n2;"Deux\nlignes";;x;y;\n'
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_csv_of_any_encoding_and_delimiter(tmp_path, encoding):
    path = tmp_path / "shops.csv"
    path.write_bytes(CSV_TEXT.encode(encoding))
    rows = list(read_shops(path, BOX))
    assert (rows[0].name, rows[0].trade, rows[0].lon, rows[0].phone) == ("Épi d'Or", "bakery", 2.35, "01 42")
    assert [(r.row, r.reason) for r in rows[1:]] == [(2, "no_id"), (3, "not_numeric")]


def test_the_first_of_several_telephones_is_the_shops():
    (row,) = read(feature(phone="+33 1 42 00 11 22; +33 6 00 00 00 00"))
    assert row.phone == "+33 1 42 00 11 22"


def test_an_account_is_read_from_an_address_without_its_scheme():
    assert handles_of({"instagram": "instagram.com/fournil/"}) == ("https://www.instagram.com/fournil",)


def test_csv_without_the_columns_is_refused(tmp_path):
    path = tmp_path / "shops.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(FileRefused) as error:
        list(read_shops(path))
    assert error.value.reason == "no_columns"


def test_csv_knows_open_data_columns():
    assert delimiter_of("osmid\tname\taddr:street\tgeo_point_2d") == "\t"
    assert list(columns_of(["osmid", "name", "addr:street", "geo_point_2d"]).values()) == ["id", "name", "street", "point"]


def test_a_name_of_a_megabyte_in_csv_is_one_refused_row(tmp_path):
    path = tmp_path / "shops.csv"
    path.write_text("id,name,lon,lat\n1," + "x" * 1_000_000 + ",2.35,48.89\n2,Good,2.35,48.89\n")
    assert [getattr(r, "reason", "shop") for r in read_shops(path, BOX)] == ["name_too_long", "shop"]


def test_overpass_nodes_ways_and_relations():
    reader = RowReader()
    tags = {"shop": "bakery", "name": "Fournil", "addr:street": "Rue Myrha", "contact:instagram": "f", "alt_name": "Four;Le Four"}
    elements = [
        {"type": "node", "id": 1, "lon": 2.3, "lat": 48.8, "tags": tags},
        {"type": "way", "id": 2, "center": {"lon": 2.3, "lat": 48.8}, "tags": tags},
        {"type": "relation", "id": 3, "tags": tags, "bounds": {"minlon": 2, "maxlon": 3, "minlat": 48, "maxlat": 49}},
        {"type": "node", "id": 4, "lon": 2.3, "lat": 48.8},
        {"type": "node", "id": 5, "lon": 1, "lat": 1, "tags": {"shop": "vacant", "name": "x"}},
    ]
    rows = [row for n, element in enumerate(elements, 1) for row in read_element(n, element, reader)]
    assert [row.external_id for row in rows] == ["osm:node/1", "osm:way/2", "osm:relation/3"]
    assert (rows[0].aliases, rows[2].lon, rows[0].street) == (("Four", "Le Four"), 2.5, "Rue Myrha")


@pytest.mark.parametrize(
    ("tags", "trade"),
    [
        ({"shop": "bakery;pastry"}, "bakery"),
        ({"shop": "yes"}, "shop"),
        ({"amenity": "cafe"}, "cafe"),
        ({"amenity": "bench"}, ""),
        ({"craft": "shoemaker"}, "shoemaker"),
        ({"shop": "mall"}, ""),
        ({}, ""),
    ],
)
def test_what_counts_as_a_shop(tags, trade):
    assert trade_of(tags) == trade


def test_pbf_with_a_node_and_a_building(tmp_path):
    import osmium

    path = tmp_path / "town.osm.pbf"
    writer = osmium.SimpleWriter(str(path))
    corners = [(2.0, 48.0), (2.001, 48.0), (2.001, 48.001), (2.0, 48.001)]
    for n, place in enumerate(corners, 1):
        writer.add_node(osmium.osm.mutable.Node(id=n, location=place, version=1))
    writer.add_node(osmium.osm.mutable.Node(id=9, location=(2.3, 48.8), version=1, tags={"shop": "books", "name": "La Page"}))
    writer.add_way(osmium.osm.mutable.Way(id=5, nodes=[1, 2, 3, 4, 1], version=1, tags={"shop": "supermarket", "name": "Halle"}))
    writer.close()
    rows = {row.external_id: row for row in read_shops(path)}
    assert set(rows) == {"osm:node/9", "osm:way/5"}
    assert (rows["osm:way/5"].lon, rows["osm:way/5"].lat) == pytest.approx((2.0005, 48.0005))


def test_a_broken_pbf_is_refused(tmp_path):
    path = tmp_path / "town.osm.pbf"
    path.write_bytes(b"not a pbf at all" * 10)
    with pytest.raises(FileRefused) as error:
        list(read_shops(path))
    assert error.value.reason == "not_pbf"


def test_formats_are_told_by_name_and_content(tmp_path):
    def file(name, text):
        path = tmp_path / name
        path.write_text(text)
        return path

    assert format_of(file("a.json", '{"elements": []}')) is OVERPASS
    assert format_of(file("a.geojson", '{"features": []}')) is GEOJSON
    assert format_of(file("a.tsv", "id\tname")) is CSV
    assert format_of(file("a.osm.pbf", "x")) is PBF
    for name, text, reason in (("a.xlsx", "x", "file_format"), ("b.json", "{}", "no_features"), ("c.json", "", "file_empty")):
        with pytest.raises(FileRefused) as error:
            format_of(file(name, text))
        assert error.value.reason == reason
    with pytest.raises(FileRefused):
        format_of(tmp_path / "missing.csv")


def test_a_digest_moves_with_every_field_but_the_row():
    one, two = read(feature(), box=None)[0], read(None, feature(), box=None)[1]
    assert one.row != two.row and digest_of(one) == digest_of(two)
    assert digest_of(one) != digest_of(read(feature(phone="1"))[0])


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda part: (
        st.lists(part, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "id",
                    "properties",
                    "geometry",
                    "coordinates",
                    "type",
                    "name",
                    "trade",
                    "aliases",
                    "handles",
                    "website",
                    "place_ids",
                    "also",
                    "tags",
                    "lon",
                    "lat",
                    "center",
                    "bounds",
                    "shop",
                    "instagram",
                ]
            ),
            part,
            max_size=6,
        )
    ),
    max_leaves=16,
)


@given(_json)
@settings(max_examples=300, deadline=None)
def test_no_feature_or_element_raises(thing):
    for reader in (read_feature, read_element):
        for row in reader(1, thing, RowReader(BOX)):
            assert isinstance(row, ShopRow) or say(row.reason, row.args)


@given(st.binary(max_size=300), st.sampled_from(["x.csv", "x.json", "x.geojson", "x.osm.pbf"]))
@settings(max_examples=200, deadline=None)
def test_no_bytes_raise_anything_but_a_refusal(tmp_path_factory, content, name):
    path = tmp_path_factory.mktemp("r") / name
    path.write_bytes(b"id,name,lon,lat\n" + content if name.endswith("csv") else content)
    try:
        for row in read_shops(path, BOX):
            assert isinstance(row, ShopRow) or say(row.reason, row.args)
    except FileRefused as error:
        assert say(error.reason, error.args_of)


@given(
    st.builds(
        lambda **p: feature(**p),
        ident=st.text(min_size=1, max_size=20),
        name=st.text(max_size=30),
        phone=st.text(max_size=50),
        website=st.text(max_size=60),
    )
)
@settings(deadline=None)
def test_what_is_read_fits_the_database(tmp_path_factory, thing):
    for row in read(json.loads(json.dumps(thing))):
        if isinstance(row, ShopRow):
            assert "\x00" not in row.name and 0 < len(row.name) <= 200 and len(row.phone) <= 40 and len(row.external_id) <= 160
