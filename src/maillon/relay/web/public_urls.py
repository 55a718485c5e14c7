"""Feeds and open data of a town, its zones and its shops. Ids decide; there are no slugs in them."""
from django.urls import path

from . import open_data

urlpatterns = [
    path(f"<slug:town>/{below}{name}", view, name=f"{place}{kind}")
    for place, below in (("town-", ""), ("zone-", "zones/<str:zone_id>/"), ("shop-", "shops/<str:shop_id>/"))
    for kind, name, view in (("feed", "feed.atom", open_data.feed), ("csv", "voices.csv", open_data.csv_file),
                             ("geojson", "voices.geojson", open_data.geojson))
]
