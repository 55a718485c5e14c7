"""What every template may call: the filters and globals the Jinja environment adds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from babel import Locale, UnknownLocaleError, dates, numbers
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from .charts import clock, columns, dots, effect, spark, thumbs_sentence, usual, usual_words
from .facade import facade
from .icons import icon, logo
from .marks import lead_for, mark_text, straight
from .townmap import heat_steps, town_map
from .typography import FIXED, ordinals, typo

_SKELETONS = {"day": "MMMEd", "month": "yMMMM", "weekday": "EEEE", "monthday": "MMMd", "longday": "MMMMd"}


def locale_of(language: str | None = None) -> Locale:
    """The Babel locale of a language code, or of the page; English when Babel does not know it."""
    try:
        return Locale.parse((language or translation.get_language() or "en").replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def localdate(value: date | datetime, form: str = "long", language: str | None = None) -> str:
    """A date in the reader's words. `form`: full, long, medium, short, day, monthday (short), longday, month or weekday.

    An aware datetime is first put into the active time zone (the town's).
    """
    if isinstance(value, datetime):
        value = _local(value)
    locale = locale_of(language)
    if form == "weekday":
        return dates.format_date(value, "EEEE", locale=locale)
    if form in _SKELETONS:
        return dates.format_skeleton(_SKELETONS[form], value, locale=locale)
    return dates.format_date(value, form, locale=locale)


def localtime(value: datetime, language: str | None = None) -> str:
    """The time of day: "8:12 AM", "08:12"; in French "8 h 12" and "8 h", which Babel does not know."""
    locale, time = locale_of(language), _local(value).time()
    if locale.language == "fr":
        return f"{time.hour}{FIXED}h" + (f"{FIXED}{time.minute:02}" if time.minute else "")
    return dates.format_time(time, "short", locale=locale)


def ago(value: datetime, now: datetime | None = None, language: str | None = None) -> str:
    """Such as "12 min ago"; both datetimes aware. Under a minute, or ahead of `now` (clock skew), is "just now"."""
    seconds = int(((now or timezone.now()) - value).total_seconds())
    if seconds < 60:
        return _("just now")
    return dates.format_timedelta(
        -seconds, granularity="minute", threshold=1.2, add_direction=True, format="short",
        locale=locale_of(language),
    )  # fmt: skip


def number(value: float, language: str | None = None) -> str:
    """Grouped as the reader writes it."""
    return numbers.format_decimal(value, locale=locale_of(language))


def percent(value: float, language: str | None = None) -> str:
    """0.12 → "12%"."""
    return numbers.format_percent(value, locale=locale_of(language))


def language_name(code: str, language: str | None = None) -> str:
    """The name of a language in the reader's own: "Polish", "polonais"; the code when unknown."""
    name = locale_of(language).languages.get(code.split("-")[0])
    return str(name) if name else code


def isotime(value: date | datetime) -> str:
    """For `<time datetime="…">`."""
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else value.isoformat()


def _local(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


FILTERS: dict[str, Callable[..., Any]] = {
    "ago": ago, "isotime": isotime, "language_name": language_name, "localdate": localdate, "localtime": localtime,
    "number": number, "ordinals": ordinals, "percent": percent,
    "straight": straight, "typo": typo,
}  # fmt: skip

GLOBALS: dict[str, Any] = {
    "clock": clock, "columns": columns, "dots": dots, "effect": effect, "facade": facade, "heat_steps": heat_steps,
    "icon": icon, "lead_for": lead_for, "logo": logo, "mark_text": mark_text, "spark": spark,
    "thumbs_sentence": thumbs_sentence, "town_map": town_map, "usual": usual, "usual_words": usual_words,
}  # fmt: skip
