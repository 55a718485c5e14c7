"""Who may open a page: every view names the permission question it asks, and the question is asked before it runs.

A *question* is a rule of the library `rules`, signed up by a context's `permissions.py` under a name `may_…`; it gets
the person and the *place* the address speaks of. Which place that is, the address's arguments tell: the context that
owns an argument (`town`, `shop_id` …) signs up how to find it. Upper contexts add their own (`claim_id` …).
"""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django_htmx.http import HttpResponseClientRedirect
from rules.rulesets import default_rules

View = Callable[..., Any]
_questions: Any = default_rules      # the library carries no types


@dataclass(frozen=True)
class Place:
    """What an address speaks of. Ids are primary keys of the process, never shown."""

    town_id: int | None = None
    shop_id: int | None = None
    zone_ids: frozenset[int] = frozenset()    # zones the shop lies in, or the zone itself
    owner_id: int | None = None               # the person whose own thing it is


_finders: dict[str, Callable[[str], Place | None]] = {}


def finds(argument: str, finder: Callable[[str], Place | None]) -> None:
    """Sign up how the URL argument `argument` is turned into a place; the finder returns None for "no such thing".

    Raises ValueError if another finder holds the argument.
    """
    if _finders.setdefault(argument, finder) is not finder:
        raise ValueError(f"the argument {argument!r} is taken")


def sign_up(name: str, question: Callable[[Any, Place], bool]) -> None:
    """Sign a question up under its name `may_…`. Harmless twice."""
    if not name.startswith("may_"):
        raise ValueError(f"a question is named may_…, not {name!r}")
    _questions.set_rule(name, question)


def may(person: Any, question: str, place: Place | None = None) -> bool:
    """Ask. Raises LookupError for a question nobody signed up, so that a slip of the pen never opens a page."""
    if not _questions.rule_exists(question):
        raise LookupError(f"nobody signed up the question {question!r}")
    return bool(_questions.test_rule(question, person, place or Place()))


def find(arguments: dict[str, Any]) -> Place:
    """Return the place the arguments speak of, together. Raises Http404 when there is none, or they disagree."""
    known: dict[str, Any] = {}
    for argument in arguments.keys() & _finders.keys():
        place = _finders[argument](arguments[argument])
        if place is None:
            raise Http404
        for field in fields(place):
            value = getattr(place, field.name)
            if value in (None, frozenset()):
                continue
            if known.setdefault(field.name, value) != value:
                raise Http404
    return Place(**known)


def place_of(request: HttpRequest) -> Place:
    """Return the place of the request's address, found once. Raises Http404 when there is none."""
    place: Place | None = getattr(request, "place", None)
    if place is None:
        place = find(request.resolver_match.kwargs if request.resolver_match else {})
        request.place = place                                   # type: ignore[attr-defined]
    return place


def signed_in(request: HttpRequest) -> int:
    """Return the primary key of who asks, for `by=`. Raises PermissionDenied when nobody is signed in."""
    if request.user.pk is None:
        raise PermissionDenied
    return int(request.user.pk)


def asks(question: str, *, post: str | None = None) -> Callable[[View], View]:
    """Decorate a view with the question it asks; `post` names another one for what changes something (POST, PUT …).

    Who is not signed in is sent to sign in; who may not gets 403; a place that is not there gives 404.
    """
    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            name = question if post is None or request.method in {"GET", "HEAD", "OPTIONS"} else post
            if not may(request.user, name):                     # answered without a place: public pages cost nothing
                if not request.user.is_authenticated:
                    return _to_sign_in(request)
                if not may(request.user, name, place_of(request)):
                    raise PermissionDenied(name)
            return view(request, *args, **kwargs)

        guarded.asks, guarded.asks_post = question, post or question    # type: ignore[attr-defined]
        return guarded

    return decorate


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    back = request.get_full_path() if request.method in {"GET", "HEAD"} else "/"
    if getattr(request, "htmx", False):
        return HttpResponseClientRedirect(resolve_url("account_login"))
    return redirect_to_login(back, resolve_url("account_login"))
