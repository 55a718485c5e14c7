"""`maillon setup`: everything between a fresh checkout and a portal that can be served. Harmless when run again."""
from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.core.management import call_command
from rich.console import Console

console = Console(stderr=True, highlight=False)


def setup() -> None:
    """Migrate, gather static files, and in sample mode fill the town named by MAILLON_TOWN."""
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        console.print(f"Database: {settings.DATABASES['default']['NAME']}")
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    if settings.SAMPLE:
        from .sample.scene import SCENES

        with console.status("Filling the sample town …"):
            SCENES[settings.SAMPLE_TOWN](dt.datetime.now(dt.UTC))
        welcome()


def welcome() -> None:
    """Say where the portal is and how to sign in as each of the cast."""
    console.print(f"\n[bold]Maillon[/bold] will answer at [bold]{settings.PUBLIC_URL}/[/bold]")
    console.print(f"Sign in with one tap as Ada the shopkeeper, Dario the officer or anybody else of the cast: "
                  f"{settings.PUBLIC_URL}/sample/\nCtrl-C stops it.\n")
