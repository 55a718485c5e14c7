"""Public pages of voices; each address begins with the reader's language."""
from django.urls import path

from . import town

urlpatterns = [path("<slug:town>/voices/", town.town_voices, name="town-voices")]
