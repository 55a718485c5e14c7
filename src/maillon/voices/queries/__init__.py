"""Reads for pages and for outsiders: frozen dataclasses, few queries each, figures from counters."""
from __future__ import annotations

from .cards import ShopRef, VoiceCard
from .desk_voices import DeskVoice, Filters, desk_voices
from .glance import Glance, glance
from .hearing import hearing
from .paging import Page

__all__ = ["DeskVoice", "Filters", "Glance", "Page", "ShopRef", "VoiceCard", "desk_voices", "glance", "hearing"]
