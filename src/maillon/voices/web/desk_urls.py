"""What a shop does on its desk, and the figures behind it."""
from django.urls import path

from . import desk

urlpatterns = [
    path("desk/<str:shop_id>/weeks.csv", desk.weeks_csv, name="desk-weeks"),
    path("desk/<str:shop_id>/voices/<str:voice_id>/<str:what>/", desk.act, name="desk-act"),
]
