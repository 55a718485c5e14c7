from django.urls import URLPattern, URLResolver, include, path

from . import registers, shop

urlpatterns: list[URLPattern | URLResolver] = [
    path("fronts/<str:shop_id>.svg", shop.front, name="front"),
    path("town/<slug:town>/registers/", registers.registers, name="registers"),
    path("", include("maillon.shops.web.desk_urls")),
    path("", include("maillon.shops.web.claims_urls")),
]
