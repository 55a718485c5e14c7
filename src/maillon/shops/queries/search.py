"""Search as you type over shops, trades and streets: folded words by their beginnings, the same SQL on both databases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from maillon.territory.public import beginnings, clean, fold, street_key

from ..wording import trade_name, trades_beginning

MOST_WORDS, LONGEST_TOKEN, ENOUGH = 6, 60, 300  # words looked at; matches ranked at most (a single letter has thousands)


@dataclass(frozen=True)
class Found:
    """One answer. `kind` is shop, trade or street; `key` what its address needs; `detail` a line beside the name."""

    kind: str
    name: str
    key: str
    slug: str = ""
    detail: str = ""
    trade: str = ""


def search(town_id: int, text: str, language: str, most: int = 12) -> list[Found]:
    """Trades and streets first if few, then shops; those whose name begins with the text before those that hold it.

    Two queries. Any script; empty or meaningless text finds nothing.
    """
    text = clean(text)[:80]
    words = (fold(text) or text.casefold()).split()[:MOST_WORDS]
    if not words:
        return []
    trades = [Found("trade", trade_name(trade), trade) for trade in trades_beginning(text, language, 3)]
    streets = [Found("street", name, slug, slug) for name, slug in _streets(town_id, text, words, 4)]
    shops = [
        Found("shop", name, public_id, slug, detail=_detail(trade, number, street), trade=trade)
        for public_id, name, slug, trade, number, street in _shops(town_id, words, most)
    ]
    return [*trades, *streets, *shops]


def _detail(trade: str, number: str, street: str | None) -> str:
    place = " ".join(part for part in (number, street or "") if part)
    return ", ".join(part for part in (trade_name(trade), place) if part)


def _shops(town_id: int, words: list[str], most: int) -> list[tuple[Any, ...]]:
    """Names that begin with the whole text, and names that hold a word beginning with each of the words."""
    low, high = beginnings(" ".join(words))
    tokens, values = _tokens(town_id, "shop", words)
    sql = f"""
        SELECT s.public_id, s.name, s.slug, s.trade, s.housenumber, st.name
        FROM (SELECT id, MIN(place) AS place FROM (
                SELECT * FROM (SELECT id, 0 AS place FROM shops_shop WHERE town_id = %s AND closed_on IS NULL
                                AND folded >= %s AND folded < %s ORDER BY folded LIMIT %s) a
                UNION ALL
                SELECT * FROM (SELECT ref_id AS id, 1 AS place FROM ({tokens}) t LIMIT %s) b) c GROUP BY id) f
        JOIN shops_shop s ON s.id = f.id LEFT JOIN territory_street st ON st.id = s.street_id
        WHERE s.closed_on IS NULL ORDER BY f.place, s.folded, s.id LIMIT %s"""
    return _all(sql, [town_id, low, high, most, *values, ENOUGH, most])


def _streets(town_id: int, text: str, words: list[str], most: int) -> list[tuple[Any, ...]]:
    """By the words as typed, and with the short form of the street's kind written out ("bd" is in no name)."""
    written_out = street_key(text)
    low, high = beginnings(written_out or words[0])
    either = [_tokens(town_id, "street", some) for some in {tuple(words), tuple(written_out.split()[:MOST_WORDS] or words)}]
    tokens = " UNION ".join(f"SELECT ref_id FROM ({part}) w{n}" for n, (part, _values) in enumerate(either))
    values = [value for _part, some in either for value in some]
    sql = f"""
        SELECT DISTINCT st.name, st.slug, st.folded, CASE WHEN st.folded >= %s AND st.folded < %s THEN 0 ELSE 1 END AS place
        FROM ({tokens}) t JOIN territory_street st ON st.id = t.ref_id
        ORDER BY place, st.folded LIMIT %s"""
    return [row[:2] for row in _all(sql, [low, high, *values, most])]


def _tokens(town_id: int, kind: str, words: Sequence[str]) -> tuple[str, list[Any]]:
    """A query for what has, for every word, a token that begins with it: ranges of one index, intersected.

    Single Latin letters are not kept as tokens ("l'", "d'"), so they are not asked for beside other words.
    """
    asked = [word for word in words if len(word) > 1 or not word.isascii() or word.isdigit()] or words
    part = "SELECT ref_id FROM shops_searchtoken WHERE town_id = %s AND kind = %s AND token >= %s AND token < %s"
    values = [value for word in asked for value in (town_id, kind, *beginnings(word[:LONGEST_TOKEN]))]
    return " INTERSECT ".join([part] * len(asked)), values


def _all(sql: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
