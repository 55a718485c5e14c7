from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("maillon.shops.web.desk_urls")),
    path("", include("maillon.shops.web.claims_urls")),
]
