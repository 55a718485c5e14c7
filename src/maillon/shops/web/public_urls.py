"""Public pages of a town; each address begins with the reader's language."""

from django.urls import URLPattern, URLResolver, path, re_path

from . import lists, maps, open_data, search, shop, street, town

urlpatterns: list[URLPattern | URLResolver] = [
    path("<slug:town>/", town.town_page, name="town"),
    path("<slug:town>/shops/", lists.shops_page, name="shops"),
    path("<slug:town>/shops.csv", open_data.shops_csv, name="shops-csv"),
    path("<slug:town>/shops.geojson", open_data.shops_geojson, name="shops-geojson"),
    path("<slug:town>/zones.geojson", maps.zones_geojson, name="zones-geojson"),
    path("<slug:town>/search/", search.search_page, name="search"),
    path("<slug:town>/map/", maps.map_page, name="map"),
    path("<slug:town>/map/<int:z>/<int:x>/<int:y>.mvt", maps.tile, name="map-tile"),
    re_path(r"^(?P<town>[-a-zA-Z0-9_]+)/shops/(?P<slug>[^/]*)-(?P<shop_id>[0-9a-z]{10})/$", shop.shop_page, name="shop"),
    re_path(r"^(?P<town>[-a-zA-Z0-9_]+)/streets/(?P<slug>[^/]+)/$", street.street_page, name="street"),
]
