"""What a decision about one link teaches: the words that named the shop."""
from __future__ import annotations

import unicodedata
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
    shared = {_bare(each["text"]) for one in others for each in one if each["kind"] in NAMING}
    for kind in NAMING:
        for each in evidence:
            if each["kind"] == kind and 0 < len(each["text"]) <= LONGEST and _bare(each["text"]) not in shared:
                return " ".join(str(each["text"]).lstrip("#").split())
    return ""


def rests_on(evidence: Evidence, alias: str) -> bool:
    """Whether words of the text that stood for the shop may be those of the lesson `alias`, with an article or without.

    Rather one voice too many is heard again than one too few: the ear decides.
    """
    taught = _bare(alias)
    said = [_bare(each["text"]) for each in evidence if each["kind"] in NAMING]
    return any(words.endswith(taught) or taught.endswith(words) for words in said if words)


def _bare(text: str) -> str:
    """Letters and digits only, without accents and capitals."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if sign.isalnum())
