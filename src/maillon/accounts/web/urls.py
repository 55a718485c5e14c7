from django.urls import path

from . import me

urlpatterns = [
    path("", me.me, name="me"),
    path("export.json", me.export, name="me-export"),
    path("leave/", me.leave, name="me-leave"),
]
