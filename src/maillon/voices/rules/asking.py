"""Which doubtful voices a moderator is asked about, and which first: where an answer teaches most."""
from __future__ import annotations

import datetime as dt

UNLIKELY = 0.1
"""A voice of which no link is likelier is asked about only on demand: nearly sure to be nothing, as far as the ear can tell."""
BANDS = 10
"""Probabilities as near as a tenth count as equally near to the threshold: among those the newest comes first."""
Rank = tuple[bool, int, float, int]


def rank(*, best: float, claimed: bool, written_at: dt.datetime, voice_id: int) -> Rank:
    """The place of a voice in the queue, the least first. `best`: its likeliest doubtful link, which lies below the threshold,
    so that the likeliest is the nearest to it. `claimed`: a shop said "it is us", and waits."""
    return not claimed, -int(best * BANDS), -written_at.timestamp(), voice_id
