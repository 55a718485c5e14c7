"""Letters, written at the moment they are sent: what was withdrawn until then is in none of them."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext, gettext_noop, ngettext

from maillon.accounts.public import may_see_zone_dashboard
from maillon.core.ui.typography import typo
from maillon.voices.public import ToldVoice, period_summary, voices_by_ref

from ..actions.alert import concerns
from ..models import Delivery, Subscription
from ..permissions import may_be_told
from ..queries.places import About, about_one
from ..rules import headline as headlines
from ..rules.rhythm import Period
from . import words


class Withheld(Exception):
    """There is a good reason not to send this letter; `str` of it is kept with the delivery. `ends`: no more at all."""

    def __init__(self, reason: str, ends: bool = False) -> None:
        super().__init__(reason)
        self.ends = ends


def host() -> str:
    return urlsplit(settings.PUBLIC_URL).hostname or "localhost"


def address(name: str, **kwargs: Any) -> str:
    return settings.PUBLIC_URL + reverse(name, kwargs=kwargs)


def compose(row: Delivery) -> EmailMultiAlternatives:
    """Write the letter of a delivery in its reader's language. Raises Withheld."""
    subscription = row.subscription
    person, town = subscription.person, subscription.town
    if not person.is_active:
        raise Withheld(gettext_noop("the reader has left"))
    if subscription.ended_at is not None:
        raise Withheld(gettext_noop("the subscription was ended"))
    if not may_be_told(person, town_id=town.pk, scope=subscription.scope, ref_id=subscription.ref_id,
                       what=subscription.what):
        raise Withheld(gettext_noop("the reader no longer holds the role"), ends=True)
    about = about_one(town.pk, subscription.scope, subscription.ref_id)
    if about is None:
        raise Withheld(gettext_noop("what it was about is gone"))
    with spoken(person.language or about.language, about.time_zone):
        subject, context = CONTENTS[row.kind](row, about)
        return _envelope(row, about, subject, context)


@contextmanager
def spoken(language: str, time_zone: str) -> Iterator[None]:
    known = language if language in settings.LANGUAGE_NAMES else settings.LANGUAGE_CODE
    with translation.override(known), timezone.override(ZoneInfo(time_zone)):
        yield


def _envelope(row: Delivery, about: About, subject: str, context: dict[str, Any]) -> EmailMultiAlternatives:
    page, open_url = opened(about, row.subscription.person)
    unsubscribe = address("unsubscribe", token=row.subscription.token)
    context |= {"about": about, "subject": subject, "unsubscribe_url": unsubscribe, "choices_url": address("digests"),
                "open_url": open_url, "open_words": words.opens(page), "lang": translation.get_language(), "words": words,
                "sample": settings.SAMPLE, "kind": row.kind}
    letter = EmailMultiAlternatives(
        subject=subject, body=_render("txt", row.kind, context), to=[row.subscription.person.email],
        headers={"Message-ID": row.message_id, "List-Unsubscribe": f"<{unsubscribe}>",
                 "List-Unsubscribe-Post": "List-Unsubscribe=One-Click", "List-Id": _list_id(row, about),
                 "Auto-Submitted": "auto-generated", "Content-Language": translation.get_language() or "en"})
    letter.attach_alternative(_render("html", row.kind, context), "text/html")
    return letter


def _render(form: str, kind: str, context: dict[str, Any]) -> str:
    name = "digest" if kind == "digest" else "alert"
    return render_to_string(f"relay/mail/{name}.{form}", context, using="jinja2").strip() + "\n"


def _list_id(row: Delivery, about: About) -> str:
    """RFC 2919: lets a reader file what comes about one place."""
    return f"<{row.subscription.what}.{about.ref}.{about.scope}.{about.town_slug}.{host()}>"


def opened(about: About, person: Any) -> tuple[str, str]:
    """Return the page that opens what the letter tells of, and its address: what this reader may open."""
    if about.scope == "shop":
        return "desk", address("desk", shop_id=about.ref)
    if may_see_zone_dashboard(person, about.town_id):
        page = address("zone-dashboard", town=about.town_slug)
        return "zone-dashboard", f"{page}?zone={about.ref}" if about.scope == "zone" else page
    return "town", address("town", town=about.town_slug)


def _digest(row: Delivery, about: About) -> tuple[str, dict[str, Any]]:
    assert row.digest is not None
    period = Period(row.digest.since, row.digest.until)
    summary = period_summary(town_id=about.town_id, scope=about.scope, ref_id=about.ref_id, since=period.since,
                             until=period.until)
    headline = headlines.choose(summary.counts, summary.usual.high if summary.usual else None)
    return words.subject(about.name, headline, period), {
        "period": words.days(period), "asked": row.digest.asked, "summary": summary,
        "statement": words.statement(headline), "aspects": _aspects(summary.counts), "voices": summary.voices}


def _aspects(counts: Any) -> list[tuple[str, int, int]]:
    """(name, liked, disliked) of each aspect that was named, the most named first."""
    found = []
    for aspect, name in words.ASPECTS.items():
        up, down = counts.get(f"aspect:{aspect}:up", 0), counts.get(f"aspect:{aspect}:down", 0)
        if up + down > 0:
            found.append((str(name), up, down))
    return sorted(found, key=lambda row: -(row[1] + row[2]))


def _alert(row: Delivery, about: About) -> tuple[str, dict[str, Any]]:
    voices = _standing([row.voice_ref], row.subscription)
    said = voices[0]
    shop = about.name if about.scope == "shop" else next((shop.name for shop in said.shops if not shop.disputed), "")
    place = shop or said.street or said.zone or about.name
    return words.one_line(typo(gettext("%(place)s: danger reported") % {"place": place})), {"voices": voices}


def _summary(row: Delivery, about: About) -> tuple[str, dict[str, Any]]:
    refs = list(row.carried.filter(state="sending").order_by("queued_at", "pk").values_list("voice_ref", flat=True))
    voices = _standing(refs, row.subscription)
    n = len(voices)
    said = ngettext("%(place)s: %(n)s more danger reported", "%(place)s: %(n)s more dangers reported", n)
    return words.one_line(typo(said % {"place": about.name, "n": n})), {"voices": voices}


def _standing(refs: list[str], subscription: Subscription) -> list[ToldVoice]:
    """Those voices that still stand, still speak of danger and are still about what the reader is told of.

    Raises Withheld when none is.
    """
    found = voices_by_ref(refs)
    standing = (found[ref] for ref in refs if ref in found)
    voices = [voice for voice in standing if voice.safety and concerns(subscription, voice)]
    if not voices:
        raise Withheld(gettext_noop("the voice was withdrawn or corrected before it was sent"))
    return voices


CONTENTS = {"digest": _digest, "alert": _alert, "summary": _summary}
