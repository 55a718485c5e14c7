"""Links in real texts whose truth is known: a tourist office's texts of places to eat and drink, each about one place.

Usage: python benchmarks/listening/places.py FILE (Amsterdam's open data "Eten en drinken"). The texts are measured on,
never trained on, and never kept. A text counts where it names its place; other places it names ("by the owners of X")
are mostly right links that the truth here does not know, so `others` is an upper bound of the wrong ones.
"""

from __future__ import annotations

import argparse
import html
import json
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from links import wilson

from maillon.listening.public import Gazetteer, PostEntry, ShopEntry, ZoneEntry, fold, listen

TOWN = ZoneEntry("Amsterdam", "town", (), {
    "type": "Polygon", "coordinates": [[[4.72, 52.27], [5.08, 52.27], [5.08, 52.43], [4.72, 52.43], [4.72, 52.27]]],
})  # fmt: skip
LANGUAGES = ("nl", "en", "de", "fr", "it", "es")
LONGEST = 600


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    rows = [
        r for r in json.loads(parser.parse_args().file.read_text("utf-8")) if r["location"]["city"].strip().lower() == "amsterdam"
    ]
    shops = {row["trcid"]: shop_of(row) for row in rows}
    told = [(row["trcid"], lang, text) for row in rows for lang, text in texts_of(row)]
    heard = listen(
        [PostEntry(str(k), text) for k, (_, _, text) in enumerate(told)], Gazetteer.build(list(shops.values()), [TOWN])
    )
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for (own, lang, text), each in zip(told, heard, strict=True):
        found = {link.shop for link in each.links}
        named = f" {fold(shops[own].name)} " in f" {fold(text)} "
        for key in (lang, "all"):
            counts[key] += Counter(
                texts=1, named=named, linked=named and own in found, links=len(found), others=len(found - {own})
            )
    print(f"{len(shops)} places")
    for lang, c in counts.items():
        print(
            f"{lang:4} {c['texts']:5} texts, {c['named']:4} name the place; of these linked {wilson(c['linked'], c['named'])}; "
            f"links to other places {wilson(c['others'], c['links'])}"
        )


def shop_of(row: dict[str, Any]) -> ShopEntry:
    place = row["location"]
    street = re.fullmatch(r"(.*?)\s+(\d+.*)", place.get("adress") or "")
    return ShopEntry(
        row["trcid"], row["title"], street=street[1] if street else place.get("adress") or "",
        housenumber=street[2] if street else "",
        postcode=place.get("zipcode") or "", lon=degrees(place["longitude"]), lat=degrees(place["latitude"]),
    )  # fmt: skip


def degrees(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def texts_of(row: dict[str, Any]) -> list[tuple[str, str]]:
    """(language, text) of the short and the long text of a place, without its mark-up."""
    out = []
    for lang in LANGUAGES:
        for kind in ("shortdescription", "longdescription"):
            text = html.unescape(re.sub("<[^>]+>", " ", row["details"].get(lang, {}).get(kind) or ""))[:LONGEST]
            if len(text) > 30:
                out.append((lang, text))
    return out


if __name__ == "__main__":
    main()
