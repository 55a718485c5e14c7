"""Atom (RFC 4287) of the voices about a place."""
from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from maillon.core.ui.marks import straight
from maillon.core.ui.typography import typo
from maillon.voices.public import ToldVoice

from ..mailing.letters import address, host
from ..mailing.words import KINDS, shorten
from ..queries.places import About
from ..rules.web_address import web_address

ATOM = "http://www.w3.org/2005/Atom"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, not even escaped."""
EMPTY = "1970-01-01T00:00:00+00:00"


def clean(text: str) -> str:
    return NOT_XML.sub("\ufffd", straight(text))


def atom(about: About, voices: Sequence[ToldVoice], *, own: str, following: str) -> str:
    """Return the feed as a document. The feed's author is the town; those of the voices stand where they wrote."""
    ET.register_namespace("", ATOM)
    feed = ET.Element(f"{{{ATOM}}}feed", {XML_LANG: translation.get_language() or "en"})
    _add(feed, "id", own)
    _add(feed, "title", typo(_("What is said about %(place)s") % {"place": about.name}))
    if settings.SAMPLE:
        _add(feed, "subtitle", _("Sample town: the shops are real or invented, every voice is invented."))
    _add(feed, "updated", max((voice.written_at for voice in voices), default=None) or EMPTY)
    _add(_add(feed, "author"), "name", about.town_name)
    _add(feed, "link", rel="self", href=own, type="application/atom+xml")
    page = page_of(about)
    _add(feed, "link", rel="alternate", href=page, type="text/html")
    if following:
        _add(feed, "link", rel="next", href=following)
    _add(feed, "generator", "Maillon")
    for voice in voices:
        _entry(feed, page, voice)
    return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + ET.tostring(feed, encoding="unicode") + "\n"


def page_of(about: About) -> str:
    """The page where what the feed tells is read: the shop's own, else the town's."""
    if about.scope == "shop":
        return address("shop", town=about.town_slug, slug=about.slug, shop_id=about.ref)
    return address("town", town=about.town_slug)


def _entry(feed: ET.Element, page: str, voice: ToldVoice) -> None:
    entry = _add(feed, "entry")
    if voice.lang:
        entry.set(XML_LANG, voice.lang)
    _add(entry, "id", f"tag:{host()},2025:voice:{voice.public_id}")
    _add(entry, "title", shorten(voice.text, 80))
    _add(entry, "updated", voice.written_at)
    _add(entry, "published", voice.written_at)
    _add(entry, "content", voice.text, type="text")
    _add(entry, "link", rel="alternate", href=web_address(voice.url) or page)
    _add(entry, "category", term=f"stance:{voice.stance}")
    _add(entry, "category", term=f"kind:{voice.kind}", label=str(KINDS.get(voice.kind, voice.kind)))
    if voice.safety:
        _add(entry, "category", term="danger")
    if voice.sample:
        _add(entry, "category", term="sample", label=_("invented for the sample town"))
    for shop in voice.shops:
        _add(entry, "category", term=f"shop:{shop.public_id}", label=shop.name)


def _add(parent: ET.Element, name: str, text: object = None, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{ATOM}}}{name}", {key: clean(value) for key, value in attributes.items()})
    if text is not None:
        moment = getattr(text, "isoformat", None)
        element.text = clean(moment(timespec="seconds") if moment else str(text))
    return element
