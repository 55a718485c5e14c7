"""Why a shop is not linked unasked: the features that speak against a candidate, in a few words that stay."""

from __future__ import annotations

from collections.abc import Mapping

FROM = {
    "namesake": ("shared_name",),
    "shared_account": ("identity_shared",),
    "chain": ("chain",),
    "landmark": ("only_where", "maybe_where", "way"),
    "other_town": ("elsewhere", "strange_after"),
    "other_street": ("wrong_street", "wrong_quarter"),
    "far": ("outside",),
    "vague": ("trade_street_vague", "any_one"),
    "misspelt": ("typo", "typo_spaced", "typo_two", "sounds"),
    "part": ("short", "part", "tail", "local"),
    "common_word": ("common_name", "lower_common", "one_case_common", "trade_word"),
    "small_letters": ("lower_alone",),
    "other_meaning": (
        "work", "person", "dish", "dish_words", "world_name", "world_more", "famous_part", "first_name", "rare_first_name",
        "zone_like", "zone_same", "longer",
    ),
}  # fmt: skip
"""Doubt → the features that raise it; the gravest first. Features come and go with the weights, doubts stay."""
DOUBTS = tuple(FROM)


def doubts(features: Mapping[str, float]) -> tuple[str, ...]:
    """What makes a candidate with these features doubtful, the gravest first; empty where too little speaks for it."""
    return tuple(doubt for doubt, raised_by in FROM.items() if any(features.get(name, 0.0) >= 0.5 for name in raised_by))
