"""Links on the four sets kept apart, row by row as the aims are set, each with its 95 % interval (Wilson) and its count.

Usage: python benchmarks/listening/aims.py [--data DIR of opinion sets: adds false links per 1,000 reviews of other towns]
Of two sets the odd ids were read while the engine was made; `blind halves` are the even ids, of which only sums are told.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from links import wilson

from maillon.listening.calibration import calibration
from maillon.listening.files import read_posts, read_shops, read_zones
from maillon.listening.public import Gazetteer, Heard, PostEntry, listen

ROOT = Path(__file__).parents[2]
APART, SAMPLE = ROOT / "tests" / "apart", ROOT / "sample"
PARIS = ROOT / "src/maillon/listening/training/linking/paris_zones.geojson"
SETS = {
    "linking": (SAMPLE / "shops.geojson", SAMPLE / "zones.geojson"),
    "paris": (APART / "paris_shops.csv", PARIS),
    "restaurants": (APART / "paris_shops.csv", PARIS),
    "merchants": (APART / "merchants_shops.csv", PARIS),
}
HALVED = ("restaurants", "merchants")
NAMED = ("exact", "lower", "noaccent", "folded", "hashtag", "handle", "website", "phone", "short", "partial", "nickname", "typo",
         "street", "two")  # fmt: skip
ELSEWHERE = {
    "SemEval-2016": "measure_only/semeval2016_t5_restaurants/*.train.jsonl",
    "hotels": "measure_only/hotels_opener_multibooked/*.jsonl",
    "M-ABSA": "measure_only/m_absa_translated/*.restaurant-train.jsonl",
    "NoReC": "may_train/norec_sentence/*.dev.jsonl",
}
MOST = 1500


@dataclass(frozen=True, slots=True)
class Seen:
    """One post: its set, its group, whether its half is blind, the shops meant and what was heard."""

    name: str
    group: str
    blind: bool
    meant: frozenset[str]
    heard: Heard

    @property
    def found(self) -> set[str]:
        return {link.shop for link in self.heard.links}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    told = parser.parse_args()
    seen = [each for name in SETS for each in heard_of(name)]
    for title, chosen in (
        *((name, [s for s in seen if s.name == name]) for name in SETS),
        ("blind halves", [s for s in seen if s.blind]),
        ("all four", seen),
    ):
        print(f"\n{title}, {len(chosen)} posts")
        for row, value in rows(chosen):
            print(f"  {row:34} {value}")
    if told.data:
        false_links(told.data)


def heard_of(name: str) -> Iterable[Seen]:
    """The posts of one set, heard without being told their language."""
    shops, zones = SETS[name]
    gazetteer = Gazetteer.build(read_shops(shops)[0], read_zones(zones)[0])
    posts = [(p, row) for _, p, row in read_posts(APART / f"{name}.jsonl") if isinstance(p, PostEntry)]
    texts = [replace(p, lang="") for p, _ in posts]
    for (post, row), heard in zip(posts, listen(texts, gazetteer), strict=True):
        blind = name in HALVED and int(post.id.rpartition("-")[2]) % 2 == 0
        yield Seen(name, str(row.get("group", "")), blind, frozenset(map(str, row["gold"]["shops"])), heard)


def rows(seen: list[Seen]) -> Iterable[tuple[str, str]]:
    """Title and figure of each aim. Precision is over all links given, recall over pairs meant."""
    right = sum(len(s.meant & s.found) for s in seen)
    yield "precision, all posts", wilson(right, sum(len(s.found) for s in seen))
    for title, groups in (("recall, a name in any form", NAMED), ("namesakes settled", ("namesake",)),
                          ("trade and street", ("tradestreet",))):  # fmt: skip
        of = [s for s in seen if s.meant and s.group in groups]
        yield title, wilson(sum(len(s.meant & s.found) for s in of), sum(len(s.meant) for s in of))
    none = [s for s in seen if not s.meant]
    yield "abstained where no shop is meant", wilson(sum(not s.found for s in none), len(none))
    given = [(link.probability, link.shop in s.meant) for s in seen for link in (*s.heard.links, *s.heard.unsure)]
    yield "calibration error of links", f"{calibration(given)['expected_calibration_error']:.3f} of {len(given)}"


def false_links(data: Path) -> None:
    """Links of texts that speak of no shop of the list, per 1,000 texts."""
    gazetteer = Gazetteer.build(read_shops(APART / "paris_shops.csv")[0], read_zones(PARIS)[0])
    print(f"\nfalse links per 1,000 texts of other towns, {len(gazetteer.shops)} shops")
    for name, pattern in ELSEWHERE.items():
        for path in sorted(data.glob(pattern)):
            lines = path.read_text("utf-8").splitlines()[:MOST]
            if not lines:
                continue
            posts = [PostEntry(str(k), json.loads(line)["text"]) for k, line in enumerate(lines)]
            links = sum(len(heard.links) for heard in listen(posts, gazetteer))
            print(f"  {name + ' ' + path.name:44} {1000 * links / len(posts):.1f} ({links} in {len(posts)})")


if __name__ == "__main__":
    main()
