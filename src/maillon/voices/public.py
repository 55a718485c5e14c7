"""The door of voices: posts written here, what was said, summed up or as it leaves the house, and the figures' proof.

Do NOT return model rows or QuerySets.
"""
from __future__ import annotations

from .actions import CorrectionRefused
from .actions.counters import differences, recount
from .actions.follow import follow_import, follow_merge
from .actions.sample import catch_up, set_up_sample
from .actions.square import TextRefused, delete_from_square, write_on_square
from .events import PostsRead
from .queries.square import SquarePost, square_posts
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
from .web.panels_wording import reading_name, tool_name

__all__ = [
    "Blind", "CorrectionRefused", "PeriodSummary", "PostsRead", "SquarePost", "TextRefused", "ToldShop", "ToldVoice",
    "catch_up", "dangers_told_by", "delete_from_square", "differences", "follow_import", "follow_merge", "period_summary",
    "reading_name", "recount", "set_up_sample", "square_posts", "tool_name", "voices_by_ref", "voices_page", "write_on_square",
]
