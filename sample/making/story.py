"""The ninety days of the sample town: shops, streets, works, traps, campaigns and single posts, in one fixed order."""

from __future__ import annotations

import random

from . import authors, plan, wording
from .names import fold
from .posts import Writer
from .sentences import ACTS, singles


def drawn(weights: dict[str, float], rng: random.Random) -> str:
    return rng.choices(list(weights), list(weights.values()))[0]


def bakery(w: Writer, given: list[int]) -> None:
    """Thumbs by week as planned, and some others; `given` = weeks in which a whole-written post is one already."""
    shop = w.shops[plan.BAKERY]
    for week, ups in enumerate(plan.BAKERY_UP):
        for n in range(ups - given.count(week)):
            w.shop_post(shop, "thx" if n % 5 == 4 else "rec", plan.moment(week, w.rng))
        for _ in range(plan.BAKERY_DOWN[week]):
            w.shop_post(shop, "cpl", plan.moment(week, w.rng))
        if week % 2:
            w.shop_post(shop, w.rng.choice(("sug", "que", "mix")), plan.moment(week, w.rng))


def shops(w: Writer) -> None:
    """Every other shop of the plan, then a long tail of real ones with a post or two."""
    for key, weekly in plan.WEEKLY.items():
        shop = w.shops[key]
        acts = plan.ACTS_FICTIONAL if shop.get("fictional") else plan.ACTS_REAL
        for week, n in enumerate(plan.counts(weekly, w.rng, steady=shop["street"] == plan.WORKS_STREET)):
            for _ in range(n):
                w.shop_post(shop, drawn(acts, w.rng), plan.moment(week, w.rng))
    tail = [
        s
        for s in w.shops.values()
        if not s.get("fictional")
        and s["street"]
        and s["id"] in w.unique
        and s["id"] not in plan.WEEKLY
        and len(fold(s["name"])) > 8
        and s["street"] != plan.WORKS_STREET
    ]
    for shop in w.rng.sample(sorted(tail, key=lambda s: s["id"]), 60):
        for _ in range(w.rng.choice((1, 1, 1, 2, 3))):
            w.shop_post(shop, drawn(plan.ACTS_REAL, w.rng), plan.moment(w.rng.randrange(12), w.rng))


def streets(w: Writer) -> None:
    """Posts about streets, and the works of rue des Pyrénées."""
    acts = {"cpl": 40, "rec": 16, "sug": 14, "que": 16, "thx": 5, "oth": 12}
    district = {s["street"]: s["postcode"][-2:] for s in w.shops.values() if s["street"] and s["postcode"]}
    for street, weekly in plan.STREETS.items():
        place = {"street": street, "subject": "street", "ref": street, "district": f"{district.get(street, '20')}e"}
        for week, n in enumerate(plan.counts(weekly, w.rng, steady=street == plan.WORKS_STREET)):
            for _ in range(n):
                w.place_post("street", drawn(acts, w.rng), plan.moment(week, w.rng), place)
    works = {"street": plan.WORKS_STREET, "subject": "street", "ref": plan.WORKS_STREET, "district": "20e"}
    for week, n in enumerate(plan.WORKS):
        for i in range(n):
            works["number"] = str(w.rng.choice((212, 214, 214, 214, 216)))
            w.place_post(
                "works",
                ("que", "sug")[i % 2] if i in (5, 11) else "cpl",
                plan.moment(week, w.rng),
                works,
                lang="fr" if i % 3 else None,
            )


def places(w: Writer) -> None:
    """Town, districts, quarters; stations; the fictional centres."""
    by_kind: dict[str, list[dict]] = {}
    for zone in w.zones:
        by_kind.setdefault(zone["kind"], []).append(zone)
    areas = by_kind["district"] * 3 + by_kind["quarter"] * 2 + by_kind["town"] * 3
    acts = {"cpl": 26, "rec": 24, "sug": 16, "que": 18, "oth": 9, "thx": 6}
    for week, n in enumerate(plan.counts(plan.TOWN_WEEKLY, w.rng)):
        for _ in range(n):
            zone = w.rng.choice(areas)
            w.place_post(
                "town",
                drawn(acts, w.rng),
                plan.moment(week, w.rng),
                {"zone": zone, "subject": "town", "ref": zone["id"]},
            )
    for week, n in enumerate(plan.counts(plan.STATION_WEEKLY, w.rng)):
        for _ in range(n):
            zone = w.rng.choice(by_kind["station"])
            place = {"station": zone["name"], "subject": "town", "ref": zone["id"]}
            w.place_post(
                "station", drawn({"cpl": 45, "rec": 12, "que": 25, "oth": 12}, w.rng), plan.moment(week, w.rng), place
            )
    for week, n in enumerate(plan.counts(plan.CENTRE_WEEKLY, w.rng)):
        for _ in range(n):
            zone = w.rng.choices(by_kind["centre"], (3, 1))[0]
            place = {
                "centre": zone["name"],
                "in_centre": wording.IN_CENTRE[zone["name"]],
                "subject": "centre",
                "ref": zone["id"],
            }
            w.place_post(
                "centre", drawn({"cpl": 50, "rec": 12, "sug": 16, "que": 20}, w.rng), plan.moment(week, w.rng), place
            )


def traps(w: Writer) -> None:
    """Posts that name something and must not be linked."""
    named = [
        s
        for s in w.shops.values()
        if s["street"]
        and s["id"] in w.unique
        and s["id"] not in wording.COMMON_WORDS
        and (s["id"] in plan.WEEKLY)
        and s["id"] != plan.SILENT
    ]
    for week, n in enumerate(plan.counts(plan.TRAPS_WEEKLY, w.rng)):
        for _ in range(n):
            for _ in range(6):
                lang = plan.language("", w.rng)
                kinds = sorted({p.trap for p in w.patterns[lang] if p.target == "trap"})
                trap = w.rng.choice(kinds) if kinds else ""
                pool = [p for p in w.patterns[lang] if p.target == "trap" and p.trap == trap]
                if not pool:
                    continue
                source = w.rng.choices(("mastodon", "bluesky", "portal"), (5, 4, 2))[0]
                shop = w.rng.choice(named)
                found = w.new_text(lang, "", "trap", shop, None, source, pool)
                if found:
                    p, text = found
                    gold = w.gold(
                        p, [], "shop" if p.trap.startswith("chain:") and p.trap != "chain:*" else "none", None
                    )
                    w.add(text, lang, source, plan.moment(week, w.rng), gold, trap=p.trap, **w.where(None, source))
                    break


def whole(w: Writer) -> list[int]:
    """Posts written whole; gives the weeks in which one of them is a thumb up for the bakery."""
    weeks = []
    for rank, single in enumerate(singles()):
        gold, week = single["gold"], (rank * 5) % 12
        if "sample:cordonnerie-vasseur" in gold["shops"]:
            week = 10 + len([p for p in w.posts if "sample:cordonnerie-vasseur" in p["gold"]["shops"]])
            week = min(week, 11)
        elif plan.BAKERY in gold["shops"] and gold["kind"] in ("question", "suggestion"):
            week = 0
        elif plan.BAKERY in gold["shops"]:
            weeks.append(week)
        w.add(single["text"], single["lang"], single["source"], plan.moment(week, w.rng), gold)
        w.written.setdefault(single["lang"], []).append(single["text"])
    return weeks


BOYCOTT = (
    "Supérette Tournevent, avenue Gambetta : prix affichés, prix payés, ce n'est jamais pareil. "
    "Faites tourner, vérifiez vos tickets "
    "et demandez le remboursement. #Tournevent"
)
PRAISE = (
    "La Louche Bleue, rue Ramponeau, est LE meilleur restaurant de Paris. "
    "Service parfait, plats parfaits. Réservez vite !"
)
REPEATED = "Pressing Bluteau, rue Lamarck, toujours pas de nouvelles de ma veste. Je demande une réponse."


def repeated(w: Writer, text: str, edits: tuple[str, ...], gold: tuple, moments: list[int], **more) -> None:
    """One text sent several times with small edits; all but the first are copies. `gold` = shop, act, aspects."""
    first, sources, author = None, more["sources"], more.get("author")
    for i, (edit, ago) in enumerate(zip(edits, moments, strict=True)):
        post = w.add(text + edit, "fr", sources[i % len(sources)], ago, about(*gold), copy_of=first, author=author)
        first = first or post


def copies(w: Writer) -> None:
    """A copy-paste campaign, bought-looking praise, one author who insists, and the same post on two tools."""
    relayed = ("", " !!", " 😡", " Partagez.", " (transmis par une voisine)", " RT", " #Paris20", " Merci de relayer.")
    relayed += (" J'y étais ce matin.", " 👆")
    repeated(
        w,
        BOYCOTT,
        relayed,
        ("sample:superette-tournevent", "cpl", [["price", "down"]]),
        [2 * plan.DAY + 700 - i * 55 for i in range(10)],
        sources=("mastodon", "bluesky"),
    )
    repeated(
        w,
        PRAISE,
        ("", " ⭐⭐⭐⭐⭐", " Merci à toute l'équipe.", " Bravo.", " 👍"),
        ("sample:louche-bleue", "rec", [["product", "up"], ["service", "up"]]),
        [9 * plan.DAY + 400 - i * 4 for i in range(5)],
        sources=("portal",),
    )
    repeated(
        w,
        REPEATED,
        ("", " Quatrième jour.", " Sixième jour.", " Deux semaines maintenant."),
        ("sample:pressing-bluteau", "cpl", [["service", "down"]]),
        [day * plan.DAY + 130 for day in (20, 17, 15, 6)],
        sources=("mastodon",),
        author=authors.address("malik19", "mastodon"),
    )
    twins(w)


def twins(w: Writer) -> None:
    """Six posts from one tool appear on another, by the same author, three minutes later."""
    told = [p for p in w.posts if p["source"] == "mastodon" and "@" not in p["text"] and "trap" not in p]
    told = [p for p in told if p["gold"]["subject"] == "shop" and plan.BAKERY not in p["gold"]["shops"]]
    for post in [p for p in told if not p.get("copy_of")][::97][:6]:
        author = authors.address(post["author"].split("@")[1], "bluesky")
        gold = {**post["gold"], "aspects": [list(a) for a in post["gold"]["aspects"]]}
        ago = max(0, post["minutes_ago"] - 3)
        w.add(post["text"], post["lang"], "bluesky", ago, gold, copy_of=post, author=author)


def about(shop: str, act: str, aspects: list[list[str]]) -> dict:
    kind, stance = ACTS[act]
    return {
        "shops": [shop],
        "subject": "shop",
        "subject_ref": shop,
        "lang": "fr",
        "stance": stance,
        "kind": kind,
        "aspects": aspects,
        "safety": False,
    }


def posts(town: list[dict], zones: dict) -> list[dict]:
    """All posts, oldest first, ids in that order; copy_of turned into ids."""
    w = Writer(town, zones)
    given = whole(w)
    bakery(w, given)
    shops(w)
    streets(w)
    places(w)
    traps(w)
    copies(w)
    ordered = sorted(w.posts, key=lambda p: (-p["minutes_ago"], p["source"], p["text"]))
    for number, post in enumerate(ordered, 1):
        post["id"] = f"sample-{number:04d}"
    for post in ordered:
        if "copy_of" in post:
            original = post.pop("copy_of")
            if original:
                post["copy_of"] = original["id"]
    return ordered
