"""Search as you type over shops, trades and streets: folded words by their beginnings, the same SQL on both databases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from maillon.territory.public import beginnings, clean, fold, street_key

from ..rules.house_numbers import number_in, numbered
from ..rules.slips import slips_between, starts_of
from ..wording import trade_name, trades_beginning

MOST_WORDS, LONGEST_TOKEN, ENOUGH = 6, 60, 300  # words looked at; matches ranked at most (a single letter has thousands)
LOOKED_THROUGH = 1500  # shops whose names are compared letter by letter when nothing else was found
SHOP = "s.public_id, s.name, s.slug, s.trade, s.housenumber, st.name"
Row = tuple[Any, ...]


@dataclass(frozen=True)
class Found:
    """One answer. `kind` is shop, trade or street; `key` what its address needs; `detail` a line beside the name.

    `guessed`: nothing is called so; this name is a slip or two away.
    """

    kind: str
    name: str
    key: str
    slug: str = ""
    detail: str = ""
    trade: str = ""
    guessed: bool = False


def search(town_id: int, text: str, language: str, most: int = 12) -> list[Found]:
    """Shops at the house number if one is typed, trades and streets if few, then shops; beginnings of names before the rest.

    At most four queries. Any script; empty or meaningless text finds nothing.
    """
    text = clean(text)[:80]
    words = (fold(text) or text.casefold()).split()[:MOST_WORDS]
    if not words:
        return []
    number, street = number_in(words)
    trades = [Found("trade", trade_name(trade), trade) for trade in _trades(town_id, trades_beginning(text, language, 12), 3)]
    streets = _streets(town_id, text, words, street, 4)
    here = [_shop(row) for row in _at(number, [row[0] for row in streets], most)] if number and streets else []
    shops = [shop for row in _shops(town_id, words, most) if (shop := _shop(row)) not in here]
    found = [*here, *trades, *(Found("street", name, slug, slug) for _pk, name, slug in streets), *shops]
    return found or [_shop(row, guessed=True) for row in _near(town_id, words, most)]


def _shop(row: Row, guessed: bool = False) -> Found:
    public_id, name, slug, trade, number, street = row
    place = " ".join(part for part in (number, street or "") if part)
    detail = ", ".join(part for part in (trade_name(trade), place) if part)
    return Found("shop", name, public_id, slug, detail, trade, guessed)


def _trades(town_id: int, trades: list[str], most: int) -> list[str]:
    """Those of which the town has a shop, in their order: a word is proposed only where it leads to something."""
    if not trades:
        return []
    part = "SELECT trade FROM shops_shop WHERE town_id = %s AND trade = %s AND closed_on IS NULL"
    one = f"SELECT * FROM ({part} LIMIT 1) t"
    sql = " UNION ALL ".join(f"{one}{n}" for n in range(len(trades)))
    held = {row[0] for row in _all(sql, [value for trade in trades for value in (town_id, trade)])}
    return [trade for trade in trades if trade in held][:most]


def _shops(town_id: int, words: list[str], most: int) -> list[Row]:
    """Names that begin with the whole text, and names that hold a word beginning with each of the words."""
    low, high = beginnings(" ".join(words))
    tokens, values = _tokens(town_id, "shop", words)
    sql = f"""
        SELECT {SHOP}
        FROM (SELECT id, MIN(place) AS place FROM (
                SELECT * FROM (SELECT id, 0 AS place FROM shops_shop WHERE town_id = %s AND closed_on IS NULL
                                AND folded >= %s AND folded < %s ORDER BY folded LIMIT %s) a
                UNION ALL
                SELECT * FROM (SELECT ref_id AS id, 1 AS place FROM ({tokens}) t LIMIT %s) b) c GROUP BY id) f
        JOIN shops_shop s ON s.id = f.id LEFT JOIN territory_street st ON st.id = s.street_id
        WHERE s.closed_on IS NULL ORDER BY f.place, s.folded, s.id LIMIT %s"""
    return _all(sql, [town_id, low, high, most, *values, ENOUGH, most])


def _streets(town_id: int, text: str, words: list[str], unnumbered: list[str], most: int) -> list[Row]:
    """(id, name, slug) by the words as typed, with the short form of the street's kind written out ("bd" is in no name),
    and without the house number."""
    plain = " ".join(unnumbered)
    written_out = street_key(plain if unnumbered != words else text)
    low, high = beginnings(written_out or words[0])
    ways = {tuple(words), tuple(unnumbered), tuple(written_out.split()[:MOST_WORDS] or words)}
    either = [_tokens(town_id, "street", some) for some in sorted(ways)]
    tokens = " UNION ".join(f"SELECT ref_id FROM ({part}) w{n}" for n, (part, _values) in enumerate(either))
    values = [value for _part, some in either for value in some]
    sql = f"""
        SELECT DISTINCT st.id, st.name, st.slug, st.folded,
            CASE WHEN st.folded >= %s AND st.folded < %s THEN 0 ELSE 1 END AS place
        FROM ({tokens}) t JOIN territory_street st ON st.id = t.ref_id
        ORDER BY place, st.folded LIMIT %s"""
    return [row[:3] for row in _all(sql, [low, high, *values, most])]


def _at(number: str, streets: Sequence[int], most: int) -> list[Row]:
    """Shops at this house number in these streets, the exact number first."""
    marks = ", ".join(["%s"] * len(streets))
    sql = f"""
        SELECT {SHOP} FROM shops_shop s JOIN territory_street st ON st.id = s.street_id
        WHERE s.street_id IN ({marks}) AND s.closed_on IS NULL AND s.housenumber LIKE %s ORDER BY s.folded, s.id LIMIT %s"""
    digits = number.rstrip("abcdefghijklmnopqrstuvwxyz")
    rows = _all(sql, [*streets, f"%{digits}%", ENOUGH])
    ranked = [(place, n, row) for n, row in enumerate(rows) if (place := numbered(fold(row[4]), number)) is not None]
    return [row for _place, _n, row in sorted(ranked, key=lambda item: item[:2])][:most]


def _near(town_id: int, words: list[str], most: int) -> list[Row]:
    """Shops a slip or two away, among those that share the first letters of most words; one bounded query."""
    starts = list(dict.fromkeys(start for word in words for start in starts_of(word)))
    if not starts:
        return []
    ranges = " OR ".join(["(token >= %s AND token < %s)"] * len(starts))
    sql = f"""
        SELECT {SHOP}, s.folded
        FROM (SELECT ref_id FROM shops_searchtoken WHERE town_id = %s AND kind = 'shop' AND ({ranges})
              GROUP BY ref_id ORDER BY COUNT(*) DESC, ref_id LIMIT %s) t
        JOIN shops_shop s ON s.id = t.ref_id LEFT JOIN territory_street st ON st.id = s.street_id
        WHERE s.closed_on IS NULL"""
    rows = _all(sql, [town_id, *(bound for start in starts for bound in beginnings(start)), LOOKED_THROUGH])
    ranked = [(slips, row[6], row[0], row) for row in rows if (slips := slips_between(words, row[6].split())) is not None]
    return [row[:6] for *_rank, row in sorted(ranked, key=lambda item: item[:3])][:most]


def _tokens(town_id: int, kind: str, words: Sequence[str]) -> tuple[str, list[Any]]:
    """A query for what has, for every word, a token that begins with it: ranges of one index, intersected.

    Single Latin letters are not kept as tokens ("l'", "d'"), so they are not asked for beside other words.
    """
    asked = [word for word in words if len(word) > 1 or not word.isascii() or word.isdigit()] or words
    part = "SELECT ref_id FROM shops_searchtoken WHERE town_id = %s AND kind = %s AND token >= %s AND token < %s"
    values = [value for word in asked for value in (town_id, kind, *beginnings(word[:LONGEST_TOKEN]))]
    return " INTERSECT ".join([part] * len(asked)), values


def _all(sql: str, values: list[Any]) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
