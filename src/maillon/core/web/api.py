"""What the routers of the API share: refusals, the language of an answer, pages of a list. `site/api.py` gathers the routers."""
from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import get_supported_language_variant, parse_accept_lang_header
from ninja import Path, Query, Schema
from pydantic import Field

MOST = 200
"""Rows of one answer."""
ID = "^[0-9a-z]{10}$"


class Problem(Schema):
    """Why there is no other answer: `error` for programs, `message` for people, in the language asked for."""

    error: str = Field(examples=["not_found"])
    message: str = Field(examples=["There is no such shop."])


class Refused(Exception):
    """Answered with `status` and a `Problem`. `headers` go with it."""

    def __init__(self, status: int, error: str, message: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.status, self.error, self.message, self.headers = status, error, message, headers or {}


def missing(message: str) -> Refused:
    """The same answer for what is not there and for what is nobody's business."""
    return Refused(404, "not_found", message)


def lost_cursor(name: str) -> Refused:
    """The row a page was to begin after has gone meanwhile."""
    return missing(_("The page that “%(name)s” names is gone: begin again without it.") % {"name": name})


REFUSALS = {404: Problem, 422: Problem, 429: Problem}
_CURSOR = "As `next` of the page before gave it."
_LANG = ("Language of sentences, names of trades and messages; without it Accept-Language decides. "
         "Where it has no sentences yet they are in English: see `language`.")
Limit = Annotated[int, Query(ge=1, le=MOST, description="Rows of one answer.")]
Id = Annotated[str, Path(pattern=ID)]
if TYPE_CHECKING:
    Cursor = str | None
    Lang = str | None
else:                                    # left out they are None, but nobody can ask for "null"
    Cursor = Annotated[str, Query(pattern=ID, description=_CURSOR)]
    Lang = Annotated[Literal[tuple(settings.LANGUAGE_NAMES)], Query(description=_LANG)]


def language_of(request: HttpRequest) -> str:
    """The language of an answer: `?lang=`, else Accept-Language; never a cookie or the person's own, so that caches may keep it.

    Raises Refused for one that the house does not offer.
    """
    given = request.GET.get("lang")
    if given is not None:
        if given not in settings.LANGUAGE_NAMES:
            offered = ", ".join(settings.LANGUAGE_NAMES)
            raise Refused(422, "unreadable", _("“lang” is one of: %(languages)s.") % {"languages": offered})
        return given
    for code, _weight in parse_accept_lang_header(request.META.get("HTTP_ACCEPT_LANGUAGE", "").lower()):
        if code == "*":
            break
        try:
            return get_supported_language_variant(code)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE


def moved(request: HttpRequest, name: str, shop_id: str) -> HttpResponse:
    """Lead on to the same question about the shop that one was merged into."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return HttpResponsePermanentRedirect(reverse(name, kwargs={"shop_id": shop_id}) + query)


def following(request: HttpRequest, **query: str | int) -> str:
    """The address of a list's next page; the language asked for stays."""
    lang = {"lang": request.GET["lang"]} if "lang" in request.GET else {}
    return f"{absolute(request.path)}?{urlencode({**query, **lang})}"


def absolute(path: str) -> str:
    """The public address of a path of the house."""
    return settings.PUBLIC_URL + path
