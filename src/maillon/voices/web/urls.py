from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("maillon.voices.web.desk_urls")),
    path("", include("maillon.voices.web.dashboard_urls")),
    path("", include("maillon.voices.web.source_urls")),
]
