"""`/town/<town>/sources/`: where the town listens, for whoever runs it."""
from django.urls import path

from . import source_file, sources

urlpatterns = [
    path("town/<slug:town>/sources/", sources.sources, name="sources"),
    path("town/<slug:town>/sources/<slug:source_id>/columns/", source_file.columns, name="source-columns"),
    path("town/<slug:town>/sources/<slug:source_id>/<slug:what>/", sources.act, name="source-act"),
]
