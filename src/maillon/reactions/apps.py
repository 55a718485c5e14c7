"""Where contexts that may not know each other meet: "when X happened, do Y"."""
from importlib import import_module
from pkgutil import iter_modules

from django.apps import AppConfig


class ReactionsConfig(AppConfig):
    name = "maillon.reactions"
    label = "reactions"

    def ready(self) -> None:
        """Import every `from_<context>.py`; each signs its functions up with `core.events.when`."""
        package = import_module("maillon.reactions")
        for module in iter_modules(package.__path__):
            if module.name.startswith("from_"):
                import_module(f"maillon.reactions.{module.name}")
