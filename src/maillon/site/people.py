"""`maillon people`: the first roles of an installation, before anybody can sign in to give them."""
from __future__ import annotations

from typing import Annotated, Optional

import typer
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from rich.console import Console

from maillon.accounts.actions import invite
from maillon.accounts.models import Role
from maillon.core import clock
from maillon.territory.public import town_by_slug

people_app = typer.Typer(help="Give the first roles.", no_args_is_help=True, pretty_exceptions_enable=False)
TOWN_ROLES = {Role.Kind.OFFICER.value, Role.Kind.MODERATOR.value}


@people_app.callback()
def people() -> None:
    """Give the first roles of an installation; everything else is done in the browser."""


@people_app.command()
def grant(
    email: str, role: Annotated[str, typer.Option(help="operator, officer or moderator")],
    town: Annotated[Optional[str], typer.Option(help="slug of the town, for officer and moderator")] = None,  # noqa: UP045
) -> None:
    """Give a role to whoever reads mail at EMAIL; they sign in with a code sent there."""
    try:
        validate_email(email)
    except ValidationError:
        raise typer.BadParameter(f"{email!r} is not an e-mail address", param_hint="EMAIL") from None
    if role not in TOWN_ROLES | {Role.Kind.OPERATOR.value}:
        raise typer.BadParameter(f"operator, officer or moderator, not {role!r}", param_hint="--role")
    place = town_by_slug(town) if town else None
    if role in TOWN_ROLES and place is None:
        raise typer.BadParameter("an officer or moderator needs the slug of a town that exists", param_hint="--town")
    where = place.id if place and role in TOWN_ROLES else None
    invite(email=email, kind=role, scope_id=where or 0, town_id=where, by=None, now=clock.now(), reason="command line")
    Console().print(f"{email} is {role}{f' of {place.name}' if place and where else ''}.")
