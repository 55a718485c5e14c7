from django.apps import AppConfig


class VoicesConfig(AppConfig):
    name = "maillon.voices"
    label = "voices"

    def ready(self) -> None:
        from maillon.accounts.public import Holder, sign_up_holder
        from maillon.core import chores

        from .queries.own import held_about

        sign_up_holder(Holder("labels", read=held_about))

        chores.every(5, "maillon.voices.tasks.pull_due")
        chores.every(10, "maillon.voices.tasks.read_forgotten")

        from .web import dashboard_panels, desk_panels, source_panels, town_panels

        for panels in (desk_panels, dashboard_panels, source_panels, town_panels):
            panels.register_panels()
