from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "maillon.accounts"
    label = "accounts"

    def ready(self) -> None:
        from . import permissions

        permissions.sign_up_questions()
