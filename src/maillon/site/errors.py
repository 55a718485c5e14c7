"""What somebody sees when a page cannot be shown: what happened and where to go, in their language."""
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import server_error


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "site/403.html", status=403, using="jinja2")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "site/404.html", status=404, using="jinja2")


def too_many(request: HttpRequest) -> HttpResponse:
    return render(request, "site/429.html", status=429, using="jinja2")


def broken(request: HttpRequest) -> HttpResponse:
    try:
        return render(request, "site/500.html", status=500, using="jinja2")
    except Exception:                       # the page of last resort must not need what is broken
        return server_error(request)
