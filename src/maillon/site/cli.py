"""The command `maillon`: one root. Engine commands start without Django; the others set it up when called."""
from __future__ import annotations

import os
from typing import Annotated, Optional

import typer

app = typer.Typer(help="The link between a town, its shops and its streets.", no_args_is_help=True,
                  pretty_exceptions_enable=False)


def django_ready() -> None:
    """Set Django up, once, when a command needs it."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillon.site.settings")
    django.setup()


@app.command()
def serve(only: Annotated[Optional[str], typer.Option(help="pages, worker or listener, alone")] = None) -> None:  # noqa: UP007, UP045
    """Serve the portal: pages, worker and listener, supervised."""
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
