"""Everything of one town that can be named in a text, in one automaton."""

from __future__ import annotations

import json
import struct
from collections import Counter
from collections.abc import Iterable
from copy import copy
from dataclasses import asdict
from typing import Any

import daachorse
import shapely

from maillon.listening.commonness import specificity
from maillon.listening.entries import Correction, ShopEntry, ZoneEntry
from maillon.listening.folding import tokenise
from maillon.listening.geography import Place, district_numbers, district_shapes, street_key
from maillon.listening.identity import handle_key, phone_key, site_key
from maillon.listening.lexicon import chains, trades_of
from maillon.listening.patterns import Ref, denied_to, middle_of, patterns_of, within_denied, zone_like
from maillon.listening.tuning import SHIPPED, Tuning
from maillon.listening.typos import TypoIndex

_MAGIC = b"MLNGAZ02"


class Gazetteer:
    """The shops, zones and trade words of one town, ready to be found in texts.

    Build it once, `dump` it, `load` it in every process. Nothing in it changes afterwards.
    """

    def __init__(
        self, shops: tuple[ShopEntry, ...], zones: tuple[ZoneEntry, ...], corrections: tuple[Correction, ...],
        patterns: dict[str, list[Ref]], automaton: Any, typos: TypoIndex, tuning: Tuning = SHIPPED,
    ) -> None:  # fmt: skip
        self.shops = shops
        self.zones = zones
        self.corrections = corrections
        self._denied = denied_to(corrections)
        self.automaton = automaton
        self.typos = typos
        self.tuning = tuning
        self.table = tuning.table()
        self.patterns = list(patterns)
        self.pattern_index = {p: k for k, p in enumerate(self.patterns)}
        self.refs = list(patterns.values())
        self.specificities = [specificity(p.split()) for p in self.patterns]
        self.zone_like = zone_like(self.patterns, self.refs)
        self.projection = middle_of(shops, zones)
        self._lay_out()
        self._bearers = Counter(w for name in self.folded for w in set(name.split()))
        self.street_cores = frozenset(
            p for p, refs in zip(self.patterns, self.refs, strict=True) if any(r[0] == "zone" and r[2] == "core" for r in refs)
        )
        self._index_identities()

    @classmethod
    def build(
        cls, shops: Iterable[ShopEntry], zones: Iterable[ZoneEntry], corrections: Iterable[Correction] = (),
        tuning: Tuning = SHIPPED,
    ) -> Gazetteer:  # fmt: skip
        """A gazetteer of these shops and zones. Raises ValueError where two shops bear one id."""
        shop_list = tuple(shops)
        zone_list = tuple(zones)
        if len({s.id for s in shop_list}) != len(shop_list):
            raise ValueError("two shops bear the same id")
        correction_list = tuple(corrections)
        patterns = patterns_of(shop_list, zone_list, correction_list)
        automaton = daachorse.CharwiseDoubleArrayAhoCorasick([f" {p} " for p in patterns])
        typos = TypoIndex.build(
            (pattern, specificity(pattern.split()))
            for pattern, refs in patterns.items()
            if any(sort == "shop" and how in ("name", "alias", "short", "part", "tail", "joined") for sort, _, how in refs)
        )
        return cls(shop_list, zone_list, correction_list, patterns, automaton, typos, tuning)

    def tuned(self, tuning: Tuning) -> Gazetteer:
        """The same names with other weights and another threshold."""
        made = copy(self)
        made.tuning, made.table = tuning, tuning.table()
        return made

    def dump(self) -> bytes:
        """The gazetteer as bytes; the same bytes for the same entries."""
        head = {
            "shops": [asdict(s) | {"place_ids": dict(s.place_ids)} for s in self.shops],
            "zones": [asdict(z) for z in self.zones],
            "corrections": [asdict(c) for c in self.corrections],
            "patterns": dict(zip(self.patterns, self.refs, strict=True)),
            "tuning": self.tuning.as_row(),
        }
        parts = [
            json.dumps(head, ensure_ascii=True, separators=(",", ":"), sort_keys=False).encode(),
            self.automaton.serialize(),
            self.typos.dump(),
        ]
        return _MAGIC + b"".join(struct.pack("<Q", len(p)) + p for p in parts)

    @classmethod
    def load(cls, data: bytes) -> Gazetteer:
        """The gazetteer that `dump` wrote. Raises ValueError where the bytes are something else."""
        if data[: len(_MAGIC)] != _MAGIC:
            raise ValueError("not a gazetteer, or written by another version")
        parts: list[bytes] = []
        at = len(_MAGIC)
        while at < len(data):
            (size,) = struct.unpack_from("<Q", data, at)
            parts.append(data[at + 8 : at + 8 + size])
            at += 8 + size
        head = json.loads(parts[0])
        return cls(
            tuple(ShopEntry(**(s | {"aliases": tuple(s["aliases"]), "handles": tuple(s["handles"])})) for s in head["shops"]),
            tuple(ZoneEntry(z["name"], z["kind"], tuple(z["aliases"]), z["geometry"]) for z in head["zones"]),
            tuple(Correction(**c) for c in head["corrections"]),
            {p: [(r[0], r[1], r[2]) for r in refs] for p, refs in head["patterns"].items()},
            daachorse.CharwiseDoubleArrayAhoCorasick.deserialize(parts[1]),
            TypoIndex.load(parts[2]),
            Tuning.of_row(head.get("tuning", {})),
        )

    def __reduce__(self) -> tuple[Any, tuple[bytes]]:
        return Gazetteer.load, (self.dump(),)

    def _lay_out(self) -> None:
        """Positions, trades and streets, worked out from the entries."""
        at = self.projection
        self.xy = [None if s.lon is None or s.lat is None else at.xy(s.lon, s.lat) for s in self.shops]
        self.trades = [trades_of(s.category, s.name) for s in self.shops]
        self.folded = [" ".join(tokenise(s.name).words) for s in self.shops]
        self.street_keys = [street_key(s.street) for s in self.shops]
        self.places = [Place(z.name, z.kind, at.project(z.geometry) if z.geometry else None) for z in self.zones]
        keys: dict[str, int] = {street_key(z.name): i for i, z in reversed(list(enumerate(self.zones))) if z.kind == "street"}
        for s, key in zip(self.shops, self.street_keys, strict=True):
            if key and key not in keys:
                keys[key] = len(self.places)
                self.places.append(Place(s.street.strip(), "street"))
        self.street_of_key = keys
        self.shop_street = [keys.get(k, -1) for k in self.street_keys]
        self.shops_in_street: dict[int, list[int]] = {}
        for shop, street in enumerate(self.shop_street):
            if street >= 0:
                self.shops_in_street.setdefault(street, []).append(shop)
                if self.xy[shop] is not None:
                    self.places[street].points.append(self.xy[shop])  # type: ignore[arg-type]
        self.shops_of_trade: dict[str, list[int]] = {}
        for shop, found in enumerate(self.trades):
            for trade in found:
                self.shops_of_trade.setdefault(trade, []).append(shop)
        self._streetless = [k for k, street in enumerate(self.shop_street) if street < 0 and self.xy[k] is not None]
        self._beside: dict[int, list[int]] = {}
        self.outline = _outline(self.places)
        self.districts = district_numbers(self.zones, self.shops)
        self._district_shapes = district_shapes(self.places, self.districts)
        self.district_of = [self._district(k) for k in range(len(self.shops))]
        self.postcodes = frozenset(s.postcode.strip() for s in self.shops if s.postcode.strip())
        self.is_chain = [_chain(name) for name in self.folded]

    def _district(self, shop: int) -> int:
        """Number of the district a shop stands in, by its postcode, else by the districts' shapes; 0 where unknown."""
        code = self.shops[shop].postcode.strip()[-2:]
        if code.isdecimal() and int(code) in self.districts:
            return int(code)
        xy = self.xy[shop]
        if xy is None:
            return 0
        return next((number for number, shape in self._district_shapes if shapely.contains_xy(shape, *xy)), 0)

    def _index_identities(self) -> None:
        self.by_handle: dict[str, list[int]] = {}
        self.by_site: dict[str, list[int]] = {}
        self.by_phone: dict[str, list[int]] = {}
        self.by_place_id: dict[str, list[int]] = {}
        for i, s in enumerate(self.shops):
            for handle in (*s.handles, s.website):
                if (key := handle_key(handle)) and (handle is not s.website or "/" in handle):
                    _note(self.by_handle, key, i)
            if key := site_key(s.website) if s.website else None:
                _note(self.by_site, key, i)
            if key := phone_key(s.phone):
                _note(self.by_phone, key, i)
            _note(self.by_place_id, s.id, i)
            for scheme, place_id in s.place_ids.items():
                _note(self.by_place_id, place_id, i)
                _note(self.by_place_id, f"{scheme}:{place_id}", i)

    def denies(self, words: str, shop: int) -> bool:
        """Whether a correction says that these words, however they came to be read so, do not mean this shop."""
        aliases = self._denied.get(self.shops[shop].id)
        return bool(aliases) and within_denied(words, aliases or ())

    def borne(self, word: str) -> int:
        """How many shops bear a folded word in their name."""
        return self._bearers[word]

    def beside_street(self, street: int) -> list[int]:
        """Shops without a street of their own that stand within 50 m of this one; worked out once a street."""
        known = self._beside.get(street)
        if known is None:
            place = self.places[street]
            known = []
            for shop in self._streetless:
                away = place.distance(*self.xy[shop])  # type: ignore[misc]
                if away is not None and away <= 50:
                    known.append(shop)
            self._beside[street] = known
        return known

    def in_zone(self, lon: float, lat: float) -> bool | None:
        """Whether a point stands in the town; None where the town's outline is unknown."""
        if self.outline is None:
            return None
        x, y = self.projection.xy(lon, lat)
        return bool(shapely.contains_xy(self.outline, x, y))


def _note(index: dict[str, list[int]], key: str, shop: int) -> None:
    if shop not in index.setdefault(key, []):
        index[key].append(shop)


def _chain(name: str) -> bool:
    words = name.split()
    heads = (" ".join(words[:k]) for k in range(1, len(words)))
    return name in chains() or any(len(head) >= 6 and head in chains() for head in heads)


def _outline(places: list[Place]) -> Any | None:
    """The town: the first town zone, else the union of all areas; prepared for many points."""
    areas = [p for p in places if p.shape is not None and p.shape.area > 0]
    towns_ = [p.shape for p in areas if p.kind == "town"]
    made = towns_[0] if towns_ else shapely.union_all([p.shape for p in areas]) if areas else None
    if made is not None:
        shapely.prepare(made)
    return made
