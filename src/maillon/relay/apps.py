from django.apps import AppConfig


class RelayConfig(AppConfig):
    name = "maillon.relay"
    label = "relay"

    def ready(self) -> None:
        from maillon.accounts.public import Holder, sign_up_holder
        from maillon.core import chores

        from .permissions import sign_up_questions
        from .queries.subscriptions import held_about
        from .web.panels import register_panels

        sign_up_questions()
        sign_up_holder(Holder("relay", read=held_about))
        register_panels()
        chores.every(20, "maillon.relay.tasks.make_due_digests")
        chores.every(20, "maillon.relay.tasks.move_deliveries")
        chores.every(60, "maillon.relay.tasks.sign_up_holders")
        chores.every(24 * 60 * 60, "maillon.relay.tasks.forget")
