"""Imports: stable ids, updates, closing and opening, refusals, one transaction. On either database."""

import dataclasses
import datetime as dt
import importlib

import pytest

from maillon.core.events import reactions_to
from maillon.core.models import AuditRow
from maillon.shops.actions import import_shops, place_shops
from maillon.shops.events import ShopsPlaced
from maillon.shops.models import ExternalId, ImportRejection, ImportRun, MergeProposal, SearchToken, Shop, ShopAlias, ShopZone
from maillon.shops.rules.rows import ShopRow
from maillon.territory.models import Street
from maillon.territory.public import FileRefused, RowRejected, town_by_id
from tests.factories import TownFactory, ZoneFactory

MODULE = importlib.import_module("maillon.shops.actions.import_shops")  # the function bears the same name
pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 21, 23, 30, tzinfo=dt.UTC)  # the 22nd in Paris
SQUARE = {"type": "Polygon", "coordinates": [[[2.0, 48.0], [2.5, 48.0], [2.5, 49.0], [2.0, 49.0], [2.0, 48.0]]]}


@pytest.fixture
def town():
    return TownFactory(slug="ici").pk


def row(n, name=None, **more):
    facts = {"lon": 2.3 + n / 1000, "lat": 48.8, **more}
    return ShopRow(n, f"id{n}", name or f"Shop {n}", **facts)


def bring(town, rows, register="main", **more):
    return import_shops(town_id=town, register=register, rows=rows, file_name="f.geojson", by=None, now=NOW, **more)


def everything():
    return [
        list(model.objects.order_by("pk").values())
        for model in (Shop, ExternalId, ShopAlias, ShopZone, SearchToken, Street, MergeProposal)
    ]


FULL = [
    row(1, "Épi d'Or", street="Rue Myrha", housenumber="3", aliases=("L'Épi",), trade="bakery", handles=("@e@x.example",)),
    row(2, "築地寿司", street="rue  myrha"),
    row(3, "Avenue Café", street="Av. Secrétan"),
    row(4),
    row(5),
]


def test_a_first_import_writes_shops_streets_zones_words_and_its_own_record(town):
    zone = ZoneFactory(town_id=town, geometry=SQUARE)
    result = bring(town, [*FULL, RowRejected(6, "no_name", {}, "id6"), RowRejected(7, "no_id")])
    assert {k: v for k, v in result.counts.items() if v} == {"added": 5, "refused": 2, "streets": 2}
    shop = Shop.objects.get(name="Épi d'Or")
    assert (shop.folded, shop.slug, shop.trade, shop.street.name, shop.handles) == (
        "epi d or",
        "epi-d-or",
        "bakery",
        "Rue Myrha",
        ["@e@x.example"],
    )
    assert Shop.objects.get(name="築地寿司").street == shop.street
    assert ShopZone.objects.filter(zone=zone).count() == 5
    assert set(SearchToken.objects.filter(kind="shop", ref_id=shop.pk).values_list("token", flat=True)) == {"epi", "or"}
    assert SearchToken.objects.filter(kind="street", token="myrha").exists()
    run = ImportRun.objects.get()
    assert (run.state, run.counts["added"], run.register) == ("done", 5, "main")
    assert list(ImportRejection.objects.values_list("row", "ref", "reason")) == [(6, "id6", "no_name"), (7, "", "no_id")]
    assert AuditRow.objects.get(action="shops.imported").detail["added"] == 5


def test_the_same_file_again_changes_nothing(town):
    bring(town, FULL)
    before, version = everything(), town_by_id(town).gazetteer_version
    result = bring(town, [dataclasses.replace(r, row=r.row + 10) for r in reversed(FULL)])
    assert {k: v for k, v in result.counts.items() if v} == {"same": 5}
    assert everything() == before
    assert town_by_id(town).gazetteer_version == version


def test_a_changed_row_changes_its_shop_and_nothing_else(town):
    ZoneFactory(town_id=town, geometry=SQUARE)
    bring(town, FULL)
    before = {s["id"]: s for s in Shop.objects.values()}
    new = row(1, "Croûte d'Or", street="Rue Neuve", lon=3.0, lat=48.8)
    assert bring(town, [new, *FULL[1:]]).counts["changed"] == 1
    after = {s["id"]: s for s in Shop.objects.values()}
    changed = [key for key in before if before[key] != after[key]]
    shop = Shop.objects.get(pk=changed[0])
    assert len(changed) == 1 and shop.public_id == before[shop.pk]["public_id"]
    assert (shop.name, shop.folded, shop.street.name, shop.trade, shop.housenumber) == (
        "Croûte d'Or",
        "croute d or",
        "Rue Neuve",
        "",
        "",
    )
    assert not ShopAlias.objects.exists() and not ShopZone.objects.filter(shop=shop).exists()
    assert set(SearchToken.objects.filter(kind="shop", ref_id=shop.pk).values_list("token", flat=True)) == {"croute", "or"}


def test_a_learnt_alias_survives_an_update(town):
    bring(town, FULL)
    shop = Shop.objects.get(name="Épi d'Or")
    ShopAlias.objects.create(shop=shop, name="Chez Léa", folded="chez lea", origin="correction")
    bring(town, [dataclasses.replace(FULL[0], phone="1"), *FULL[1:]])
    assert set(ShopAlias.objects.values_list("name", flat=True)) == {"L'Épi", "Chez Léa"}
    assert SearchToken.objects.filter(ref_id=shop.pk, token="lea").exists()


def test_what_vanished_is_closed_on_the_local_day_and_opens_again(town):
    bring(town, FULL)
    before = Shop.objects.get(name="Shop 5")
    assert bring(town, FULL[:4]).counts["closed"] == 1
    gone = Shop.objects.get(pk=before.pk)
    assert (gone.closed_on, gone.name) == (dt.date(2026, 11, 22), "Shop 5")
    assert not SearchToken.objects.filter(kind="shop", ref_id=gone.pk).exists()
    assert bring(town, FULL[:4]).counts["closed"] == 0
    assert bring(town, FULL).counts["reopened"] == 1
    back = Shop.objects.get(pk=before.pk)
    assert (back.closed_on, back.public_id) == (None, before.public_id)
    assert SearchToken.objects.filter(kind="shop", ref_id=back.pk).exists()


def test_a_refused_row_does_not_close_its_shop(town):
    bring(town, FULL)
    assert bring(town, [*FULL[:4], RowRejected(5, "not_numeric", {}, "id5")]).counts["closed"] == 0


def test_a_file_that_would_close_too_many_is_refused(town):
    bring(town, FULL)
    before = everything()
    with pytest.raises(FileRefused) as error:
        bring(town, FULL[:3])
    assert (error.value.reason, error.value.args_of["gone"]) == ("too_many_close", 2)
    assert everything() == before
    assert list(ImportRun.objects.order_by("pk").values_list("state", flat=True)) == ["done", "failed"]
    assert bring(town, FULL[:3], allow_closing=True).counts["closed"] == 2


def test_a_file_that_breaks_in_its_last_row_changes_nothing(town):
    def rows():
        yield from FULL
        raise FileRefused("not_json", line=1, column=1, message="x")

    with pytest.raises(FileRefused):
        bring(town, rows())
    assert not Shop.objects.exists() and ImportRun.objects.get().state == "failed"


def test_an_error_in_the_middle_of_writing_leaves_nothing(town, monkeypatch):
    monkeypatch.setattr(MODULE, "index_streets", lambda town_id: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        bring(town, FULL)
    assert not Shop.objects.exists() and not Street.objects.exists() and not ImportRun.objects.exists()


def test_a_dry_run_tells_and_changes_nothing(town):
    assert bring(town, FULL, dry_run=True).counts["added"] == 5
    assert not Shop.objects.exists() and not ImportRun.objects.exists() and not AuditRow.objects.exists()


def test_shops_outside_the_outline_are_left_out_of_a_regions_extract(town):
    ZoneFactory(town_id=town, kind="town", geometry=SQUARE)
    nowhere = row(3, lon=None, lat=None, street="Rue Myrha")    # which town's rue Myrha, nobody can tell
    result = bring(town, [row(1), row(2, lon=9.0), nowhere], only_inside=True)
    assert (result.counts["added"], result.counts["outside"]) == (1, 2)


def test_a_shop_without_a_position_comes_in_moves_in_and_out(town):
    zone = ZoneFactory(town_id=town, geometry=SQUARE)
    for place in ({"lon": None, "lat": None}, {"lon": 2.3, "lat": 48.8}, {"lon": None, "lat": None}):
        bring(town, [row(1, street="Rue Myrha", **place), row(2, lon=2.31)])
        shop = Shop.objects.get(name="Shop 1")
        assert (shop.lon, shop.lat, shop.street.name) == (place["lon"], place["lat"], "Rue Myrha")
        assert ShopZone.objects.filter(shop=shop, zone=zone).count() == (place["lon"] is not None)


def test_two_towns_do_not_meet(town):
    other = TownFactory(slug="la").pk
    bring(town, FULL)
    bring(other, FULL)
    bring(other, FULL[:4])
    assert Shop.objects.filter(town_id=town, closed_on=None).count() == 5
    assert Shop.objects.filter(town_id=other, closed_on=None).count() == 4


def test_odd_names_are_kept_as_they_are(town):
    names = ["<b>x</b>", "=1+1", "🍞", "!!!", "\u202eabc", "שלום", "ร้านอาหาร", "x" * 200]
    bring(town, [row(n, name) for n, name in enumerate(names, 1)])
    assert set(Shop.objects.values_list("name", flat=True)) == set(names)
    assert all(Shop.objects.values_list("slug", flat=True))


def test_the_event_is_told_only_when_something_changed(town, monkeypatch):
    told = []
    monkeypatch.setattr(MODULE.events, "tell", told.append)
    bring(town, FULL)
    bring(town, FULL)
    assert [(e.town_id, e.register) for e in told] == [(town, "main")]


def test_zones_that_changed_are_told_once(town, monkeypatch):
    told = []
    bring(town, FULL)
    ZoneFactory(town_id=town, geometry=SQUARE)
    monkeypatch.setattr("maillon.shops.actions.places.events.tell", told.append)
    assert place_shops(town_id=town) == place_shops(town_id=town) == 5
    assert [event.town_id for event in told] == [town]
    assert reactions_to(ShopsPlaced) == ["maillon.reactions.from_shops:voices_follow_zones"]    # zones are counted anew
