"""Misspelt names: words left over that look like a name and stand one slip from one."""

from __future__ import annotations

from maillon.listening.commonness import zipf
from maillon.listening.gazetteer import Gazetteer
from maillon.listening.names import ARTICLES
from maillon.listening.page import Hit, Page

_MOST_WINDOWS = 24
_WEIGHT = -0.4
_SPACED = -0.1


def slips(page: Page, gazetteer: Gazetteer) -> list[tuple[Hit, float]]:
    """Names one slip away from words that nothing else explains, each with its weight in log-odds."""
    size = page.size
    if not size or size > 4000:
        return []
    covered = bytearray(size)
    for h in (*page.shops, *page.zones, *page.trades):
        covered[h.i : h.j] = b"\1" * (h.j - h.i)
    words = page.tokens.words
    caseless = page.text == page.text.lower()
    out: list[tuple[Hit, float]] = []
    tried = 0
    i = 0
    while i < size and tried < _MOST_WINDOWS:
        step = 1
        if not covered[i] and words[i].isascii() and _may_start(page, i, caseless):
            for length in (3, 2, 1):
                j = i + length
                if j > size or any(covered[i:j]) or not _whole(page, i, j):
                    continue
                window = words[i:j]
                if all(zipf(w) >= 3.6 or w in ARTICLES for w in window):
                    continue
                tried += 1
                found = gazetteer.typos.find(" ".join(window))
                if found and len(found) <= 4:
                    nearest = found[0][1]
                    hit = _as_hit(gazetteer, [n for n, d in found if d == nearest], i, j)
                    if hit is not None:
                        out.append((hit, _WEIGHT if nearest else _SPACED))
                        step = length
                        break
        i += step
    return out


def _may_start(page: Page, i: int, caseless: bool) -> bool:
    if page.capital(i) or page.before(i).endswith(("#", "@", '"', "«", "“", "「")):
        return True
    if page.cue_before("locative", i, gap=1):
        return zipf(page.tokens.words[i]) < 3.6 or (i + 1 < page.size and page.capital(i + 1))
    return caseless and zipf(page.tokens.words[i]) < 3.4 and len(page.tokens.words[i]) >= 6


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
