"""Speed of the whole of `listen` over 10,000 shops, beside a bare automaton scan in the same run.

Times are CPU seconds of one process (other jobs on the machine show only through caches).
Usage: python benchmarks/listening/bench.py [--posts N] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import os
import random
import time
from pathlib import Path

import daachorse

from maillon.listening.files import read_posts, read_shops, read_zones
from maillon.listening.folding import tokenise
from maillon.listening.public import Gazetteer, PostEntry, ShopEntry, listen

ROOT = Path(__file__).parents[2]
SYLLABLES = [
    "ba", "be", "bi", "bo", "ca", "ce", "chi", "co", "da", "de", "di", "do", "fa", "fe", "fi", "ga", "gi", "go", "la",
    "le", "li", "lo", "ma", "me", "mi", "mo", "na", "ne", "pa", "pe", "ra", "re", "ri", "ro", "sa", "se", "so", "ta",
    "te", "ti", "to", "va", "ve", "vi", "zo",
]


def generated_shops(count: int, seed: int) -> list[ShopEntry]:
    """Shops with invented names on invented streets inside the sample town."""
    rng = random.Random(seed)
    heads = ("Le", "La", "Chez", "Café", "Boulangerie", "Librairie", "Au", "Maison", "Atelier", "Bistrot")
    out = []
    streets = [f"Rue {''.join(rng.choices(SYLLABLES, k=3)).capitalize()}" for _ in range(400)]
    for k in range(count):
        name = f"{rng.choice(heads)} {''.join(rng.choices(SYLLABLES, k=rng.randint(3, 5))).capitalize()}"
        street = streets[k % len(streets)]
        out.append(
            ShopEntry(
                f"g{k}",
                name,
                (),
                "restaurant",
                street,
                str(k % 90),
                "75018",
                lon=2.33 + rng.random() / 15,
                lat=48.86 + rng.random() / 30,
            )
        )
    return out


def clock(work: object, repeats: int = 3) -> float:
    """Least CPU seconds of a few runs."""
    best = float("inf")
    for _ in range(repeats):
        begun = time.process_time()
        work()  # type: ignore[operator]
        best = min(best, time.process_time() - begun)
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=int(os.environ.get("BENCH_POSTS", "5000")))
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    shops, _ = read_shops(ROOT / "sample" / "shops.geojson")
    zones, _ = read_zones(ROOT / "sample" / "zones.geojson")
    shops += generated_shops(10_000 - len(shops), seed=7)
    pool = [p for _, p, _ in read_posts(ROOT / "sample" / "posts.jsonl") if isinstance(p, PostEntry)]
    posts = (pool * (options.posts // len(pool) + 1))[: options.posts]
    figures: dict[str, float] = {"shops": len(shops), "posts": len(posts)}
    figures["build_s"] = clock(lambda: Gazetteer.build(shops, zones), 1)
    town = Gazetteer.build(shops, zones)
    data = town.dump()
    figures["dump_mb"] = len(data) / 1e6
    figures["load_s"] = clock(lambda: Gazetteer.load(data))
    listen(posts[:200], town)
    figures["listen_posts_per_s"] = len(posts) / clock(lambda: listen(posts, town))
    folded = [" " + " ".join(tokenise(p.text).words) + " " for p in posts]
    bare = daachorse.CharwiseDoubleArrayAhoCorasick(sorted({" " + " ".join(tokenise(s.name).words) + " " for s in shops}))
    figures["bare_scan_posts_per_s"] = len(posts) / clock(lambda: [bare.find_overlapping(t) for t in folded])
    figures["fold_posts_per_s"] = len(posts) / clock(lambda: [tokenise(p.text) for p in posts])
    figures["listen_of_bare_scan"] = figures["listen_posts_per_s"] / figures["bare_scan_posts_per_s"]
    for name, value in figures.items():
        print(f"{name:24}{value:14.3f}")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
