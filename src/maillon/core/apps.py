from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "maillon.core"
    label = "core"

    def ready(self) -> None:
        from . import chores

        chores.every(15, "maillon.core.beats.worker_beat")
        chores.every(24 * 60 * 60, "maillon.core.forgetting.forget")
