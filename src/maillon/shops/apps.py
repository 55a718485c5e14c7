from django.apps import AppConfig


class ShopsConfig(AppConfig):
    name = "maillon.shops"
    label = "shops"

    def ready(self) -> None:
        from maillon.accounts.public import Holder, sign_up_holder

        from . import permissions
        from .queries.claims import held_about
        from .web import claims_panels, desk_panels

        permissions.sign_up_questions()
        claims_panels.register_panels()
        desk_panels.register_panels()
        sign_up_holder(Holder("claims", read=held_about))
