from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "maillon.accounts"
    label = "accounts"

    def ready(self) -> None:
        from maillon.core import chores

        from . import permissions, sign_in  # noqa: F401  (connects its signal)

        permissions.sign_up_questions()
        chores.every(24 * 60 * 60, "maillon.accounts.tasks.sweep_unknown")
        chores.every(60 * 60, "maillon.accounts.tasks.sweep_expired")
