"""`maillon doctor`: is the installation sound? With --mend, put right what can be."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer
from django.conf import settings
from rich.console import Console

from maillon.core import clock
from maillon.core.queue import queue
from maillon.territory.public import towns
from maillon.voices.actions.counters import differences, recount

from .health import alive, migrated

Finding = tuple[bool, str]


def findings(mend: bool) -> Iterator[Finding]:
    """Yield (sound, sentence) for each thing looked at."""
    if not migrated():
        yield False, "migrations are missing: run maillon setup"
        return                                       # the tables that the rest looks at may not be there
    yield True, "every migration is applied"
    for part, (_, fresh) in alive(clock.now()).items():
        yield fresh, f"the {part} is alive" if fresh else f"the {part} gives no sign of life"
    lying = queue()
    yield not lying.set_aside, f"{lying.waiting} tasks wait, {len(lying.set_aside)} were set aside"
    for town in towns():
        wrong = len(differences(town.id))
        if wrong and mend:
            recount(town.id)
        yield not wrong or mend, f"{town.name}: {wrong} counters wrong{', mended' if wrong and mend else ''}"


def doctor(mend: Annotated[bool, typer.Option(help="set wrong counters right")] = False) -> None:
    """Look at migrations, processes, queue and counters; exit with 1 if something is not sound."""
    console = Console(highlight=False)
    engine = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
    console.print(f"Data in {settings.DATA_DIR}, mode {settings.MODE}, {engine}")
    sick = False
    for sound, sentence in findings(mend):
        console.print(f"{'[green]ok[/]  ' if sound else '[red]no[/]  '}{sentence}")
        sick |= not sound
    raise typer.Exit(int(sick))
