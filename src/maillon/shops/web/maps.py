"""The town's map: drawn by the server within a fixed weight, and as vector tiles clustered per view."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe
from markupsafe import Markup
from shapely.geometry import shape

from maillon.core.ui.townmap import Label, Pin, town_map
from maillon.core.web.asks import asks
from maillon.territory.public import TownCard, town_box, zones_of

from ..queries import Positions, ShopCard, positions_of, shops_by_id
from ..rules.tiles import Cluster, clusters_in_tile, encode_tile, tile_exists
from .frame import the_town, town_frame
from .rows import shop_url

MOST_DOTS = 2000
MOST_NAMES = 24


@lru_cache(maxsize=8)
def _ground(town_id: int, version: int) -> tuple[list[Any], list[Any], list[Label]]:
    """Outlines of the town and of its parts as shapely shapes; names of its quarters, else districts; one query a version."""
    zones = zones_of(town_id, ("town", "district", "quarter"))
    land = [shape(z.geometry) for z in zones if z.kind == "town" and z.geometry]
    parts = [shape(z.geometry) for z in zones if z.kind != "town" and z.geometry]
    kinds = [z.kind for z in zones if z.geometry]
    narrowest = "quarter" if "quarter" in kinds else "district"
    areas = sorted(((shape(z.geometry), z.name) for z in zones if z.kind == narrowest and z.geometry), key=lambda a: -a[0].area)
    inner = [(area.representative_point(), name) for area, name in areas[:MOST_NAMES]]
    return (land or parts), parts, [Label(point.x, point.y, name) for point, name in inner]


def dots_of(positions: Positions) -> tuple[list[tuple[float, float]], int]:
    """At most about 2,000 dots, and how many shops a dot may stand for (1: each its own)."""
    if len(positions) <= MOST_DOTS:
        return list(zip(positions.lon.tolist(), positions.lat.tolist(), strict=True)), 1
    steps = 42  # 42 × 42 cells: at most 1,764 dots
    x = _cell(positions.lon, steps)
    cell = x * steps + _cell(positions.lat, steps)
    _, place, n = np.unique(cell, return_inverse=True, return_counts=True)
    lon = np.bincount(place, positions.lon) / n
    lat = np.bincount(place, positions.lat) / n
    return list(zip(lon.tolist(), lat.tolist(), strict=True)), int(n.max())


def _cell(values: np.ndarray, steps: int) -> np.ndarray:
    low, high = float(values.min()), float(values.max())
    return np.minimum(((values - low) / max(high - low, 1e-9) * steps).astype(np.int64), steps - 1)


def drawn_map(town: TownCard, pins: Sequence[tuple[ShopCard, int]] = ()) -> tuple[Markup, str]:
    """The SVG and the note under it. `pins`: shops with their number in the list."""
    land, parts, labels = _ground(town.id, town.gazetteer_version)
    dots, most = dots_of(positions_of(town.id, town.gazetteer_version))
    marks = [
        Pin(shop.lon, shop.lat, str(n), shop_url(town, shop), shop.name)
        for shop, n in pins
        if shop.lon is not None and shop.lat is not None
    ]
    svg = town_map(
        land,
        quarters=parts,
        points=dots,
        pins=marks,
        labels=labels,
        label=_("Map of %(town)s with its shops") % {"town": town.name},
    )
    note = _("Every shop has its dot; those of neighbours may lie on one another.")
    if most > 1:
        note = _("A dot stands for up to %(n)s shops.") % {"n": most}
    return svg, note + (" " + _("The numbers are those of the list.") if marks else "")


def moving_map(town: TownCard) -> dict[str, Any]:
    """What the macro `map_figure` needs for the map with script."""
    pattern = reverse("map-tile", kwargs={"town": town.slug, "z": 0, "x": 0, "y": 0})
    return {
        "data_url": pattern.replace("/0/0/0.mvt", "/{z}/{x}/{y}.mvt") + f"?v={town.gazetteer_version}",
        "zones_url": reverse("zones-geojson", kwargs={"town": town.slug}),
        "style_url": settings.MAP_STYLE,
        "lib": {
            "script": static("core/map.js"),
            "library": static("vendor/maplibre/maplibre-gl.mjs"),
            "worker": static("vendor/maplibre/maplibre-gl-worker.mjs"),
            "style": static("vendor/maplibre/maplibre-gl.css"),
        },
    }


@require_safe
@asks("may_read_public")
def map_page(request: HttpRequest, town: str) -> HttpResponse:
    """All shops on one map."""
    here = the_town(town)
    svg, note = drawn_map(here)
    count = len(positions_of(here.id, here.gazetteer_version))
    return render(
        request,
        "shops/map.html",
        town_frame(here, "map", svg=svg, note=note, count=count, moving=moving_map(here)),
        using="jinja2",
    )


def _version(request: HttpRequest, town: str, **_: Any) -> str | None:
    here = the_town(town)
    request.town = here  # type: ignore[attr-defined]
    return f'"{here.slug}-{here.gazetteer_version}-{getattr(request, "LANGUAGE_CODE", "")}"'


@require_safe
@asks("may_read_public")
@condition(etag_func=_version)
@cache_control(public=True, max_age=300)
def tile(request: HttpRequest, town: str, z: int, x: int, y: int) -> HttpResponse:
    """One vector tile: at most 64 points, each a shop or a cluster with its count. 404 for a tile that cannot be."""
    if not tile_exists(z, x, y):
        return HttpResponse(status=404)
    here: TownCard = request.town  # type: ignore[attr-defined]
    positions = positions_of(here.id, here.gazetteer_version)
    found = clusters_in_tile(positions.lon, positions.lat, positions.ids, z, x, y)
    cards = shops_by_id(c.shop_id for c in found if c.shop_id)
    body = encode_tile([(c, _properties(here, c, cards)) for c in found], z, x, y)
    return HttpResponse(body, content_type="application/vnd.mapbox-vector-tile")


def _properties(town: TownCard, cluster: Cluster, cards: dict[int, ShopCard]) -> dict[str, Any]:
    shop = cards.get(cluster.shop_id)
    if shop is None:
        return {"point_count": cluster.count}
    return {"name": shop.name, "url": shop_url(town, shop), "trade": shop.trade_name}


@require_safe
@asks("may_read_public")
@condition(etag_func=_version)
@cache_control(public=True, max_age=300)
def zones_geojson(request: HttpRequest, town: str) -> JsonResponse:
    """The town's outlines and stations."""
    here: TownCard = request.town  # type: ignore[attr-defined]
    features = [
        {
            "type": "Feature",
            "id": zone.register_id,
            "geometry": zone.geometry,
            "properties": {"id": zone.register_id, "kind": zone.kind, "name": zone.name},
        }
        for zone in zones_of(here.id)
    ]
    answer: dict[str, Any] = {"type": "FeatureCollection", "attribution": here.credit, "features": features}
    box = _box(here)
    if box:
        answer["bbox"] = box
    return JsonResponse(answer, content_type="application/geo+json", json_dumps_params={"ensure_ascii": False})


def _box(town: TownCard) -> list[float] | None:
    """West, south, east, north of the town's own outline, else of its shops."""
    found = town_box(town.id)
    if found:
        return [round(side, 6) for side in found]
    positions = positions_of(town.id, town.gazetteer_version)
    if not len(positions):
        return None
    return [float(positions.lon.min()), float(positions.lat.min()), float(positions.lon.max()), float(positions.lat.max())]
