"""All shops of a town as CSV and GeoJSON: streamed, with an ETag; formulas in names stay text."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from django.views.decorators.http import condition, require_safe

from maillon.core.safe_cells import safe_cell
from maillon.core.web.asks import asks
from maillon.territory.public import TownCard

from ..actions import facts
from ..queries import ShopCard, all_shops
from .frame import the_town

NOT_TOLD = ("folded", "slug", "handles", "place_ids")
COLUMNS = ("id", *(name for name in facts.COLUMNS if name not in NOT_TOLD), "closed_on")


def _etag(request: HttpRequest, town: str) -> str:
    here = the_town(town)
    request.town = here  # type: ignore[attr-defined]
    return f'"{here.slug}-{here.gazetteer_version}"'


def told(shop: ShopCard) -> dict[str, Any]:
    """A shop by COLUMNS, as JSON can hold it."""
    closed_on = shop.closed_on.isoformat() if shop.closed_on else None
    return {name: getattr(shop, name) for name in COLUMNS} | {"id": shop.public_id, "closed_on": closed_on}


class _Line:
    """A file whose `write` gives the text back."""

    def write(self, text: str) -> str:
        return text


@require_safe
@asks("may_read_public")
@condition(etag_func=_etag)
def shops_csv(request: HttpRequest, town: str) -> StreamingHttpResponse:
    here: TownCard = request.town  # type: ignore[attr-defined]
    return _attached(_csv(here), "text/csv; charset=utf-8", f"{here.slug}-shops.csv")


def _csv(town: TownCard) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(COLUMNS)
    for shop in all_shops(town.id):
        yield writer.writerow([safe_cell(value) for value in told(shop).values()])


@require_safe
@asks("may_read_public")
@condition(etag_func=_etag)
def shops_geojson(request: HttpRequest, town: str) -> StreamingHttpResponse:
    here: TownCard = request.town  # type: ignore[attr-defined]
    return _attached(_geojson(here), "application/geo+json", f"{here.slug}-shops.geojson")


def _geojson(town: TownCard) -> Iterator[str]:
    head = {"type": "FeatureCollection", "name": town.slug, "attribution": town.credit}
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "features": [\n'
    comma = ""
    for shop in all_shops(town.id):
        about = told(shop)
        lon, lat = about.pop("lon"), about.pop("lat")
        geometry = {"type": "Point", "coordinates": [lon, lat]} if lon is not None else None
        feature = {
            "type": "Feature",
            "id": about["id"],
            "geometry": geometry,
            "properties": {k: v for k, v in about.items() if v not in ("", None)},
        }
        yield comma + json.dumps(feature, ensure_ascii=False, separators=(",", ":"))
        comma = ",\n"
    yield "\n]}\n"


def _attached(rows: Iterator[str], content_type: str, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(_blocks(rows), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _blocks(rows: Iterator[str]) -> Iterator[bytes]:
    """Join lines to blocks of about 64 kB: fewer, larger writes."""
    block: list[str] = []
    size = 0
    for row in rows:
        block.append(row)
        size += len(row)
        if size > 65_536:
            yield "".join(block).encode()
            block, size = [], 0
    yield "".join(block).encode()
