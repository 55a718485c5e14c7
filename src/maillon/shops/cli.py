"""`maillon import …`: bring zones and shops in. Mounted by site/cli.py, which has set Django up.

Exit code 0 when the file was taken, also with rows refused (they are listed by number); 2 when nothing could be taken.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

if TYPE_CHECKING:
    from maillon.territory.public import RowRejected, TownCard

import_app = typer.Typer(help="Bring zones and shops in from files.", no_args_is_help=True)
File = Annotated[Path, typer.Argument(help="GeoJSON, CSV, Overpass JSON or .osm.pbf")]
Town = Annotated[str, typer.Option("--town", help="the town's slug")]
Dry = Annotated[bool, typer.Option("--dry-run", help="say what would happen, change nothing")]
LISTED = 200


@import_app.command("zones")
def zones(file: File, town: Town, dry_run: Dry = False) -> None:
    """Bring in the town's outline, districts, quarters, centres, stations and street lines."""
    from django.db import transaction

    from maillon.core import clock
    from maillon.territory.public import FileRefused, import_zones, read_zones

    from .actions import place_shops

    here = _town(town)
    try:
        with transaction.atomic():  # zones without the shops that lie in them would stay so until the next import
            result = import_zones(
                town_id=here.id, rows=read_zones(file), file_name=file.name, by=None, now=clock.now(), dry_run=dry_run
            )
            if not dry_run:
                place_shops(town_id=here.id)
    except FileRefused as refused:
        _stop(refused)
    _table(
        {
            "added": result.added,
            "changed": result.changed,
            "same": result.same,
            "closed": result.closed,
            "streets": result.streets,
            "refused": sum(1 for r in result.rejections if not r.kept),
        },
        dry_run,
    )
    _list(result.rejections)


@import_app.command("shops")
def shops(
    file: File,
    town: Town,
    register: Annotated[str, typer.Option(help="name of the list; the same name again updates it")] = "",
    dry_run: Dry = False,
    allow_closing: Annotated[bool, typer.Option(help="even if more than 30 % of the register is not in the file")] = False,
) -> None:
    """Bring in a register of shops; import it again whenever it changed."""
    from maillon.core import clock
    from maillon.territory.public import FileRefused, town_box

    from .actions import import_shops
    from .connectors import format_of, read_shops

    here = _town(town)
    try:
        kind = format_of(file)
        with _progress() as bar:
            task = bar.add_task("", total=None)
            result = import_shops(
                town_id=here.id,
                register=register or kind.register,
                rows=read_shops(file, town_box(here.id), kind),
                file_name=file.name,
                by=None,
                now=clock.now(),
                allow_closing=allow_closing,
                only_inside=kind.whole_region,
                dry_run=dry_run,
                progress=lambda phase, done, total: bar.update(task, description=phase, completed=done, total=total),
            )
    except FileRefused as refused:
        _stop(refused)
    _table(result.counts, dry_run)
    _list(result.rejections, sum(result.reasons.values()))


def _town(slug: str) -> TownCard:
    from maillon.territory.public import town_by_slug, towns

    here = town_by_slug(slug)
    if here is None:
        known = ", ".join(t.slug for t in towns()) or "none yet: maillon town make --slug … --name …"
        Console(stderr=True).print(f"No town “{slug}”. There is: {known}", style="red", markup=False)
        raise typer.Exit(2)
    return here


def _stop(refused: Exception) -> None:
    from maillon.territory.public import FileRefused, say

    assert isinstance(refused, FileRefused)
    Console(stderr=True).print(say(refused.reason, refused.args_of), style="red", markup=False)
    raise typer.Exit(2)


def _progress() -> Progress:
    console = Console(stderr=True)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )


def _table(counts: dict[str, int], dry_run: bool) -> None:
    table = Table(title="Nothing was changed; this is what would happen" if dry_run else None, show_header=False)
    for name, n in counts.items():
        table.add_row(name, f"{n:,}")
    Console().print(table)


def _list(rejections: list[RowRejected], total: int | None = None) -> None:
    from maillon.territory.public import say

    console = Console(soft_wrap=True)
    for row in rejections[:LISTED]:
        word = "kept" if row.kept else "refused"
        console.print(
            f"row {row.row} {word}{f' ({row.ref})' if row.ref else ''}: {say(row.reason, row.args)}",
            markup=False,
            highlight=False,
        )
    rest = (total if total is not None else len(rejections)) - min(len(rejections), LISTED)
    if rest > 0:
        console.print(escape(f"… and {rest:,} more; the first 5,000 are kept with the import."))
