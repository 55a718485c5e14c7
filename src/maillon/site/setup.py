"""`maillon setup`: everything between a fresh checkout and a portal that can be served. Harmless when run again."""
from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.core.management import call_command
from rich.console import Console

console = Console(stderr=True, highlight=False)


def setup() -> None:
    """Migrate, gather static files, and in sample mode fill the town named by MAILLON_TOWN."""
    prepare()
    if settings.SAMPLE:
        make(settings.SAMPLE_TOWN)
        welcome()


def set_scene(name: str) -> None:
    """`maillon scene NAME`: an installation with a scene in it. Raises SystemExit outside sample mode."""
    if not settings.SAMPLE:
        raise SystemExit("A scene is sample data: set MAILLON_MODE=sample.")
    prepare()
    make(name)


def prepare() -> None:
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)


def make(name: str) -> None:
    """Make a scene by its name, telling each step. Raises SystemExit for a name that no scene has."""
    from .scenes import SCENES

    if name not in SCENES:
        raise SystemExit(f"There is no scene {name!r}; there are {', '.join(SCENES)}.")
    with console.status("Filling the sample town …") as status:
        SCENES[name](dt.datetime.now(dt.UTC), lambda step: status.update(f"Filling the sample town: {step} …"))


def welcome() -> None:
    """Say where the portal is and how to sign in as each of the cast."""
    console.print(f"\n[bold]Maillon[/bold] will answer at [bold]{settings.PUBLIC_URL}/[/bold]")
    console.print(f"Sign in with one tap as Ada the shopkeeper, Dario the officer or anybody else of the cast: "
                  f"{settings.PUBLIC_URL}/sample/\nCtrl-C stops it.\n")
