"""The town's own small stylesheet."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from maillon.core.ui import contrast
from maillon.core.web.asks import asks

from ..queries import town_by_slug


def colour_of(request: HttpRequest, town: str) -> str:
    """The ETag: the colour itself."""
    here = town_by_slug(town)
    request.awning = here.awning if here else ""  # type: ignore[attr-defined]
    return f'"{request.awning}"'  # type: ignore[attr-defined]


@require_safe
@asks("may_read_public")
@condition(etag_func=colour_of)
@cache_control(public=True, max_age=3600)
def town_css(request: HttpRequest, town: str) -> HttpResponse:
    """404 for a town that kept the house's colours."""
    colour = request.awning  # type: ignore[attr-defined]
    if not colour:
        raise Http404
    return HttpResponse(contrast.town_css(colour), content_type="text/css; charset=utf-8")
