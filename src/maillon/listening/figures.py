"""Precision, recall and F1 of classes, of sets and of links, each with its interval.

Everything is counted from one array: for each post and class how often it was right, found and in gold.
A figure that does not exist (the precision of a class never found) is None.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from maillon.listening.intervals import middle, redrawn

Table = dict[str, Any]
Floats = NDArray[np.float64]


def label_table(pairs: Sequence[tuple[str, str]]) -> Table:
    """Figures of one label a post, from (gold, found) pairs; macro-F1 is over the classes seen in gold."""
    names = sorted({name for pair in pairs for name in pair})
    rows = _counts([({gold}, {found}) for gold, found in pairs], names)
    sums, draws = rows.sum(axis=0), redrawn(rows)
    seen = sums[:, 2] > 0
    return {
        "posts": len(pairs),
        "accuracy": _figure(_over(sums, 0, 2)),
        "macro_f1": _figure(_macro(sums, seen)),
        "f1": {name: _figure(_f1(sums)[k]) for k, name in enumerate(names) if seen[k]},
        "interval": {"accuracy": middle(_over(draws, 0, 2)), "macro_f1": middle(_macro(draws, seen))},
        "classes": _classes(names, sums, draws),
        "confusion": _confusion(pairs),
    }


def set_table(pairs: Sequence[tuple[set[str], set[str]]]) -> Table:
    """Figures of any number of labels a post, from (gold, found) sets; micro figures are over all labels together."""
    names = sorted({name for gold, found in pairs for name in gold | found})
    rows = _counts(pairs, names)
    sums, draws = rows.sum(axis=0), redrawn(rows)
    seen = sums[:, 2] > 0

    def all_of(counts: NDArray[np.int64]) -> dict[str, Floats]:
        return {
            "precision": _over(counts, 0, 1), "recall": _over(counts, 0, 2), "micro_f1": _f1(counts.sum(axis=-2)),
            "macro_f1": _macro(counts, seen),
        }  # fmt: skip

    return {
        "posts": len(pairs),
        **{name: _figure(value) for name, value in all_of(sums).items()},
        "f1": {name: _figure(_f1(sums)[k]) for k, name in enumerate(names)},
        "interval": {name: middle(value) for name, value in all_of(draws).items()},
        "classes": _classes(names, sums, draws),
    }


def pair_table(pairs: Sequence[tuple[frozenset[str], frozenset[str]]], *, interval: bool = True) -> Table:
    """Figures over (post, shop) pairs, from (gold, found) sets of shops."""
    rows = np.array([[len(g & f), len(f), len(g)] for g, f in pairs], np.int64).reshape(len(pairs), 3)
    sums = rows.sum(axis=0)
    right, found, gold = (int(n) for n in sums)
    table: Table = {"posts": len(pairs), **{name: _figure(value) for name, value in _three(sums).items()}}
    table |= {"right": right, "wrong": found - right, "missed": gold - right}
    if interval:
        table["interval"] = {name: middle(value) for name, value in _three(redrawn(rows)).items()}
    return table


def share(hits: Sequence[bool]) -> Table:
    """How many of the posts, with the interval of their share."""
    rows = np.array([[hit, 1] for hit in hits], np.int64).reshape(len(hits), 2)
    draws = redrawn(rows)
    return {
        "posts": int(rows[:, 0].sum()),
        "share": round(float(rows[:, 0].mean()), 4),
        "interval": middle(draws[:, 0] / draws[:, 1]),
    }


def _counts(pairs: Sequence[tuple[set[str], set[str]]], names: list[str]) -> NDArray[np.int64]:
    place = {name: k for k, name in enumerate(names)}
    out = np.zeros((len(pairs), len(names), 3), np.int64)
    for i, (gold, found) in enumerate(pairs):
        for column, members in enumerate((gold & found, found, gold)):
            for name in members:
                out[i, place[name], column] = 1
    return out


def _divide(above: NDArray[Any], below: NDArray[Any]) -> Floats:
    above, below = np.asarray(above, np.float64), np.asarray(below, np.float64)
    return np.divide(above, below, out=np.full(below.shape, np.nan), where=below > 0)


def _f1(counts: NDArray[np.int64]) -> Floats:
    return _divide(2 * counts[..., 0], counts[..., 1] + counts[..., 2])


def _three(counts: NDArray[np.int64]) -> dict[str, Floats]:
    right, found, gold = counts[..., 0], counts[..., 1], counts[..., 2]
    return {"precision": _divide(right, found), "recall": _divide(right, gold), "f1": _f1(counts)}


def _over(counts: NDArray[np.int64], above: int, below: int) -> Floats:
    """One column over another, all classes together."""
    return _divide(counts[..., above].sum(axis=-1), counts[..., below].sum(axis=-1))


def _macro(counts: NDArray[np.int64], seen: NDArray[np.bool_]) -> Floats:
    """Mean F1 of the classes seen in gold, those left out that a draw does not hold at all."""
    each = _f1(counts)[..., seen]
    known = ~np.isnan(each)
    return _divide(np.where(known, each, 0.0).sum(axis=-1), known.sum(axis=-1))


def _classes(names: list[str], sums: NDArray[np.int64], draws: NDArray[np.int64]) -> dict[str, Table]:
    figures, spread = _three(sums), _three(draws)
    return {
        name: {
            **{figure: _figure(value[k]) for figure, value in figures.items()},
            "support": int(sums[k, 2]),
            "found": int(sums[k, 1]),
            "interval": {figure: middle(value[:, k]) for figure, value in spread.items()},
        }
        for k, name in enumerate(names)
    }


def _confusion(pairs: Sequence[tuple[str, str]]) -> dict[str, dict[str, int]]:
    out: dict[str, dict[str, int]] = {}
    for (gold, found), times in sorted(Counter(pairs).items()):
        out.setdefault(gold, {})[found] = times
    return out


def _figure(value: Any) -> float | None:
    number = float(value)
    return None if np.isnan(number) else round(number, 4)
