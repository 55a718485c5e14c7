"""Rewrites the sample town from the open data sets: `python sample/build.py --data ../shared/data`.

The same input gives the same bytes. Everything written lies beside this file.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from making import fictional, geography, registers, shops, story

HERE = Path(__file__).resolve().parent


def lines_of(document: dict, member: str) -> str:
    """JSON with one feature or element per line, so that changes can be read in a diff."""
    head = {k: v for k, v in document.items() if k != member}
    text = json.dumps(head, ensure_ascii=False)[:-1] + f', "{member}": [\n'
    rows = (json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in document[member])
    return text + ",\n".join(rows) + "\n]}\n"


def write(name: str, text: str) -> None:
    target = HERE / name
    target.parent.mkdir(exist_ok=True)
    target.write_text(text, "utf-8")
    print(f"{name:28} {len(text.encode()):>9} bytes")


def build_places(data: Path) -> tuple[list[dict], dict]:
    """Writes zones, registers and shops; gives the shops back as flat records, and the zones."""
    zones, town = geography.build(data)
    elements = registers.osm_elements(data, town)
    merchants = registers.merchant_shops(data, town)
    real = shops.with_postcode(shops.joined(list(registers.osm_shops(elements)), merchants), zones)
    every = real + fictional.shops(real)
    write("zones.geojson", lines_of(zones, "features"))
    write("registers/osm.json", lines_of(registers.osm_register(elements), "elements"))
    write("registers/paris.geojson", lines_of(registers.merchant_register(merchants), "features"))
    write("shops.geojson", lines_of(shops.collection(every), "features"))
    return every, zones


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--data", type=Path, required=True, help="folder with paris_zones, paris_merchants, paris_osm_restaurants"
    )
    options = parser.parse_args()
    every, zones = build_places(options.data)
    left_out = set((HERE / "making/left_out.txt").read_text().splitlines())
    posts = [post for post in story.posts(every, zones) if post["id"] not in left_out]
    write("posts.jsonl", "".join(json.dumps(post, ensure_ascii=False, separators=(",", ":")) + "\n" for post in posts))
    print(len(every), "shops,", len(posts), "posts")


if __name__ == "__main__":
    main()
