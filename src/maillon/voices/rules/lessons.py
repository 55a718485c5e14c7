"""What a decision about one link teaches: the words that named the shop."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

# what may be taught, the most telling first; a street, a trade or a geotag names no shop
NAMING = ("alias", "name", "typo", "hashtag")
LONGEST = 200

Evidence = Sequence[dict[str, Any]]


def alias_of(evidence: Evidence, others: Sequence[Evidence] = ()) -> str:
    """Return the words of a text that stood for the shop, or "" when there are none to learn.

    Words on which links to `others` rest too are not learnt: a moderator's choice of a branch for one post must not
    give that branch every post that says the chain's bare name.
    """
    shared = {_folded(each["text"]) for one in others for each in one if each["kind"] in NAMING}
    for kind in NAMING:
        for each in evidence:
            if each["kind"] == kind and 0 < len(each["text"]) <= LONGEST and _folded(each["text"]) not in shared:
                return " ".join(str(each["text"]).lstrip("#").split())
    return ""


def _folded(text: str) -> str:
    return " ".join(text.casefold().lstrip("#").split())
