"""The command `maillon`: one root. Engine commands start without Django; the others set it up when they are called."""
from __future__ import annotations

import os
from importlib import import_module
from typing import Annotated, Any, Optional

import typer
from typer.core import TyperGroup
from typer.main import get_command

ENGINE = {"listen": "maillon.listening.cli:listen", "train": "maillon.listening.cli:train",
          "evaluate": "maillon.listening.cli:evaluate"}
PORTAL = {"import": "maillon.shops.cli:import_app", "town": "maillon.territory.cli:town_app",
          "people": "maillon.site.people:people_app", "learn": "maillon.voices.cli:learn", "backup": "maillon.site.backup:backup",
          "restore": "maillon.site.backup:restore", "doctor": "maillon.site.doctor:doctor"}


class Commands(TyperGroup):
    """A group that fetches a command from its room only when it is asked for."""

    def list_commands(self, context: Any) -> list[str]:
        return sorted({*super().list_commands(context), *ENGINE, *PORTAL})

    def get_command(self, context: Any, name: str) -> Any:
        path = ENGINE.get(name) or PORTAL.get(name)
        if path is None:
            return super().get_command(context, name)
        if name in PORTAL:
            django_ready()
        module, _, attribute = path.partition(":")
        command = get_command(as_app(getattr(import_module(module), attribute)))
        command.name = name
        return command


def as_app(thing: Any) -> typer.Typer:
    """A Typer app as it is; a function as an app of that one command."""
    if isinstance(thing, typer.Typer):
        return thing
    alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    alone.command()(thing)
    return alone


app = typer.Typer(cls=Commands, help="The link between a town, its shops and its streets.", no_args_is_help=True,
                  pretty_exceptions_enable=False)


def django_ready() -> None:
    """Set Django up, once, when a command needs it."""
    import django
    from django.apps import apps

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillon.site.settings")
    if not apps.ready:
        django.setup()


@app.command()
def serve(only: Annotated[Optional[str], typer.Option(help="pages, worker or listener, alone")] = None) -> None:  # noqa: UP045
    """Serve the portal: pages, worker and listener, supervised."""
    from .production import missing

    if wanting := missing():
        typer.echo("In production mode this must be set (or try MAILLON_MODE=sample):", err=True)
        for name, what in wanting.items():
            typer.echo(f"  {name}: {what}", err=True)
        raise typer.Exit(2)
    if only is None:
        from .supervise import supervise

        raise typer.Exit(supervise())
    from .processes import PROCESSES

    if only not in PROCESSES:
        raise typer.BadParameter(f"one of {', '.join(PROCESSES)}, not {only!r}", param_hint="--only")
    django_ready()
    PROCESSES[only]()


@app.command()
def setup() -> None:
    """Bring the database up to date, gather static files, and in sample mode fill the town. Harmless when run again."""
    django_ready()
    from .setup import setup as set_up

    set_up()


@app.command()
def scene(name: str) -> None:
    """Set an installation up with a scene: empty, shops, sample or large (sample mode only)."""
    django_ready()
    from .setup import set_scene

    set_scene(name)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def manage(context: typer.Context) -> None:
    """Run one of Django's own commands (migrate, collectstatic …)."""
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillon.site.settings")
    execute_from_command_line(["maillon", *context.args])


def main() -> None:
    app()
