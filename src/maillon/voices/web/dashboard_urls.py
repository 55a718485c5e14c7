"""Below `/town/<town>/`: what voices add to the zone dashboard."""
from django.urls import path

from . import dashboard, lessons

urlpatterns = [
    path("town/<slug:town>/unsure/", dashboard.unsure, name="unsure"),
    path("town/<slug:town>/unsure/<str:voice_id>/", dashboard.choose, name="unsure-choose"),
    path("town/<slug:town>/disputes/", dashboard.disputes, name="disputes"),
    path("town/<slug:town>/disputes/<str:voice_id>/", dashboard.decide, name="dispute-decide"),
    path("town/<slug:town>/lessons/", lessons.lessons, name="lessons"),
    path("town/<slug:town>/lessons/change/", lessons.change_lesson, name="lesson-change"),
    path("town/<slug:town>/voices/<str:voice_id>/undo/", dashboard.undo, name="decision-undo"),
    path("town/<slug:town>/streets/", dashboard.streets, name="streets"),
    path("town/<slug:town>/streets.csv", dashboard.streets_csv, name="streets-csv"),
    path("town/<slug:town>/subjects.csv", dashboard.aspects_csv, name="aspects-csv"),
]
