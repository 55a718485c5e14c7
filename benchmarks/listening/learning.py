"""What the sample town's ear learns from a moderator who decides as gold says: every link in doubt, and every wrong one.

Usage: python benchmarks/listening/learning.py [--habit]; --habit: and says "none" of every name without a capital.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from maillon.listening.files import BadRow, read_posts, read_shops, read_zones
from maillon.listening.public import DEFAULT_THRESHOLD, Decided, Gazetteer, learn_from, listen

SAMPLE = Path(__file__).parents[2] / "sample"


def decisions(town: Gazetteer, habit: bool) -> list[Decided]:
    """Invented decisions on the sample town's invented posts."""
    rows = [(post, row) for _, post, row in read_posts(SAMPLE / "posts.jsonl") if not isinstance(post, BadRow)]
    out = []
    for (post, row), heard in zip(rows, listen([post for post, _ in rows], town), strict=True):
        gold = set(map(str, row["gold"]["shops"]))
        asked = {f.shop for f in heard.unsure} | {f.shop for f in heard.links if f.shop not in gold}
        if habit:
            asked |= {f.shop for f in heard.links}
            gold -= {f.shop for f in heard.links if any(e.kind == "name" and e.text.islower() for e in f.evidence)}
        if asked:
            out.append(Decided(post, heard.lang, frozenset(asked & gold), frozenset(asked - gold)))
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--habit", action="store_true")
    town = Gazetteer.build(read_shops(SAMPLE / "shops.geojson")[0], read_zones(SAMPLE / "zones.geojson")[0])
    report = learn_from(decisions(town, parser.parse_args().habit), town).report
    print(report["verdict"], report["reasons"], report["decisions"])
    print("threshold", report.get("threshold", {"before": DEFAULT_THRESHOLD}), f"{len(report.get('moved', []))} weights move")
    for name, part in report.get("parts", {}).items():
        for key in ("precision", "recall", "f1", "false_links_per_post", "calibration_error", "surprise"):
            before, after = (f"{part[when][key]} {part[when]['interval'].get(key, '')}" for when in ("before", "after"))
            print(f"{name:8} {key:21} {before} → {after} {part['change'].get(key, {}).get('interval', '')}")


if __name__ == "__main__":
    main()
