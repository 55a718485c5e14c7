from django.urls import URLPattern, URLResolver, include, path

from . import colours

urlpatterns: list[URLPattern | URLResolver] = [
    path("<slug:town>.css", colours.town_css, name="town-css"),
    path("", include("maillon.territory.web.dashboard_urls")),
]
