"""Writes the posts of the sample town after the plan; the same seed gives the same posts."""

from __future__ import annotations

import random
import re
from collections import Counter

from rapidfuzz import fuzz, process

from . import authors, plan, wording
from .names import fold
from .sentences import ACTS, LANGUAGES, Pattern, goods, read

TOO_ALIKE = 78.0  # per cent of shared text at which two posts count as the same words
NOT_FOR_REAL = re.compile(
    r"€|%|reprend|pompiers|erreur|bobo|surcoté|euros|[Oo]verrated|seulement|recousus|tombola|raffle|\{site\}|patron|owner|tournage|film|撮影|촬영|maraude|invendus|ordonnance|malują|maler"
)
PARTED = {"street", "works"}


class Writer:
    """Holds what is known of the town and what was written so far."""

    def __init__(self, shops: list[dict], zones: dict, seed: int = 20) -> None:
        self.rng = random.Random(seed)
        self.shops = {s["id"]: s for s in shops}
        names = Counter(fold(s["name"]) for s in shops)
        self.unique = {s["id"] for s in shops if names[fold(s["name"])] == 1}
        self.zones = [f["properties"] for f in zones["features"]]
        self.goods = goods()
        self.patterns: dict[str, list[Pattern]] = {}
        self.frames: dict[str, dict[str, list[str]]] = {}
        for lang in LANGUAGES:
            self.patterns[lang], self.frames[lang] = read(lang)
        self.authors = authors.pool(self.rng)
        self.written: dict[str, list[str]] = {lang: [] for lang in LANGUAGES}
        self.posts: list[dict] = []

    # ---- choosing -------------------------------------------------------------------------------------------
    def candidates(self, lang: str, act: str, target: str, shop: dict | None, source: str) -> list[Pattern]:
        """Patterns of this act that fit the target, the trade and the source."""
        found = []
        for p in self.patterns[lang]:
            if p.act != act or p.target != target or (target == "shop" and not self.fits(p, shop, source)):
                continue
            found.append(p)
        return found

    def fits(self, p: Pattern, shop: dict, source: str) -> bool:
        if "*" not in p.trades and shop["category"] not in p.trades:
            return False
        if p.nameless != (source == "google" and p.nameless):
            return False
        if ("{handle}" in p.text or "{tag}" in p.text) and (
            shop["id"] not in self.unique or shop["id"] in wording.COMMON_WORDS or source not in ("mastodon", "bluesky")
        ):
            return False
        if "{handle}" in p.text and not shop.get("handles"):
            return False
        if re.search(r"\{[gG]ood\}", p.text) and not self.goods_of(shop, p.lang):
            return False
        return bool(shop.get("fictional")) or self.harmless(p)

    @staticmethod
    def harmless(p: Pattern) -> bool:
        """Fit for a real shop: nothing that reads as a fact about its prices, hours, door or people."""
        told = {a for a, _ in p.aspects} if p.act in ("rec", "thx") else set()
        return told <= {"product", "service", "place"} and not NOT_FOR_REAL.search(p.text)

    def goods_of(self, shop: dict, lang: str) -> list[str]:
        key = wording.SHOP_OF_GOODS.get(shop["id"])
        if shop["category"] == "restaurant" and not shop.get("fictional"):
            return self.goods.get((lang, key), []) if key else []
        return self.goods.get((lang, key), []) or self.goods.get((lang, shop["category"]), [])

    # ---- wording --------------------------------------------------------------------------------------------
    def render(self, p: Pattern, shop: dict | None, place: dict | None, source: str) -> str | None:
        """The text of a pattern for a shop or a place; None where a slot has no good filling."""
        rng, text = self.rng, wording.choose(p.text, self.rng)
        street = (shop or {}).get("street") or (place or {}).get("street", "")
        values = {"number": str(rng.randrange(12, 240)), "site": (shop or {}).get("website", "")}
        if p.target in PARTED and place.get("number"):
            values["number"] = place["number"]
        if street:
            values |= {
                "street": wording.spoken_street(street, rng),
                "de_street": wording.of_street(street, rng),
                "la_street": wording.the_street(street),
            }
        if shop:
            values |= self.shop_values(p, shop, source)
        station = rng.choice([z for z in self.zones if z["kind"] == "station"])
        values |= {"station": station["name"].split(" – ")[0]}
        values |= {
            k: v for k, v in (place or {}).items() if k in ("place", "in_place", "station", "centre", "in_centre")
        }
        if p.target in PARTED and "district" not in values:
            values["district"] = place["district"]
        try:
            text = text.format_map(values)
        except KeyError:
            return None
        text = wording.french(text, rng) if p.lang == "fr" else text.replace(wording.MARK, "").replace("  ", " ")
        return wording.sentence_case(re.sub(r",(?=[,.:!?])|\s+$", "", text))

    def shop_values(self, p: Pattern, shop: dict, source: str) -> dict[str, str]:
        """What the slots of a pattern stand for when a shop is spoken of."""
        n = shop["postcode"][-2:] or "20"
        values = {"district": self.rng.choice((f"{n}e", f"{n}e", f"{n}ème")), "dnum": n}
        if shop.get("handles"):
            values["handle"] = shop["handles"][0]
        values["tag"] = "#" + wording.joined(shop["name"])  # patterns put a space after it
        sold = self.goods_of(shop, p.lang)
        if sold:
            values["good"] = self.rng.choice(sold)
            values["Good"] = values["good"][:1].upper() + values["good"][1:]
        name = wording.MARK + wording.shop_word(
            shop, p.text, shop["id"] in self.unique, "" if p.target == "trap" else source, self.rng
        )
        if p.lang in ("ja", "ko") and name[1] in "#@":
            name += " "  # a tag runs on into letters of any script
        return values | {"shop": name, "de_shop": "de " + name, "à_shop": "à " + name}

    def framed(self, p: Pattern, text: str, source: str, shop: dict | None) -> str:
        """Now and then an opener before and a closer after, as the act allows."""
        rng, frame = self.rng, self.frames[p.lang]
        if frame["open"] and rng.random() < 0.075 and p.target != "trap":
            opener = wording.choose(rng.choice(frame["open"]), rng)
            first = text.split(" ")[0]
            if (
                opener.rstrip()[-1:] in ",:"
                and p.text[0].isalpha()
                and first not in ("I", "I'm", "If")
                and p.lang not in ("ja", "ko")
            ):
                text = text[:1].lower() + text[1:]
            text = opener.rstrip() + ("" if p.lang == "ja" else " ") + text
        ends = frame["none"] if p.act == "que" else []
        if p.target == "shop" and p.act in ("rec", "cpl"):
            ends = frame["up" if p.act == "rec" else "down"]
        elif p.act == "cpl":
            ends = frame["place"]
        if source == "google":
            ends = [e for e in ends if "#" not in e]
        if ends and p.target != "trap" and rng.random() < 0.32:
            closer = wording.choose(rng.choice(ends), rng)
            n = ((shop or {}).get("postcode") or "")[-2:]
            if "{" not in closer or n:
                text += (" " if p.lang != "ja" or closer.startswith("#") else "") + closer.format(
                    dnum=n, district=f"{n}e"
                )
        if p.lang == "fr" and rng.random() < 0.03 and not (shop and shop["id"] in wording.COMMON_WORDS):
            text = re.sub(r"[éèê]", "e", text.lower()).replace("j'ai", "jai").replace("c'est", "c")
        return text

    def new_text(
        self,
        lang: str,
        act: str,
        target: str,
        shop: dict | None,
        place: dict | None,
        source: str,
        pool: list[Pattern] | None = None,
        *,
        frame: bool = True,
    ) -> tuple[Pattern, str] | None:
        """A pattern and a text unlike everything written before in that language; None after 60 tries."""
        pool = self.candidates(lang, act, target, shop, source) if pool is None else pool
        if not pool:
            return None
        for _ in range(60):
            weights = [
                (1.0 if "*" in p.trades else 1.8)
                * (6.0 if p.nameless and source == "google" and target == "shop" else 1.0)
                / (1 + p.uses) ** 2
                for p in pool
            ]
            p = self.rng.choices(pool, weights)[0]
            text = self.render(p, shop, place, source)
            if text is None:
                p.uses += 1
                continue
            text = self.framed(p, text, source, shop) if frame else text
            if not process.extractOne(text, self.written[lang], scorer=fuzz.ratio, score_cutoff=TOO_ALIKE):
                p.uses += 1
                self.written[lang].append(text)
                return p, text
            p.uses += 0.25
        return None

    # ---- posts ----------------------------------------------------------------------------------------------
    def add(self, text: str, lang: str, source: str, ago: int, gold: dict, **more) -> dict:
        """Keeps one post; hashtags, mentions and links are read off the text as the tools do."""
        author = more.pop("author", None) or authors.address(
            authors.pick(self.authors.get(lang) or self.authors["fr"], self.rng), source
        )
        post = {"id": "", "text": text, "lang": lang, "source": source, "author": author, "minutes_ago": ago}
        post |= {k: v for k, v in more.items() if v is not None and k in ("lat", "lon", "place_id")}
        post |= {
            "hashtags": re.findall(r"(?<![\w&])#(\w+)", text),
            "mentions": re.findall(r"@[\w.\-]+@[\w.\-]+\w", text, re.ASCII),
            "urls": re.findall(r"https?://[^\s,]+", text),
            "sample": True,
            "gold": gold,
        }
        post |= {k: v for k, v in more.items() if k in ("trap", "copy_of")}
        self.posts.append(post)
        return post

    def gold(self, p: Pattern, shops: list[str], subject: str, ref: str | None) -> dict:
        kind, stance = ACTS[p.act]
        return {
            "shops": shops,
            "subject": subject,
            "subject_ref": ref,
            "lang": p.lang,
            "stance": stance,
            "kind": kind,
            "aspects": [list(a) for a in p.aspects],
            "safety": p.safety,
        }

    def where(self, shop: dict | None, source: str) -> dict:
        """A position for some posts: mostly near the shop, sometimes the author's home."""
        if source in ("google", "blog") or self.rng.random() > 0.15:
            return {}
        if shop and self.rng.random() < 0.85:
            return {
                "lat": round(shop["lat"] + self.rng.uniform(-6e-4, 6e-4), 5),
                "lon": round(shop["lon"] + self.rng.uniform(-9e-4, 9e-4), 5),
            }
        return {"lat": round(self.rng.uniform(48.852, 48.899), 5), "lon": round(self.rng.uniform(2.33, 2.41), 5)}

    def source(self, shop: dict | None) -> str:
        kept = {k: v for k, v in plan.SOURCES.items() if k != "google" or (shop and shop.get("fictional"))}
        return self.rng.choices(list(kept), list(kept.values()))[0]

    def shop_post(self, shop: dict, act: str, ago: int, lang: str | None = None) -> dict | None:
        """One post about a shop; falls back to another language or act rather than to a copy."""
        for attempt in range(8):
            tongue = lang or plan.language(shop["id"], self.rng)
            source = self.source(shop)
            drawn = self.new_text(tongue, act, "shop", shop, None, source)
            if drawn is None:
                lang = "fr" if attempt > 3 else None
                continue
            p, text = drawn
            gold = self.gold(p, [shop["id"]], "shop", shop["id"])
            if (
                source == "blog"
                and act == "rec"
                and (more := self.new_text(tongue, "rec", "shop", shop, None, source, frame=False))
            ):
                text, gold["aspects"] = (
                    f"{text} {more[1]}",
                    [list(a) for a in dict.fromkeys(map(tuple, p.aspects + more[0].aspects))],
                )
            elif act == "rec" and shop["website"] and source != "google" and self.rng.random() < 0.04:
                text += " " + shop["website"]
            place_id = shop["place_ids"]["google"] if source == "google" else None
            return self.add(text, tongue, source, ago, gold, place_id=place_id, **self.where(shop, source))
        return None

    def place_post(self, target: str, act: str, ago: int, place: dict, lang: str | None = None) -> dict | None:
        """One post about a street, a zone, a station or a centre."""
        for attempt in range(8):
            tongue = lang or ("fr" if attempt > 3 else plan.language("", self.rng))
            said = dict(place)
            if target == "town":
                said["place"], said["in_place"] = wording.place_words(place["zone"], tongue, self.rng)
                if tongue != "fr" and not said["place"]:
                    continue
            source = self.source(None)
            drawn = self.new_text(tongue, act, target, None, said, "portal" if source == "blog" else source)
            if drawn:
                gold = self.gold(drawn[0], [], place["subject"], place["ref"])
                return self.add(
                    drawn[1], tongue, "portal" if source == "blog" else source, ago, gold, **self.where(None, source)
                )
        return None
