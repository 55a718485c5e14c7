"""Links on the written posts that no weight was fitted on: by group, calibration, and what each group of features is worth.

Usage: python benchmarks/listening/links.py [--ablation] [--data DIR of texts that speak of no listed shop]
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from scipy.stats import binomtest

from maillon.listening.public import listen
from maillon.listening.training_links import TOWNS, candidates_of, fit_curve, fit_weights, gather_links, kept_apart, written
from maillon.listening.weights import Features

GROUPS = {
    "rarity": ("rarity", "foreign", "borne_often", "common_name", "common_words", "one_word", "alone"),
    "capitals": ("capital", "capital_de", "capital_common", "lower", "lower_common", "lower_alone", "one_case",
                 "one_case_common", "one_case_word", "shouted", "opens", "opens_rare", "own_article", "titled"),
    "quotes, hashtag": ("quoted", "hashtag", "tag_parted", "latin_beside"),
    "form, slips": ("short", "completed", "part", "tail", "local", "typo", "typo_spaced", "typo_two", "sounds", "inflected",
                    "typo_one_word", "typo_short", "bare_typo", "parted", "heads"),
    "little words": ("locative", "at_shop", "thanked", "any_one", "compared", "former", "way", "person", "of_art", "maybe_where"),
    "trade": ("trade_near", "trade_beside", "trade_somewhere", "trade_wrong", "trade_street_beside", "topic"),
    "place": ("street", "quarter", "geotag", "wrong_street", "wrong_quarter", "place_chose"),
    "elsewhere": ("strange_after", "strange_place"),
    "known names": ("dish", "dish_words", "world_name", "world_more", "dish_inside", "famous_part", "first_name",
                    "rare_first_name", "zone_like", "zone_same", "core_same", "trade_word", "longer", "bare_known", "bare_words",
                    "bare_everyday"),
    "whole post": ("about_weak", "not_about_weak", "crowd_weak", "long_weak", "twice", "beside_named"),
}  # fmt: skip


@dataclass
class Seen:
    features: Features
    cap: float
    meant: bool


def wilson(right: int, total: int) -> str:
    """Share with its 95 % interval."""
    if not total:
        return "–"
    low, high = binomtest(right, total).proportion_ci(method="wilson")
    return f"{right / total:.3f} [{low:.3f}, {high:.3f}] of {total}"


def report() -> None:
    right = wrong = missed = 0
    by_group: dict[str, Counter[str]] = defaultdict(Counter)
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for town in TOWNS:
        gazetteer, rows = written(town)
        rows = [(p, row) for p, row in rows if kept_apart(p.id)]
        for (_, row), heard in zip(rows, listen([p for p, _ in rows], gazetteer), strict=True):
            gold, found = set(map(str, row["gold"]["shops"])), {f.shop for f in heard.links}
            counts = by_group[row["group"]]
            for name, n in (
                ("posts", 1),
                ("right", len(gold & found)),
                ("wrong", len(found - gold)),
                ("missed", len(gold - found)),
            ):
                counts[name] += n
            right, wrong, missed = right + len(gold & found), wrong + len(found - gold), missed + len(gold - found)
            for f in (*heard.links, *heard.unsure):
                bins[min(9, int(f.probability * 10))].append((f.probability, f.shop in gold))
    print("precision", wilson(right, right + wrong))
    print("recall   ", wilson(right, right + missed))
    for group, counts in sorted(by_group.items()):
        print(f"  {group:12}", "  ".join(f"{k} {v}" for k, v in counts.items()))
    count = sum(map(len, bins.values()))
    off = sum(abs(sum(p for p, _ in each) - sum(y for _, y in each)) for each in bins.values()) / max(1, count)
    print(f"calibration error {off:.3f} over {count} probabilities")
    for k, each in sorted(bins.items()):
        print(f"  {k / 10:.1f}–{(k + 1) / 10:.1f}  {len(each):4}  true {sum(y for _, y in each) / len(each):.2f}")


def ablation(data: Path | None) -> None:
    examples = gather_links(data).examples
    seen: list[Seen] = []
    pairs = 0
    for town in TOWNS:
        gazetteer, rows = written(town)
        for post, row in rows:
            if not kept_apart(post.id):
                continue
            gold = set(map(str, row["gold"]["shops"]))
            pairs += len(gold)
            seen += [
                Seen(c.features, c.cap, gazetteer.shops[c.shop].id in gold) for c in candidates_of(post, row["lang"], gazetteer)
            ]
    for name, group in {"nothing": (), **GROUPS}.items():
        table = fit_weights(examples, frozenset(group))
        curve = fit_curve(examples, frozenset(group))
        found = [s for s in seen if min(s.cap, curve.at(sum(table[k] * v for k, v in s.features.items()))) >= 0]
        right = sum(s.meant for s in found)
        print(f"without {name:16} precision {right / max(1, len(found)):.3f}  recall {right / pairs:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ablation", action="store_true")
    parser.add_argument("--data", type=Path)
    told = parser.parse_args()
    report()
    if told.ablation:
        ablation(told.data)


if __name__ == "__main__":
    main()
