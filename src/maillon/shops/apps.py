from django.apps import AppConfig


class ShopsConfig(AppConfig):
    name = "maillon.shops"
    label = "shops"

    def ready(self) -> None:
        from . import permissions

        permissions.sign_up_questions()
