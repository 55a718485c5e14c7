"""What voices show on the zone dashboard."""
from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from maillon.core import clock
from maillon.core.panels import Panel, register
from maillon.core.ui.charts import usual
from maillon.core.ui.townmap import Label, StreetHeat, heat_steps, town_map
from maillon.core.web.asks import Place, may
from maillon.shops.public import points_by_street

from ..queries.disputes import Dispute, disputes
from ..queries.hearing import hearing
from ..queries.unsure import UnsureQueue, unsure
from ..queries.zone_week import StreetWeek, ZoneWeek, zone_week
from ..rules.hearing import Hearing
from . import dashboard_words as words
from . import panels_wording as wording
from .panels_drawing import fragment, once

ROWS = 8


def register_panels() -> None:
    register(Panel("voices-week", "zone", 100, draw_week, "top"))
    register(Panel("voices-streets", "zone", 200, draw_streets, "main"))
    register(Panel("voices-aspects", "zone", 300, draw_aspects, "main"))
    register(Panel("voices-unsure", "zone", 600, draw_unsure, "main"))
    register(Panel("voices-disputes", "zone", 700, draw_disputes, "side"))
    register(Panel("voices-hearing", "zone", 800, draw_hearing, "side"))
    register(Panel("voices-unsure-nav", "zone_nav", 100, nav_unsure))
    register(Panel("voices-disputes-nav", "zone_nav", 200, nav_disputes))
    register(Panel("voices-lessons-nav", "zone_nav", 250, nav_lessons))


def week_of(request: HttpRequest, about: dict[str, Any]) -> ZoneWeek:
    return once(request, "zone_week", lambda: zone_week(
        about["town_id"], about["time_zone"], clock.now(), zone_id=about["zone_id"], inside=about["inside"]))


def unsure_of(request: HttpRequest, about: dict[str, Any]) -> UnsureQueue | None:
    """None for somebody who may not decide."""
    if not may(request.user, "may_moderate", Place(town_id=about["town_id"])):
        return None
    return once(request, "unsure", lambda: unsure(about["town_id"]))


def disputes_of(request: HttpRequest, about: dict[str, Any]) -> list[Dispute] | None:
    if not may(request.user, "may_moderate", Place(town_id=about["town_id"])):
        return None
    return once(request, "disputes", lambda: disputes(about["town_id"]))


def hearing_of(request: HttpRequest, about: dict[str, Any]) -> list[Hearing]:
    return once(request, "hearing", lambda: hearing(about["town_id"], clock.now()))


def begin_url(request: HttpRequest, about: dict[str, Any]) -> str:
    """Where the first source is added, for whoever runs the town; "" for others."""
    if not may(request.user, "may_run_town", Place(town_id=about["town_id"])):
        return ""
    return reverse("sources", kwargs={"town": about["slug"]})


def draw_week(request: HttpRequest, **about: Any) -> Markup:
    week, queue, listening = week_of(request, about), unsure_of(request, about), bool(hearing_of(request, about))
    return fragment(request, "voices/_dashboard_week.html", {
        "week": week, "words": words, "wording": wording, "slug": about["slug"], "unsure": queue,
        "title": words.finding_sentence(week.finding, before=week.heard_before, listening=listening),
        "lead": words.reason(week, listening=listening), "begin": "" if listening else begin_url(request, about),
        "query": about["frame"].query,
    })


def draw_streets(request: HttpRequest, **about: Any) -> Markup:
    week = week_of(request, about)
    steps = heat_steps(street.n for street in week.streets)
    return fragment(
        request,
        "voices/_dashboard_streets.html",
        {
            "week": week,
            "rows": week.streets[:ROWS],
            "rest": week.streets[ROWS:],
            "steps": steps,
            "words": words,
            "wording": wording,
            "map": street_map(about["frame"], week.streets),
            "slug": about["slug"],
            "query": about["frame"].query,
        },
    )


def street_map(frame: Any, streets: tuple[StreetWeek, ...]) -> Markup:
    """The drawn map: outline, quarters, streets by voices. A street without a line is a run of its shops' dots. One query."""
    chosen = [z.geometry for z in frame.all_zones if z.geometry and frame.zone and z.id == frame.zone.id]
    land = chosen or [z.geometry for z in frame.all_zones if z.kind == "town" and z.geometry]
    land = land or [z.geometry for z in frame.all_zones if z.kind == "district" and z.geometry]
    quarters = [
        z.geometry for z in frame.all_zones if z.kind == "quarter" and z.geometry and (not frame.zone or z.id in frame.inside)
    ]
    points = points_by_street([s.id for s in streets if not s.line])
    heat = [StreetHeat(s.name, s.n, line_of(s.line), sorted(points.get(s.id, ()))) for s in streets]
    return town_map(land, quarters=quarters, streets_heat=heat, labels=labels_of(frame),
                    label=_("Map: how many voices in each street. The table beside it gives the same figures."))


def line_of(line: dict[str, Any] | None) -> list[tuple[float, float]]:
    """The longest part of a GeoJSON line."""
    if not line:
        return []
    parts = line["coordinates"] if line["type"] == "MultiLineString" else [line["coordinates"]]
    return [(c[0], c[1]) for c in max(parts, key=len, default=[])]


def labels_of(frame: Any) -> list[Label]:
    """The districts' numbers, where their names hold one."""
    from shapely.geometry import shape

    found = []
    for zone in frame.all_zones:
        digits = "".join(c for c in zone.name if c.isdigit())
        if zone.kind == "district" and zone.geometry and 0 < len(digits) <= 2 and not frame.zone:
            spot = shape(zone.geometry).representative_point()
            found.append(Label(spot.x, spot.y, digits))
    return found


def draw_aspects(request: HttpRequest, **about: Any) -> Markup | None:
    week = week_of(request, about)
    if not any(a.n or a.usual for a in week.aspects):
        return None
    rows = [(a, usual(a.n if a.usual else None, a.usual.low if a.usual else None, a.usual.high if a.usual else None,
                      label=f"{wording.Aspect_name(a.aspect)}: {words.place_words(a.place)}")) for a in week.aspects]
    return fragment(request, "voices/_dashboard_aspects.html", {
        "rows": rows, "words": words, "wording": wording, "slug": about["slug"], "query": about["frame"].query})


def draw_hearing(request: HttpRequest, **about: Any) -> Markup:
    sources = hearing_of(request, about)
    return fragment(request, "voices/_dashboard_hearing.html", {
        "rows": wording.source_rows(sources), "begin": begin_url(request, about),
        "registers": reverse("registers", kwargs={"town": about["slug"]})})


def draw_unsure(request: HttpRequest, **about: Any) -> Markup | None:
    queue = unsure_of(request, about)
    if queue is None or not queue.n:
        return None
    return fragment(request, "voices/_dashboard_unsure.html", {
        "items": queue.items[:2], "queue": queue, "wording": wording, "slug": about["slug"], "back": "week"})


def draw_disputes(request: HttpRequest, **about: Any) -> Markup | None:
    found = disputes_of(request, about)
    if found is None:
        return None
    return fragment(
        request, "voices/_dashboard_disputes.html", {"items": found[:4], "n": len(found), "words": words, "slug": about["slug"]}
    )


def nav_unsure(request: HttpRequest, **about: Any) -> Markup | None:
    queue = unsure_of(request, about)
    if queue is None:
        return None
    count = f"{queue.n}+" if queue.more else str(queue.n or "")
    return nav_link("unsure", _("Links to check"), reverse("unsure", kwargs={"town": about["slug"]}), count, about)


def nav_disputes(request: HttpRequest, **about: Any) -> Markup | None:
    found = disputes_of(request, about)
    if found is None:
        return None
    return nav_link("disputes", _("Disputes"), reverse("disputes", kwargs={"town": about["slug"]}), str(len(found) or ""), about)


def nav_lessons(request: HttpRequest, **about: Any) -> Markup | None:
    if not may(request.user, "may_moderate", Place(town_id=about["town_id"])):
        return None
    return nav_link("lessons", _("Lessons"), reverse("lessons", kwargs={"town": about["slug"]}), "", about)


def nav_link(key: str, label: str, href: str, count: str, about: dict[str, Any]) -> Markup:
    current = Markup(' aria-current="page"') if about.get("current") == key else ""
    shown = Markup(' <span class="count">{}</span>').format(count) if count else ""
    return Markup('<a href="{}"{}>{}{}</a>').format(href, current, escape(label), shown)
