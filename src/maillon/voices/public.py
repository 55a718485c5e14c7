"""The door of voices: what was said, summed up or as it leaves the house. Do NOT return model rows or QuerySets."""
from __future__ import annotations

from .events import BackfillTaken, PostsRead, VoicesWithdrawn
from .queries.told import (
    Blind,
    PeriodSummary,
    ToldShop,
    ToldVoice,
    dangers_told_by,
    period_summary,
    voices_by_ref,
    voices_page,
)

__all__ = [
    "BackfillTaken", "Blind", "PeriodSummary", "PostsRead", "ToldShop", "ToldVoice", "VoicesWithdrawn", "dangers_told_by",
    "period_summary", "voices_by_ref", "voices_page",
]
