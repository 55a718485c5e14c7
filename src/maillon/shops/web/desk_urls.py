"""`/desk/`: the desks of shops."""
from django.urls import path

from . import desk

urlpatterns = [
    path("desk/", desk.choose, name="desks"),
    path("desk/<str:shop_id>/", desk.desk, name="desk"),
    path("desk/<str:shop_id>/top/", desk.top, name="desk-top"),
]
