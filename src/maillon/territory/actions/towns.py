from __future__ import annotations

import datetime as dt
import zoneinfo

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from maillon.core import audit
from maillon.core.ui import contrast

from ..models import Town
from ..rules.naming import clean, slug_of

RESERVED = frozenset({"me", "desk", "town", "api", "sample", "accounts", "static", "operator", "language", "search", "shops"})


class TownRefused(ValueError):
    """The town cannot be made as asked; the text says why and how to mend it."""


@transaction.atomic
def make_town(
    *,
    slug: str,
    name: str,
    by: int | None,
    now: dt.datetime,
    kind: str = Town.Kind.TOWN,
    motto: str = "",
    time_zone: str = "Europe/Paris",
    language: str = "fr",
    awning: str = "",
    credit: str = "",
) -> int:
    """Make a town and return its primary key. Raises TownRefused."""
    name = clean(name)
    _check(slug, name, kind, time_zone, language, awning)
    town = Town.objects.create(
        slug=slug,
        name=name[:120],
        kind=kind,
        motto=motto[:200],
        time_zone=time_zone,
        language=language,
        awning=awning,
        credit=credit[:300],
    )
    audit.record(
        action="town.made", object_kind="town", object_id=town.public_id, by=by, now=now, town_id=town.pk, detail={"slug": slug}
    )
    return town.pk


def _check(slug: str, name: str, kind: str, time_zone: str, language: str, awning: str) -> None:
    if not slug.isascii() or slug_of(slug) != slug or len(slug) > 60:
        better = "".join(c for c in slug_of(slug or name) if c.isascii())[:60].strip("-") or "my-town"
        raise TownRefused(_("A town's address has small letters, digits and hyphens: perhaps “%(better)s”.") % {"better": better})
    if slug in RESERVED:
        raise TownRefused(_("“%(slug)s” is an address of the portal itself; take another one.") % {"slug": slug})
    if not name:
        raise TownRefused(_("A town needs a name."))
    if Town.objects.filter(slug=slug).exists():
        raise TownRefused(_("There is already a town at “%(slug)s”.") % {"slug": slug})
    if kind not in Town.Kind.values:
        raise TownRefused(_("The kind is one of %(kinds)s.") % {"kinds": ", ".join(Town.Kind.values)})
    if language not in settings.LANGUAGE_NAMES:
        raise TownRefused(_("The language is one of %(codes)s.") % {"codes": ", ".join(settings.LANGUAGE_NAMES)})
    try:
        zoneinfo.ZoneInfo(time_zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        raise TownRefused(_("“%(zone)s” is not a time zone such as Europe/Paris.") % {"zone": time_zone}) from None
    if awning:
        _check_awning(awning)


def _check_awning(colour: str) -> None:
    try:
        good = contrast.passes(colour)
    except ValueError:
        raise TownRefused(_("A colour is written like #14513f.")) from None
    if not good:
        raise TownRefused(
            _("Text on %(colour)s would be hard to read; %(better)s is the nearest colour that works.")
            % {"colour": colour, "better": contrast.nearest_passing(colour)}
        )
