"""The bar for links, held against posts nobody trained or tuned on (README.md beside this file)."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from maillon.listening.public import Gazetteer, PostEntry, ShopEntry, ZoneEntry, listen

POSTS = Path(__file__).parent / "linking.jsonl"
SAMPLE = Path(__file__).parents[2] / "sample"
PRECISION, RECALL = 0.90, 0.70
COLUMNS = ("category", "street", "housenumber", "postcode", "website", "phone")


def features(name: str) -> list[dict[str, Any]]:
    return json.loads((SAMPLE / name).read_text(encoding="utf-8"))["features"]


def posts() -> list[dict[str, Any]]:
    return [json.loads(line) for line in POSTS.read_text(encoding="utf-8").splitlines()]


def shop(feature: dict[str, Any]) -> ShopEntry:
    told = feature["properties"]
    lon, lat = feature["geometry"]["coordinates"]
    handles = [*told.get("handles", ()), *(told[site] for site in ("instagram", "facebook") if told.get(site))]
    return ShopEntry(
        id=feature["id"],
        name=told["name"],
        aliases=tuple(told.get("aliases", ())),
        handles=tuple(handles),
        place_ids=told.get("place_ids", {}),
        lon=lon,
        lat=lat,
        **{column: told.get(column, "") for column in COLUMNS},
    )


def zone(feature: dict[str, Any]) -> ZoneEntry:
    told = feature["properties"]
    return ZoneEntry(name=told["name"], kind=told["kind"], aliases=tuple(told.get("aliases", ())), geometry=feature["geometry"])


def entry(post: dict[str, Any]) -> PostEntry:
    """The post as a source delivers it, without its language: that is for the engine to find."""
    lists = {column: tuple(post.get(column, ())) for column in ("mentions", "hashtags", "urls")}
    return PostEntry(id=post["id"], text=post["text"], lat=post.get("lat"), lon=post.get("lon"), **lists)


@cache
def pairs() -> tuple[frozenset[tuple[str, str]], frozenset[tuple[str, str]]]:
    """The (post, shop) pairs that are true, and those the engine links at its default threshold."""
    gazetteer = Gazetteer.build(map(shop, features("shops.geojson")), map(zone, features("zones.geojson")))
    heard = listen([entry(post) for post in posts()], gazetteer)
    true = frozenset((post["id"], ref) for post in posts() for ref in post["gold"]["shops"])
    return true, frozenset((one.id, link.shop) for one in heard for link in one.links)


def test_links_are_right() -> None:
    true, linked = pairs()
    assert len(true & linked) / len(linked) >= PRECISION, sorted(linked - true)


def test_links_are_found() -> None:
    true, linked = pairs()
    assert len(true & linked) / len(true) >= RECALL, sorted(true - linked)


def test_the_posts_are_sound() -> None:
    invented = {feature["id"]: feature["properties"].get("fictional", False) for feature in features("shops.geojson")}
    read = posts()
    assert len({post["id"] for post in read}) == len({post["text"] for post in read}) == len(read) >= 240
    for post in read:
        gold = post["gold"]
        assert post["sample"] is True
        assert set(gold["shops"]) <= set(invented), post["id"]
        if gold.get("stance") in ("down", "mixed"):
            assert all(invented[ref] for ref in gold["shops"]), f"{post['id']}: an invented complaint of a real shop"
