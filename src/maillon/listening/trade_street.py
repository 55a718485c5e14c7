""" "The bakery in rue Lepic", "the Georgian in rue des Martyrs": a shop meant without its name."""

from __future__ import annotations

from maillon.listening.candidates import Candidate, Found, put
from maillon.listening.entries import Evidence
from maillon.listening.fitting import apart_by_name
from maillon.listening.gazetteer import Gazetteer
from maillon.listening.page import Hit, Page
from maillon.listening.weights import UNSETTLED, total
from maillon.listening.whereabouts import Named, Whereabouts

_BETWEEN = 5
_NAMED = -1.0


def trade_in_street(page: Page, gazetteer: Gazetteer, where: Whereabouts, found: Found) -> None:
    """A link only where one shop of that trade stands in that street."""
    streets = [n for n in where.named if n.kind == "street" and not n.core and not n.excluded]
    if not streets:
        return
    inside = {k for h in page.shops if h.j - h.i > 1 for k in range(h.i, h.j)}
    for place in streets:
        if any(gazetteer.shop_street[c.shop] == place.zone and total(c.features, found.table) > _NAMED for c in found.values()):
            continue  # a shop of that street is named: the trade is said of it
        for hit in _nearest(page, place):
            if inside.intersection(range(hit.i, hit.j)) or any(h.j == hit.i or hit.j == h.i for h in page.shops):
                continue
            if page.cue_before("place_before", hit.i, gap=1):
                continue
            shops = _of_trade(gazetteer, _wanted(page, hit), place)
            if len(shops) != 1:
                continue
            text, start, end = page.quote(hit.i, hit.j)
            evidence = [Evidence("trade", text, start, end), place.evidence(page)]
            if page.cue_before("indefinite", hit.i, gap=1) or page.cue_before("negation", hit.i, gap=1):
                put(found, Candidate(shops[0], {"trade_street_vague": 1.0}, evidence, cap=UNSETTLED))
            else:
                put(found, Candidate(shops[0], {"trade_street": 1.0}, evidence))


def _nearest(page: Page, place: Named) -> list[Hit]:
    """Trades and cuisines that stand beside the street in the same sentence; "Greek restaurant" speaks as one."""
    near = [
        t
        for t in (*page.trades, *page.cuisines)
        if 0 <= max(place.i - t.j, t.i - place.j) <= _BETWEEN and not _breaks(page, t, place)
    ]
    return near


def _wanted(page: Page, hit: Hit) -> list[set[str]]:
    """The trades that the phrase at `hit` asks for, all of which a shop must have: "Greek" and "restaurant"."""
    wanted = [{str(r[1]) for r in hit.refs}]
    for other in (*page.trades, *page.cuisines):
        if (
            other is not hit
            and (0 <= other.i - hit.j <= 1 or 0 <= hit.i - other.j <= 1)
            and page.joined(min(hit.j, other.j) - 1, max(hit.i, other.i))
        ):
            told = {str(r[1]) for r in other.refs}
            if told not in wanted:
                wanted.append(told)
    cuisines = [w for w in wanted if any(t.startswith("cuisine:") for t in w)]
    return cuisines or wanted


def _breaks(page: Page, hit: Hit, place: Named) -> bool:
    """Whether a full stop stands between the trade and the street."""
    first, last = (hit.j - 1, place.i) if hit.j <= place.i else (place.j - 1, hit.i)
    return any(c in ".!?\n。" for c in page.between(first, last))


def _of_trade(gazetteer: Gazetteer, wanted: list[set[str]], place: Named) -> list[int]:
    """Shops of the trades in a street, those counted too whose street is unknown but which stand at it."""
    standing = gazetteer.shops_in_street.get(place.zone, []) + gazetteer.beside_street(place.zone)
    out = sorted({s for s in standing if all(not w.isdisjoint(gazetteer.trades[s]) for w in wanted)})
    if place.number and len(out) > 1:
        same = [s for s in out if gazetteer.shops[s].housenumber.split(" ")[0] == place.number]
        out = same or out
    return apart_by_name(gazetteer, out)
