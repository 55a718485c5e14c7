"""`maillon town …`: make and list towns. Mounted by site/cli.py, which has set Django up."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

town_app = typer.Typer(help="Make and list towns.", no_args_is_help=True)


@town_app.command("make")
def make(
    slug: Annotated[str, typer.Option(help="the town's address: small letters, digits, hyphens")],
    name: Annotated[str, typer.Option(help="its name")],
    kind: Annotated[str, typer.Option(help="town, association or centre")] = "town",
    motto: Annotated[str, typer.Option()] = "",
    time_zone: Annotated[str, typer.Option(help="such as Europe/Paris")] = "Europe/Paris",
    language: Annotated[str, typer.Option(help="the town's own language")] = "fr",
    awning: Annotated[str, typer.Option(help="its colour, #rrggbb")] = "",
    credit: Annotated[str, typer.Option(help="whose data the map shows")] = "",
) -> None:
    """Make a town."""
    from maillon.core import clock

    from .actions import TownRefused, make_town

    try:
        make_town(
            slug=slug,
            name=name,
            kind=kind,
            motto=motto,
            time_zone=time_zone,
            language=language,
            awning=awning,
            credit=credit,
            by=None,
            now=clock.now(),
        )
    except TownRefused as refused:
        Console(stderr=True).print(str(refused), style="red", markup=False)
        raise typer.Exit(2) from None
    Console().print(
        f"Made. Next: maillon import zones FILE --town {slug}, then maillon import shops FILE --town {slug}", markup=False
    )


@town_app.command("list")
def list_towns() -> None:
    """List the towns."""
    from .queries import towns

    table = Table("slug", "name", "kind", "language", "time zone")
    for town in towns():
        table.add_row(town.slug, town.name, town.kind, town.language, town.time_zone)
    Console().print(table)
