"""Vector tiles: every shop in exactly one tile of a zoom, clusters that add up, bounded weight."""

import mapbox_vector_tile
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.shops.queries import Positions
from maillon.shops.rules.tiles import bounds_of, clusters_in_tile, encode_tile, tile_exists
from maillon.shops.web.maps import MOST_DOTS, dots_of

RNG = np.random.default_rng(3)
LON, LAT, IDS = RNG.uniform(2.25, 2.45, 3000), RNG.uniform(48.81, 48.91, 3000), np.arange(1, 3001)


@pytest.mark.parametrize("z", [8, 11, 13])
def test_every_shop_is_in_one_tile_and_clusters_add_up(z):
    count, seen = 0, set()
    for x in range(2**z):
        west, _s, east, _n = bounds_of(z, x, 0)
        if east < 2.25 or west > 2.45:
            continue
        for y in range(2**z):
            _w, south, _e, north = bounds_of(z, 0, y)
            if north < 48.81 or south > 48.91:
                continue
            found = clusters_in_tile(LON, LAT, IDS, z, x, y)
            assert len(found) <= 64
            count += sum(c.count for c in found)
            seen |= {c.shop_id for c in found if c.shop_id}
    assert count == 3000 and seen <= set(IDS.tolist())


def test_near_every_shop_stands_for_itself():
    z = 18
    lon, lat = float(LON[0]), float(LAT[0])
    x = int((lon + 180) / 360 * 2**z)
    y = next(y for y in range(90_000, 91_000) if bounds_of(z, x, y)[1] < lat <= bounds_of(z, x, y)[3])
    assert 1 in {c.shop_id for c in clusters_in_tile(LON, LAT, IDS, z, x, y)}


def test_a_tile_can_be_read_back():
    z, x, y = 11, 1037, 704
    found = clusters_in_tile(LON, LAT, IDS, z, x, y)
    west, south, east, north = bounds_of(z, x, y)
    layer = mapbox_vector_tile.decode(encode_tile([(c, {"point_count": c.count}) for c in found], z, x, y))["shops"]
    assert sum(f["properties"]["point_count"] for f in layer["features"]) == sum(c.count for c in found)
    for feature, cluster in zip(layer["features"], found, strict=True):
        px, py = feature["geometry"]["coordinates"]
        assert px / 4096 == pytest.approx((cluster.lon - west) / (east - west), abs=0.001)
        assert py / 4096 == pytest.approx((cluster.lat - south) / (north - south), abs=0.01)


@given(st.integers(-3, 25), st.integers(-3, 2**20), st.integers(-3, 2**20))
def test_only_tiles_of_the_world_exist(z, x, y):
    assert tile_exists(z, x, y) == (0 <= z <= 18 and 0 <= x < 2 ** max(z, 0) and 0 <= y < 2 ** max(z, 0))


def test_the_drawn_map_has_a_bounded_number_of_dots():
    many = RNG.uniform(0, 1, (100_000, 2))
    dots, most = dots_of(Positions(many[:, 0], many[:, 1], np.arange(100_000)))
    assert len(dots) <= MOST_DOTS and most > 1
    assert dots_of(Positions(LON[:50], LAT[:50], IDS[:50]))[1] == 1
    same = np.ones(5000)
    assert dots_of(Positions(same, same, np.arange(5000))) == ([(1.0, 1.0)], 5000)
