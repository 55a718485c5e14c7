"""How often a source is visited: often while it speaks, seldom while it is silent, ever more seldom while it fails."""
from __future__ import annotations

import datetime as dt

LEASE = dt.timedelta(minutes=5)          # a visit not over by then is taken to be dead and is started again
LONGEST_BACK_OFF = dt.timedelta(hours=1)


def next_visit(now: dt.datetime, last_gap: dt.timedelta, brought: bool, often: dt.timedelta,
               seldom: dt.timedelta) -> dt.datetime:
    """Return the next visit: after `often` when the last brought something, else twice the last gap, at most `seldom`."""
    gap = often if brought else min(max(last_gap * 2, often), seldom)
    return now + gap


def after_failure(now: dt.datetime, failures: int, chance: float, often: dt.timedelta,
                  retry_after: float | None = None) -> dt.datetime:
    """Return the next try. Full jitter (`chance` in [0, 1)) over a doubling gap, so that many sources do not come at once.

    A source that named `retry_after` seconds is not visited earlier.
    """
    ceiling = min(often * 2 ** min(failures, 20), LONGEST_BACK_OFF)
    wait = often + (ceiling - often) * chance if ceiling > often else often
    if retry_after is not None:
        wait = max(wait, dt.timedelta(seconds=min(retry_after, 86_400)))
    return now + wait
