from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    name = "maillon.territory"
    label = "territory"

    def ready(self) -> None:
        from . import permissions

        permissions.sign_up_places()
