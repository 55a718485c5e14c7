"""Reads for pages and for outsiders: frozen dataclasses, few queries each, figures from counters."""
from __future__ import annotations

from .cards import ShopRef, VoiceCard
from .desk_voices import DeskVoice, Filters, desk_voices, opening
from .disputes import Dispute, disputes
from .glance import Glance, glance
from .hearing import hearing
from .listing import Choice, voices_of_town
from .paging import Page
from .town_says import PlaceSays, TownSays, shop_says, spoken_of, street_says, town_says
from .unsure import Unsure, UnsureQueue, unsure
from .zone_week import AspectWeek, StreetWeek, ZoneWeek, aspect_weeks, street_weeks, zone_week

__all__ = [
    "AspectWeek", "Choice", "DeskVoice", "Dispute", "Filters", "Glance", "Page", "PlaceSays", "ShopRef", "StreetWeek",
    "TownSays", "Unsure", "UnsureQueue", "VoiceCard", "ZoneWeek", "aspect_weeks", "desk_voices", "disputes", "glance",
    "hearing", "opening", "shop_says", "spoken_of", "street_says", "street_weeks", "town_says", "unsure",
    "voices_of_town", "zone_week",
]
