"""Misspelt names: words left over that look like a name and stand one slip from one."""

from __future__ import annotations

from maillon.listening.commonness import zipf
from maillon.listening.gazetteer import Gazetteer
from maillon.listening.names import ARTICLES
from maillon.listening.page import Hit, Page

_MOST_WINDOWS = 36
_WEIGHT = -0.4
_SPACED = -0.1


def slips(page: Page, gazetteer: Gazetteer) -> list[tuple[Hit, float]]:
    """Names one slip away from words that nothing else explains, each with its weight in log-odds."""
    size = page.size
    if not size or size > 4000:
        return []
    covered = bytearray(size)
    for h in (*page.zones, *page.trades):
        covered[h.i : h.j] = b"\1" * (h.j - h.i)
    for h in page.shops:
        covered[h.i : h.j] = b"\2" * (h.j - h.i)
    caseless = page.text == page.text.lower()
    after_locative = {k for _, j in page.cues.get("locative", ()) for k in (j, j + 1)}
    out: list[tuple[Hit, float]] = []
    budget = _MOST_WINDOWS
    i = 0
    while i < size and budget > 0:
        step = 1
        if covered[i] != 2 and _may_start(page, i, caseless, i in after_locative):
            for length in (6, 5, 4, 3, 2, 1):
                if not _worth(page, covered, i, i + length):
                    continue
                budget -= 1
                hit, weight = _nearest(page, gazetteer, i, i + length)
                if hit is not None:
                    out.append((hit, weight))
                    step = length
                    break
        i += step
    return out


def _worth(page: Page, covered: bytearray, i: int, j: int) -> bool:
    """Whether tokens [i, j) may be one misspelt name: joined, not all explained, not all everyday words."""
    if j > page.size or 2 in covered[i:j] or 0 not in covered[i:j] or not _whole(page, i, j):
        return False
    words = page.tokens.words
    return any(zipf(words[k]) < 3.6 and not covered[k] and words[k] not in ARTICLES for k in range(i, j))


def _nearest(page: Page, gazetteer: Gazetteer, i: int, j: int) -> tuple[Hit | None, float]:
    found = gazetteer.typos.find(" ".join(page.tokens.words[i:j]))
    if not found or len(found) > 4:
        return None, 0.0
    nearest = found[0][1]
    hit = _as_hit(gazetteer, [n for n, d in found if d == nearest], i, j)
    return hit, _WEIGHT if nearest else _SPACED


def _may_start(page: Page, i: int, caseless: bool, after_locative: bool) -> bool:
    start = page.tokens.starts[i]
    word = page.tokens.words[i]
    if not word.isascii():
        return False
    if page.text[start].isupper() or (start and page.text[start - 1] in '#@"«“「'):
        return True
    if after_locative:
        return zipf(word) < 3.6 or (i + 1 < page.size and page.capital(i + 1))
    return caseless and len(word) >= 6 and zipf(word) < 3.4


def _whole(page: Page, i: int, j: int) -> bool:
    return all(page.between(k, k + 1) in (" ", "-", "'", "’", "_", " & ", "  ") for k in range(i, j - 1))


def _as_hit(gazetteer: Gazetteer, names: list[str], i: int, j: int) -> Hit | None:
    table = gazetteer.pattern_index
    refs = []
    pattern = -1
    for name in names:
        k = table.get(name)
        if k is None:
            continue
        pattern = k if pattern < 0 else pattern
        refs += [r for r in gazetteer.refs[k] if r[0] == "shop" and r not in refs]
    unique = {r[1]: r for r in refs}
    return Hit(i, j, pattern, list(unique.values())) if unique else None
