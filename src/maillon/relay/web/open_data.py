"""Feeds and open data: voices of a town, a zone or a shop as Atom, CSV and GeoJSON, page by page, without authors.

`?all=yes` gives the whole table at once, streamed: never more than a page of it is held in memory.
"""
from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from maillon.core.safe_cells import safe_cell
from maillon.core.web.asks import asks, find
from maillon.voices.public import ToldVoice, voices_page

from ..queries.places import About, about_one
from ..rules.web_address import web_address
from .atom import atom

FEED_SIZE, TABLE_SIZE = 50, 1000
CSV, GEOJSON = "text/csv; charset=utf-8", "application/geo+json"
COLUMNS = ("id", "day", "written_at", "language", "stance", "kind", "aspects", "danger", "copies", "disputed",
           "shop_ids", "shops", "street", "zone", "tool", "url", "text", "sample")


@dataclass(frozen=True)
class Page:
    """One page of voices about a place. `own` and `following` are addresses; `following` "" on the last page."""

    about: About
    voices: list[ToldVoice]
    own: str
    following: str


def _place(town: str, zone_id: str | None, shop_id: str | None) -> About:
    arguments = {"town": town, "zone_id": zone_id, "shop_id": shop_id}
    place = find({name: value for name, value in arguments.items() if value is not None})
    scope, ref_id = ("shop", place.shop_id) if shop_id else ("zone", next(iter(place.zone_ids))) if zone_id else (
        "town", place.town_id)
    about = about_one(place.town_id or 0, scope, ref_id or 0)
    if about is None:
        raise Http404
    return about


def _page(request: HttpRequest, size: int, town: str, zone_id: str | None, shop_id: str | None) -> Page:
    about = _place(town, zone_id, shop_id)
    voices, before = voices_page(town_id=about.town_id, scope=about.scope, ref_id=about.ref_id, size=size,
                                 before=request.GET.get("before", "")[:10])
    here = settings.PUBLIC_URL + request.path
    return Page(about, voices, here, f"{here}?before={before}" if before else "")


def _answer(request: HttpRequest, page: Page, body: str, content_type: str, file_name: str = "") -> HttpResponse:
    """Answer with an ETag of the bytes; 304 to somebody who has them. `Link: rel=next` leads on (RFC 8288)."""
    content = body.encode()
    answer = HttpResponse(content, content_type=content_type)
    if page.following:
        answer["Link"] = f'<{page.following}>; rel="next"'
    if file_name:
        answer["Content-Disposition"] = f'attachment; filename="{file_name}"'
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Cache-Control"] = "public, max-age=60"
    etag = quote_etag(hashlib.sha256(content).hexdigest()[:32])
    answer["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=answer) or answer


def _all(about: About) -> Iterator[list[ToldVoice]]:
    """All voices about a place, page by page, the newest first."""
    before = ""
    while True:
        voices, before = voices_page(town_id=about.town_id, scope=about.scope, ref_id=about.ref_id, size=TABLE_SIZE,
                                     before=before)
        yield voices
        if not before:
            return


def _table(pages: Iterable[list[ToldVoice]]) -> Iterator[str]:
    """The CSV, a page at a time."""
    head: list[Sequence[str]] = [COLUMNS]
    mark = "\ufeff"                                 # tells a spreadsheet that it is UTF-8
    for voices in pages:
        sheet = io.StringIO(mark, newline="")
        sheet.seek(0, io.SEEK_END)
        csv.writer(sheet).writerows([*head, *([safe_cell(cell) for cell in row(voice)] for voice in voices)])
        head, mark = [], ""
        yield sheet.getvalue()


def _collection(pages: Iterable[list[ToldVoice]]) -> Iterator[str]:
    """The GeoJSON, a page at a time."""
    comma = '{"type": "FeatureCollection", "features": ['
    for voices in pages:
        for voice in voices:
            yield comma + json.dumps(feature(voice), ensure_ascii=False)
            comma = ", "
    yield (comma if comma != ", " else "") + "]}"


def _stream(request: HttpRequest, pieces: Iterator[str], content_type: str, file_name: str = "") -> HttpResponseBase:
    """Send the pieces as they are made. No ETag: who asks often asks for pages."""
    given = (piece.encode() for piece in pieces)
    answer: HttpResponseBase = (HttpResponse(content_type=content_type) if request.method == "HEAD"
                                else StreamingHttpResponse(given, content_type=content_type))
    if file_name:
        answer["Content-Disposition"] = f'attachment; filename="{file_name}"'
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Cache-Control"] = "public, max-age=60"
    return answer


@asks("may_read_public")
def feed(request: HttpRequest, town: str, zone_id: str | None = None, shop_id: str | None = None) -> HttpResponse:
    page = _page(request, FEED_SIZE, town, zone_id, shop_id)
    return _answer(request, page, atom(page.about, page.voices, own=page.own, following=page.following),
                   "application/atom+xml; charset=utf-8")


@asks("may_read_public")
def csv_file(request: HttpRequest, town: str, zone_id: str | None = None, shop_id: str | None = None) -> HttpResponseBase:
    if "all" in request.GET:
        about = _place(town, zone_id, shop_id)
        return _stream(request, _table(_all(about)), CSV, f"voices-{about.ref}.csv")
    page = _page(request, TABLE_SIZE, town, zone_id, shop_id)
    return _answer(request, page, "".join(_table([page.voices])), CSV, f"voices-{page.about.ref}.csv")


@asks("may_read_public")
def geojson(request: HttpRequest, town: str, zone_id: str | None = None, shop_id: str | None = None) -> HttpResponseBase:
    if "all" in request.GET:
        return _stream(request, _collection(_all(_place(town, zone_id, shop_id))), GEOJSON)
    page = _page(request, TABLE_SIZE, town, zone_id, shop_id)
    body = {"type": "FeatureCollection", "features": [feature(voice) for voice in page.voices]}
    if page.following:
        body["next"] = page.following
    return _answer(request, page, json.dumps(body, ensure_ascii=False), GEOJSON)


def yes(value: bool) -> str:
    return "yes" if value else "no"


def moment(voice: ToldVoice) -> str:
    return voice.written_at.astimezone(dt.UTC).isoformat(timespec="seconds")


def row(voice: ToldVoice) -> list[str]:
    """One line of the CSV, in the order of COLUMNS. Authors are left out: they stand in the post, and only there."""
    return [
        voice.public_id, voice.day.isoformat(), moment(voice), voice.lang, voice.stance, voice.kind,
        " ".join(f"{aspect}:{stance}" for aspect, stance in voice.aspects), yes(voice.safety), str(voice.copies),
        yes(voice.disputed), " ".join(shop.public_id for shop in voice.shops),
        "; ".join(shop.name for shop in voice.shops), voice.street, voice.zone, voice.tool, web_address(voice.url), voice.text,
        yes(voice.sample)]


def feature(voice: ToldVoice) -> dict[str, Any]:
    """A voice lies where its shop lies, never where it was written from: that may be its author's home."""
    at = next((shop for shop in voice.shops if shop.lon is not None and shop.lat is not None), None)
    return {
        "type": "Feature", "id": voice.public_id,
        "geometry": {"type": "Point", "coordinates": [at.lon, at.lat]} if at else None,
        "properties": {
            "day": voice.day.isoformat(), "written_at": moment(voice), "language": voice.lang, "stance": voice.stance,
            "kind": voice.kind, "aspects": [{"aspect": aspect, "stance": stance} for aspect, stance in voice.aspects],
            "danger": voice.safety, "copies": voice.copies, "disputed": voice.disputed,
            "shops": [{"id": shop.public_id, "name": shop.name} for shop in voice.shops],
            "street": voice.street or None, "zone": voice.zone or None, "tool": voice.tool or None,
            "url": web_address(voice.url) or None, "text": voice.text, "sample": voice.sample}}
