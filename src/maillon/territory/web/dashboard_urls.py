"""`/town/<town>/`: the zone dashboard."""
from django.urls import path

from . import dashboard

urlpatterns = [path("town/<slug:town>/", dashboard.week, name="zone-dashboard")]
